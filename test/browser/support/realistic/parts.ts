import type { DeskSimulator } from "../../../../connectors/simulator-kit/desk-simulator.ts";
import type { PagerSimulator } from "../../../../connectors/simulator-kit/pager-simulator.ts";
import type { TwilioSimulator } from "../../../../connectors/twilio/simulator/index.ts";
import type { HubClient } from "../../../../server/cli/client.ts";
import type { Fault, MonitorName } from "./monitors.ts";

/** What the world is made of, for those who tell its stories. */
export interface RealisticParts {
  api: HubClient;
  autotask: DeskSimulator;
  halopsa: DeskSimulator;
  twilio: TwilioSimulator;
  slack: PagerSimulator;
  deliver(monitor: MonitorName, fault: Fault): Promise<void>;
  /** A body as it stands, from that tool. */
  post(monitor: MonitorName, body: string): Promise<void>;
  readNow(): Promise<void>;
  /** Resolves when nothing is owed or waits to be worked on. */
  quiet(): Promise<void>;
}
