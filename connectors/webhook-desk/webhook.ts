import { ExchangeMessage } from "../../schemas/exchange.ts";
import { ExternalId } from "../../schemas/ids.ts";
import { Json } from "../../schemas/json.ts";
import { fail, type InboundAdapter, type InboundRequest, succeed, type Verdict } from "../contract.ts";
import { verifyStandardWebhook } from "../signatures.ts";
import { mergeMessage, ShelfRecord, ticketOf } from "./shelf-record.ts";

export function verifyMessage(request: InboundRequest, secrets: readonly string[]): Verdict {
  const { headers, body, receivedAt } = request;
  return verifyStandardWebhook({ headers, body, secrets, now: receivedAt })
    ? { accepted: true }
    : { accepted: false, reason: "wrong signature after Standard Webhooks" };
}

/** @param canBeAsked whether a message is only a hint, since the truth can be read */
export function parseMessage(
  { body, headers }: Parameters<InboundAdapter["parse"]>[0],
  canBeAsked: boolean,
): ReturnType<InboundAdapter["parse"]> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return fail({ path: "", expected: "JSON in UTF-8", detail: "The message is not JSON." });
  }
  const parsed = ExchangeMessage.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail({
      path: issue?.path.join(".") ?? "",
      expected: "a message of the ticket exchange (schemas/exchange/message.schema.json)",
      detail: issue?.message ?? "unexpected shape",
    });
  }
  const deliveryKey = headers["webhook-id"] ?? null;
  const message = parsed.data;
  if (message.type === "ping") return succeed({ deliveryKey, items: [] });
  const externalId = ExternalId.parse(ticketOf(message));
  if (!canBeAsked) return succeed({ deliveryKey, items: [{ kind: "record", externalId, patch: Json.parse(json) }] });
  const topic = message.type.startsWith("ticket") ? ("record" as const) : ("comments" as const);
  return succeed({ deliveryKey, items: [{ kind: "hint", externalId, topic }] });
}

/** What is known of a record after one more message; a record that we wrote ourselves always reads back. */
export function mergePatch(known: Json | undefined, patch: Json): Json {
  const message = ExchangeMessage.parse(patch);
  const record = known === undefined ? undefined : ShelfRecord.parse(known);
  return message.type === "ping" ? (known ?? null) : mergeMessage(record, message);
}
