import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { InboundAdapter, PolledAnswer } from "../ports/inbound.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { UnitOfWork } from "../ports/stores.ts";

export interface PollDeps {
  unit: UnitOfWork;
  clock: { now(): Date };
  hash: (bytes: Uint8Array) => string;
  /** Resolves once it is on disk. @param receivedAt before the tool was asked: the answer is no older than that */
  store: (answer: PolledAnswer, receivedAt: Date) => Promise<void>;
}

const stream = "monitor";
/** Of one turn; the rest has to wait for the next. */
const mostAnswers = 100;
/**
 * What has not changed is stored this often all the same: an alert that waited for its client, and was over when it was let in,
 * is ended by it.
 */
const storeEveryMs = 3_600_000;

interface Place {
  cursor: Json;
  /** Of the answer that was stored last; null = it has none. */
  fingerprint: string | null;
  storedAt: number;
}

/**
 * Asks a tool, and stores what it answers as deliveries, before the cursor moves on: what is asked for twice is stored twice,
 * and nothing is lost.
 *
 * @returns how many were stored
 */
export async function pollMonitor(
  deps: PollDeps,
  target: { tenantId: TenantId; connectionId: ConnectionId; poll: NonNullable<InboundAdapter["poll"]> },
): Promise<Result<number, ConnectorError>> {
  const { tenantId, connectionId, poll } = target;
  let place = await deps.unit.inTenant(tenantId, async ({ hints }) =>
    toPlace(await hints.cursor(connectionId, stream)),
  );
  let stored = 0;
  for (let asked = 0; asked < mostAnswers; asked++) {
    const receivedAt = deps.clock.now();
    const answer = await poll(place?.cursor ?? null);
    if (!answer.ok) return answer;
    const { fingerprint, cursor, more } = answer.value;
    const mark = fingerprint === undefined ? null : deps.hash(new TextEncoder().encode(fingerprint));
    const isNews = !isSame(place, mark, receivedAt);
    if (isNews) {
      await deps.store(answer.value, receivedAt);
      stored += 1;
    }
    const storedAt = isNews ? receivedAt.getTime() : (place?.storedAt ?? 0);
    const next = { cursor, fingerprint: mark, storedAt };
    await deps.unit.inTenant(tenantId, ({ hints }) => hints.saveCursor(connectionId, stream, next));
    place = next;
    if (!more) break;
  }
  return succeed(stored);
}

function isSame(place: Place | undefined, fingerprint: string | null, now: Date): boolean {
  if (!place || fingerprint === null || place.fingerprint !== fingerprint) return false;
  return now.getTime() - place.storedAt < storeEveryMs;
}

/** Written by this file alone. */
function toPlace(saved: Json): Place | undefined {
  return saved === null ? undefined : (saved as unknown as Place);
}
