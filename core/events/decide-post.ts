import type { ConnectorError } from "../ports/connector-error.ts";
import type { ClaimedPost, PostOutcome, ReceiverHealth } from "../ports/outbox-store.ts";
import type { Result } from "../ports/result.ts";

/** What a receiver answered. */
export interface PostAnswer {
  status: number;
  /** The beginning of what it said, safe to tell. */
  text: string;
}

/** `gone`: the receiver wants nothing more, ever. */
export type PostDecision = { outcome: PostOutcome; receiver: "answered" | "failed" | "gone" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/**
 * Waits between attempts, about three days together.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
export const postWaitsMs: readonly number[] = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
/** Where a receiver that rests was not asked so often. */
const longestMs = 76 * hourMs;

/**
 * Decides what becomes of an event that was posted: 2xx has it taken, 410 ends the webhook, everything else is tried again.
 *
 * @param random in [0, 1); spreads the attempts over a tenth more
 */
export function decidePost(
  answer: Result<PostAnswer, ConnectorError>,
  { attempts, queuedAt }: Pick<ClaimedPost, "attempts" | "queuedAt">,
  { now, tookMs, random }: { now: Date; tookMs: number; random: number },
): PostDecision {
  const status = answer.ok ? answer.value.status : null;
  if (status !== null && status >= 200 && status < 300)
    return { outcome: { kind: "done", status, detail: null, tookMs }, receiver: "answered" };
  const detail = answer.ok ? describe(answer.value) : `${answer.error.kind}: ${answer.error.detail}`;
  const told = { status, detail, tookMs };
  if (status === 410) return { outcome: { kind: "failed", ...told }, receiver: "gone" };
  const wait = postWaitsMs[attempts - 1];
  if (wait === undefined || now.getTime() - queuedAt.getTime() >= longestMs)
    return { outcome: { kind: "failed", ...told }, receiver: "failed" };
  const asked = !answer.ok && answer.error.kind === "rateLimited" ? answer.error.retryAfterMs : 0;
  const waitMs = Math.round(Math.max(asked, wait * (1 + random / 10)));
  return { outcome: { kind: "again", waitMs, ...told }, receiver: "failed" };
}

/** So long, and so often, nothing was taken: nobody is listening. */
const deadMs = 24 * hourMs;
export const deadFailures = 5;

/** Whether a receiver that takes nothing is left alone from now on. */
export function isDead({ failures, failingMs }: ReceiverHealth): boolean {
  return failures >= deadFailures && failingMs >= deadMs;
}

function describe({ status, text }: PostAnswer): string {
  const said = text.trim().replaceAll(/\s+/g, " ");
  return said === "" ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
}
