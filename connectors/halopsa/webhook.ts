import { createHash } from "node:crypto";
import { z } from "zod";
import { ExternalId } from "../../schemas/ids.ts";
import {
  fail,
  type Inbound,
  type InboundAdapter,
  type InboundRequest,
  type ParseProblem,
  type Result,
  succeed,
  type Verdict,
} from "../contract.ts";
import { verifyHmacSha256Base64 } from "../signatures.ts";
import { signatureHeader } from "./manifest.ts";

/** @see sheet §6.5: base64 of HMAC-SHA256 over the raw body, in a header of a name that we chose */
export function verifyDelivery(request: InboundRequest, secrets: readonly string[]): Verdict {
  const header = request.headers[signatureHeader.toLowerCase()];
  if (header === undefined) return { accepted: false, reason: `no ${signatureHeader} header` };
  return verifyHmacSha256Base64(header, request.body, secrets)
    ? { accepted: true }
    : { accepted: false, reason: "wrong signature" };
}

const number = z.union([z.number().int().positive(), z.string().regex(/^[1-9]\d{0,15}$/)]);

/** Nothing but what says which ticket it is about: admins may change all other content, and have it told in words. */
const Envelope = z.object({
  id: z.string().min(1).max(100),
  event: z.string().nullish(),
  object_id: number,
  ticket: z
    .looseObject({ id: number.nullish().catch(null) })
    .nullish()
    .catch(null),
  action: z
    .looseObject({ ticket_id: number.nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Other entities have webhooks too; theirs hold them under their own names. */
const otherEntities = ["client", "site", "user", "asset", "appointment", "article", "agent", "contract"];

/** One event, several in a list, or an object with one such list: the shape of a batch is not documented. */
export function parseDelivery(body: Uint8Array): ReturnType<InboundAdapter["parse"]> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : "";
    return fail({ path: "", expected: "JSON in UTF-8", detail: `The delivery is not JSON: ${why}` });
  }
  const bodies = listBodies(json);
  const items: Inbound[] = [];
  const keys: string[] = [];
  for (const [index, one] of bodies.entries()) {
    const read = readEnvelope(one, bodies.length > 1 ? `${index}` : "");
    if (!read.ok) return read;
    keys.push(read.value.key);
    if (read.value.item) items.push(read.value.item);
  }
  return succeed({ deliveryKey: keyOf(keys), items });
}

function listBodies(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json !== "object" || json === null || "object_id" in json) return [json];
  const lists = Object.values(json).filter((value) => Array.isArray(value));
  const [only, ...others] = lists;
  // An empty list says nothing of what it is a list of.
  return only && others.length === 0 && only.length > 0 ? only : [json];
}

/** A batch is the same batch if it holds the same events. */
function keyOf(keys: readonly string[]): string | null {
  const [only] = keys;
  if (keys.length <= 1) return only ?? null;
  return `batch:${createHash("sha256").update(keys.join("\n")).digest("hex")}`;
}

function readEnvelope(body: unknown, path: string): Result<{ key: string; item: Inbound | undefined }, ParseProblem> {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail({
      path: [path, ...(issue?.path ?? [])].filter((part) => part !== "").join("."),
      expected: "an event of a standard Halo webhook, with its id and object_id",
      detail: `${issue?.message ?? "unexpected shape"}. Custom payloads are not understood.`,
    });
  }
  const { id, event, object_id, ticket, action } = parsed.data;
  const isOther = !ticket && !action && otherEntities.some((name) => Object.hasOwn(Object(body), name));
  const ticketId = action?.ticket_id ?? ticket?.id ?? object_id;
  const topic = action || /\b(?:action|note|e-?mail)\b/i.test(event ?? "") ? "comments" : "record";
  const item: Inbound = { kind: "hint", externalId: ExternalId.parse(String(ticketId)), topic };
  return succeed({ key: id, item: isOther ? undefined : item });
}
