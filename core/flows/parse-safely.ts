import type { InboundAdapter, StoredDelivery } from "../ports/inbound.ts";

/** A connector that throws on a body harms no other delivery: its failure is a problem like any other. */
export function parseSafely(adapter: InboundAdapter, delivery: StoredDelivery): ReturnType<InboundAdapter["parse"]> {
  try {
    return adapter.parse(delivery);
  } catch (cause) {
    const detail = `The connector failed on this body: ${cause instanceof Error ? cause.message : "unknown error"}.`;
    return { ok: false, error: { path: "", expected: "a body that the connector can read", detail } };
  }
}
