import type { ConnectorError } from "./connector-error.ts";
import type { Result } from "./result.ts";

/** How a call ended, as far as the vendor's health is concerned; `refused` = answered, with 401. */
export type CallOutcome = "answered" | "refused" | "failed";

/** What stands before every call of one vendor account: its budget, and a breaker. Its state is shared by all nodes. */
export interface CallGate {
  /**
   * Waits shortly for the budget.
   *
   * @returns the right to make one call; or why not now, and for how long
   */
  enter(): Promise<Result<CallPass, ConnectorError>>;
}

export interface CallPass {
  /**
   * To be told once for each call.
   *
   * @param restMs the vendor asks for this wait before any other call; absent = it does not
   */
  leave(outcome: CallOutcome, restMs?: number): Promise<void>;
}
