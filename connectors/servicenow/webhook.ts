import { z } from "zod";
import { ExternalId } from "../../schemas/ids.ts";
import { fail, type InboundAdapter, type InboundRequest, succeed, type Verdict } from "../contract.ts";
import { verifyStamped } from "../signatures.ts";

/** Headers of the business rule that we generate; lower case. */
export const stampHeader = "x-interdesk-timestamp";
export const signatureHeader = "x-interdesk-signature";

/** A thin notice: it says which record moved, and nothing of it is believed but that. */
const Notice = z.object({
  event_id: z.string().min(1).max(100),
  sys_id: z.string().min(1).max(100),
  operation: z.enum(["insert", "update", "delete"]),
});

/**
 * Base64 of HMAC-SHA256 over `<seconds>.<body>`. The vendor wants the key in base64 and is said to use the decoded bytes;
 * where a release takes the base64 text itself, that is accepted as well: both need the secret.
 *
 * @see https://www.servicenow.com/docs/ c_GlideCertificateEncryptionAPI
 */
export function verifyNotice(request: InboundRequest, secrets: readonly string[]): Verdict {
  const stamp = request.headers[stampHeader];
  const signature = request.headers[signatureHeader];
  if (stamp === undefined || signature === undefined)
    return { accepted: false, reason: `no ${stampHeader} or ${signatureHeader} header` };
  const keys = secrets.slice(0, 2).flatMap((secret) => [secret, Buffer.from(secret).toString("base64")]);
  const accepted = verifyStamped(stamp, signature, { body: request.body, secrets: keys, now: request.receivedAt });
  return accepted ? { accepted } : { accepted, reason: "wrong signature, or a clock that is off by five minutes" };
}

/** The rule for deletions runs before them: its notice may be here long before the transaction ends. Ms. */
const deletedInMs = 60_000;

/** A deletion is a hint too: the reading finds that the record is gone, or does so later. */
export function parseNotice(body: Uint8Array): ReturnType<InboundAdapter["parse"]> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    const detail = `The notice is not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : ""}`;
    return fail({ path: "", expected: "JSON in UTF-8", detail });
  }
  const parsed = Notice.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail({
      path: issue?.path.join(".") ?? "",
      expected: "a notice of Interdesk's business rule",
      detail: issue?.message ?? "unexpected shape",
    });
  }
  const { event_id: deliveryKey, sys_id: id, operation } = parsed.data;
  const later = operation === "delete" ? { againInMs: deletedInMs } : {};
  const externalId = ExternalId.parse(id);
  return succeed({ deliveryKey, items: [{ kind: "hint", externalId, topic: "record", ...later }] });
}
