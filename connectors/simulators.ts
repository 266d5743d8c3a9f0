import { startAutotaskSimulator } from "./autotask/simulator/index.ts";
import { startHaloSimulator } from "./halopsa/simulator/index.ts";
import { startServiceNowSimulator } from "./servicenow/simulator/index.ts";
import { startIlertSimulator } from "./ilert/simulator/index.ts";
import { startTeamsSimulator } from "./microsoft-teams/simulator/index.ts";
import { startNtfySimulator } from "./ntfy/simulator/index.ts";
import { startOpsgenieSimulator } from "./opsgenie/simulator/index.ts";
import { startPagerDutySimulator } from "./pagerduty/simulator/index.ts";
import { startSlackSimulator } from "./slack/simulator/index.ts";
import { startTwilioSimulator } from "./twilio/simulator/index.ts";
import { startWebhookPagerSimulator } from "./webhook-pager/simulator/index.ts";
import type { PagerSimulator, PagerSimulatorOptions } from "./simulator-kit/pager-simulator.ts";
import type { DeskSimulator, SimulatorOptions } from "./simulator-kit/desk-simulator.ts";

/** Simulated service desks by the name of their connector: for tests, the demo, and whoever wants to try things. */
export const simulators: Readonly<Record<string, (options?: SimulatorOptions) => Promise<DeskSimulator>>> = {
  autotask: startAutotaskSimulator,
  halopsa: startHaloSimulator,
  servicenow: startServiceNowSimulator,
};

/** Simulated ways to people, likewise. */
export const pagerSimulators: Readonly<Record<string, (options?: PagerSimulatorOptions) => Promise<PagerSimulator>>> = {
  ilert: startIlertSimulator,
  "microsoft-teams": startTeamsSimulator,
  ntfy: startNtfySimulator,
  opsgenie: startOpsgenieSimulator,
  pagerduty: startPagerDutySimulator,
  slack: startSlackSimulator,
  twilio: startTwilioSimulator,
  "webhook-pager": startWebhookPagerSimulator,
};
