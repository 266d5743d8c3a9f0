import type { Expectation } from "../monitor-kit.ts";
import type { Inbound } from "../contract.ts";
import type { Settings } from "./manifest.ts";

/** What a webhook says: an event, or why it is none. */
export type Reading = Extract<Inbound, { kind: "event" }> | { nothing: string };

export interface ReadingContext {
  action: string;
  data: Readonly<Record<string, unknown>>;
  settings: Settings;
  receivedAt: Date;
  /** Of the whole webhook, for problems. */
  expectation: Expectation;
}
