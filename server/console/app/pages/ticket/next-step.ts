import type { Status } from "./field-words.ts";

export type StepName = "acknowledge" | "start" | "resolve" | "resume" | "close" | "reopen";
export interface Step {
  name: StepName;
  /** What the ticket is in after it. */
  status: Status;
}

/** What most likely comes next for a ticket in this status: the one filled button of its page. */
export function decideNextStep(status: Status): Step {
  switch (status) {
    case "new":
      return { name: "acknowledge", status: "acknowledged" };
    case "acknowledged":
      return { name: "start", status: "inProgress" };
    case "inProgress":
      return { name: "resolve", status: "resolved" };
    case "pending":
    case "held":
      return { name: "resume", status: "inProgress" };
    case "resolved":
      return { name: "close", status: "closed" };
    case "closed":
    case "cancelled":
      return { name: "reopen", status: "inProgress" };
  }
}
