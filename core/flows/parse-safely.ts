import type { InboundAdapter, StoredDelivery } from "../ports/inbound.ts";

/** A connector that throws on a body harms no other delivery: its failure is a problem like any other. */
export async function parseSafely(
  adapter: InboundAdapter,
  delivery: StoredDelivery,
): Promise<ReturnType<InboundAdapter["parse"]>> {
  try {
    const decoded = await adapter.decode?.(delivery);
    if (decoded && !decoded.ok) return decoded;
    return adapter.parse(decoded?.value ?? delivery);
  } catch (cause) {
    const detail = `The connector failed on this body: ${cause instanceof Error ? cause.message : "unknown error"}.`;
    return { ok: false, error: { path: "", expected: "a body that the connector can read", detail } };
  }
}
