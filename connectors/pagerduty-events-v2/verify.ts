import { z } from "zod";
import type { InboundRequest, Verdict } from "../contract.ts";
import { parseJson, readText } from "../monitor-kit.ts";
import { equalsAnySecret } from "../signatures.ts";

const Keyed = z.object({ routing_key: z.string() });

/** The routing key stands in the body, so the body is read before it is trusted: within the limit of its size, and no more of it. */
export function verifyRoutingKey({ body }: InboundRequest, routingKeys: readonly string[]): Verdict {
  const text = readText(body);
  const json = text.ok ? parseJson(text.value) : text;
  const keyed = json.ok ? Keyed.safeParse(json.value) : undefined;
  if (!keyed?.success) return { accepted: false, reason: "no routing_key in the body" };
  return equalsAnySecret(keyed.data.routing_key, routingKeys)
    ? { accepted: true }
    : { accepted: false, reason: "wrong routing_key" };
}
