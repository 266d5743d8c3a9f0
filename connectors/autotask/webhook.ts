import { z } from "zod";
import { ExternalId } from "../../schemas/ids.ts";
import { fail, type InboundAdapter, type InboundRequest, succeed, type Verdict } from "../contract.ts";
import { verifyHmacSha1Base64 } from "../signatures.ts";

/** A callout; names in any case, since the vendor spells some in two ways. */
const Callout = z.object({
  action: z.enum(["Create", "Update", "Delete"]),
  guid: z.string().min(1).max(100),
  entitytype: z.enum(["Ticket", "TicketNote"]),
  id: z.number().int(),
  fields: z.record(z.string(), z.unknown()).nullish(),
  sequencenumber: z.number().int(),
});

/**
 * HMAC-SHA1 over the bytes as they came; where a proxy has undone the vendor's escapes, over the text escaped again.
 * Both need the secret. A `Deactivated` callout comes unsigned and is refused: the poll sees what it would say.
 */
export function verifyCallout(request: InboundRequest, keys: readonly string[]): Verdict {
  const header = request.headers["x-hook-signature"];
  if (header === undefined) return { accepted: false, reason: "no X-Hook-Signature header" };
  if (verifyHmacSha1Base64(header, request.body, keys)) return { accepted: true };
  const escaped = escapeAsVendor(Buffer.from(request.body).toString());
  if (verifyHmacSha1Base64(header, Buffer.from(escaped), keys)) return { accepted: true };
  return { accepted: false, reason: "wrong signature" };
}

/** The default escapes of .NET's System.Text.Json inside strings. @see https://learn.microsoft.com/dotnet/standard/serialization/system-text-json/character-encoding */
export function escapeAsVendor(text: string): string {
  return text
    .replaceAll(/\\["\\]/g, (pair) => (pair === '\\"' ? "\\u0022" : pair))
    .replaceAll(
      /[&<>'`+\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
    );
}

/** Every callout is a hint that a ticket moved; `Guid` names the subscription, so only with the sequence number one event. */
export function parseCallout(body: Uint8Array): ReturnType<InboundAdapter["parse"]> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    return fail({
      path: "",
      expected: "JSON in UTF-8",
      detail: `The callout is not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : ""}`,
    });
  }
  const parsed = Callout.safeParse(lowerKeys(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail({
      path: issue?.path.join(".") ?? "",
      expected: "a ticket or ticket note callout of Autotask",
      detail: issue?.message ?? "unexpected shape",
    });
  }
  const { action, guid, sequencenumber, entitytype, id, fields } = parsed.data;
  const deliveryKey = `${guid}:${sequencenumber}`;
  if (entitytype === "Ticket") {
    return succeed({
      deliveryKey,
      items: [{ kind: "hint", externalId: ExternalId.parse(String(id)), topic: "record" }],
    });
  }
  // A deletion has no fields, so that only the note is named.
  if (action === "Delete")
    return succeed({ deliveryKey, items: [{ kind: "commentHint", commentId: ExternalId.parse(String(id)) }] });
  const ticketId = Object.entries(fields ?? {}).find(([name]) => name.toLowerCase() === "ticketid")?.[1];
  if (typeof ticketId !== "number" && typeof ticketId !== "string") {
    return fail({
      path: "Fields.TicketID",
      expected: "the number of the ticket",
      detail: "The note's callout does not name its ticket. Subscribe the field TicketID as always displayed.",
    });
  }
  return succeed({
    deliveryKey,
    items: [{ kind: "hint", externalId: ExternalId.parse(String(ticketId)), topic: "comments" }],
  });
}

function lowerKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]));
}
