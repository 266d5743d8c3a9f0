import type { Delivery } from "../../schemas/delivery.ts";
import type { InboundAdapter } from "../ports/inbound.ts";
import type { ConnectionLease, QuarantineEntry, TakenDelivery } from "../ports/stores.ts";
import type { ReadDelivery } from "./list-events.ts";
import { parseSafely } from "./parse-safely.ts";

/**
 * Work on one delivery may begin this often; a process that died with it each time will not get it again. High enough that
 * a host which kills its processes for other reasons does not make an innocent delivery look guilty.
 */
const mostAttempts = 5;

/** Reading as much as this can hold the process for some milliseconds, and others wait for their answers meanwhile. */
const bytesInARow = 65_536;

interface SortDeps {
  adapter: InboundAdapter;
  /** Lets everything else that this process has to do have its turn. */
  breathe: () => Promise<void>;
}

/** Parses each by itself: one that cannot be read, or that processes have died with, harms no other. */
export async function sortDeliveries(
  { adapter, breathe }: SortDeps,
  lease: ConnectionLease,
  taken: readonly TakenDelivery[],
): Promise<{ readable: ReadDelivery[]; refused: Refused[] }> {
  const readable: ReadDelivery[] = [];
  const refused: Refused[] = [];
  let inARow = 0;
  for (const { delivery, attempts, ordinals, opens } of taken) {
    inARow += delivery.body.length;
    if (inARow > bytesInARow) {
      await breathe();
      inARow = delivery.body.length;
    }
    if (attempts >= mostAttempts) {
      const detail = `Work on this delivery was begun ${attempts} times and never ended: it may have ended the process.`;
      refused.push({ delivery, entry: buildEntry(lease, delivery, "crashed", detail) });
      continue;
    }
    const result = await parseSafely(adapter, delivery);
    if (result.ok) readable.push({ delivery, ordinals, opens, parsed: result.value });
    else {
      const { path, expected, detail } = result.error;
      refused.push({ delivery, entry: { ...buildEntry(lease, delivery, "unreadable", detail), path, expected } });
    }
  }
  if (inARow > bytesInARow) await breathe();
  return { readable, refused };
}

/** One that does not go on, and what people are told of it. */
export interface Refused {
  delivery: Delivery;
  entry: QuarantineEntry;
}

export function buildEntry(
  lease: ConnectionLease,
  delivery: Delivery,
  reason: QuarantineEntry["reason"],
  detail: string,
): QuarantineEntry {
  return {
    connectionId: lease.connectionId,
    deliveryId: delivery.id,
    ordinal: null,
    linkId: null,
    reason,
    path: null,
    expected: null,
    detail,
  };
}
