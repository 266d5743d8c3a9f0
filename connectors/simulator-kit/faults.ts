import { setTimeout as pause } from "node:timers/promises";
import type { Visibility } from "../../schemas/comment.ts";
import type { TechnicianEdit } from "./desk-simulator.ts";

/** A scripted disturbance; counters fall by one each time they strike. */
export interface Faults {
  latencyMs: number;
  /** The effect happens, the connection ends without an answer. */
  dropAnswerAfterCreate: number;
  dropAnswerAfterWrite: number;
  /** Of a comment or a file. */
  dropAnswerAfterComment: number;
  answer429: number;
  /** The header of those answers, as it stands; null = none. */
  retryAfter: string | null;
  answer503: number;
  /** Answers of reads that are no good: a page of HTML with 200, cut JSON, nothing; after so many good ones. */
  badAnswer: { kind: "html" | "cut" | "empty"; times: number; after?: number } | null;
  webhooksOff: boolean;
  webhookTwice: boolean;
  /** Callouts leave in an order that chance decides, by this share of lost ones; 0 … 1. */
  webhookLoss: number;
  webhookShuffleMs: number;
  /** The callout of a creation is delivered before the creation is answered. */
  webhookBeforeAnswer: boolean;
  webhookDelayMs: number;
  /** A technician's edit right before the next field write of the API is applied. */
  plantBeforeWrite: TechnicianEdit | null;
  /** … right after it was applied, before it is answered. */
  plantAfterWrite: TechnicianEdit | null;
  /** The account has lost its right to see comments of this kind: they are left out of lists without a word. */
  hiddenComments: Visibility | null;
  /** This ticket is shown without something that every ticket has. */
  brokenRecord: string | null;
  /** A workflow of the vendor sets this back after each write by the API. */
  workflow: TechnicianEdit | null;
}

export const noFaults: Faults = {
  latencyMs: 0,
  dropAnswerAfterCreate: 0,
  dropAnswerAfterWrite: 0,
  dropAnswerAfterComment: 0,
  answer429: 0,
  retryAfter: null,
  answer503: 0,
  badAnswer: null,
  webhooksOff: false,
  webhookTwice: false,
  webhookLoss: 0,
  webhookShuffleMs: 0,
  webhookBeforeAnswer: false,
  webhookDelayMs: 0,
  plantBeforeWrite: null,
  plantAfterWrite: null,
  hiddenComments: null,
  brokenRecord: null,
  workflow: null,
};

export type Disturbance = "none" | "tooMany" | "unavailable" | "html" | "cut" | "empty";

/** What happens to the next call, after the latency has passed. */
export async function strike(faults: Faults): Promise<Disturbance> {
  if (faults.latencyMs > 0) await pause(faults.latencyMs);
  if (faults.answer429 > 0) {
    faults.answer429 -= 1;
    return "tooMany";
  }
  if (faults.answer503 > 0) {
    faults.answer503 -= 1;
    return "unavailable";
  }
  return faults.badAnswer === null || faults.badAnswer.times <= 0 ? "none" : spoilAnswer(faults.badAnswer);
}

function spoilAnswer(bad: NonNullable<Faults["badAnswer"]>) {
  if (bad.after !== undefined && bad.after > 0) {
    bad.after -= 1;
    return "none" as const;
  }
  bad.times -= 1;
  return bad.kind;
}

/** Takes one off a counter; whether it struck. */
export function takeOne(
  faults: Faults,
  name: "dropAnswerAfterCreate" | "dropAnswerAfterWrite" | "dropAnswerAfterComment",
): boolean {
  if (faults[name] <= 0) return false;
  faults[name] -= 1;
  return true;
}

/** Takes a planted edit out, so that it is made once. */
export function takePlant(faults: Faults, name: "plantBeforeWrite" | "plantAfterWrite"): TechnicianEdit | null {
  const edit = faults[name];
  faults[name] = null;
  return edit;
}
