import { type ConnectorError, isRefusal } from "../ports/connector-error.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import { type AttachmentCopy, matchAttachments } from "../sync/match-attachments.ts";
import { lockHeld } from "./held-link.ts";
import { holdWrite } from "./hold-write.ts";
import { noteWrite, outcomeOf, type PushDeps, type Pushed, type PushTarget, timed } from "./push-deps.ts";

type Done = Result<void, ConnectorError>;

/** Writes the files that a link is owed, oldest first; each is committed as `sending` before its call. */
export async function pushAttachments(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  owed: readonly AttachmentCopy[],
): Promise<Done> {
  if (owed.length === 0) return succeed(undefined);
  if (!target.desk.addAttachment) {
    for (const copy of owed) await refuse(deps, target, one, copy, "The desk takes no files.");
    return succeed(undefined);
  }
  const missing = await dropArrived(deps, target, one, owed);
  if (!missing.ok) return missing;
  for (const copy of missing.value) {
    const { sizeBytes } = copy.attachment;
    const sent = await deps.inFileTurn(target.connectionId, sizeBytes, () => sendFile(deps, target, one, copy));
    if (!sent.ok) return sent;
  }
  return succeed(undefined);
}

/** One that was being sent when an answer was lost, or a process ended, may be there: look before repeating. */
async function dropArrived(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  owed: readonly AttachmentCopy[],
): Promise<Result<readonly AttachmentCopy[], ConnectorError>> {
  if (owed.every(({ state }) => state !== "sending") || !target.desk.attachments) return succeed(owed);
  const read = await target.desk.attachments([one.externalId]);
  if (!read.ok) return read;
  const copies = await deps.unit.inTenant(target.tenantId, (stores) => stores.attachments.copies(one.claimed.link.id));
  const decisions = matchAttachments(copies, read.value.get(one.externalId) ?? [], Number.MAX_SAFE_INTEGER);
  const arrived = new Set<AttachmentCopy["attachment"]["id"]>();
  for (const decision of decisions) {
    if (decision.action !== "confirm") continue;
    arrived.add(decision.copy.attachment.id);
    await save(deps, target, one, decision.copy, { externalId: decision.externalId, state: "done", detail: null });
  }
  return succeed(owed.filter(({ attachment }) => !arrived.has(attachment.id)));
}

async function sendFile(deps: PushDeps, target: PushTarget, one: Pushed, copy: AttachmentCopy): Promise<Done> {
  const { attachment } = copy;
  if (attachment.sizeBytes > target.desk.attachmentLimitBytes) {
    const detail = `The desk takes files up to ${target.desk.attachmentLimitBytes} bytes; this one has ${attachment.sizeBytes}.`;
    return refuse(deps, target, one, copy, detail);
  }
  const { sha256 } = attachment;
  const bytes =
    sha256 === null
      ? undefined
      : await deps.unit.inTenant(target.tenantId, (stores) => stores.attachments.bytes(sha256));
  if (!bytes) return refuse(deps, target, one, copy, "The bytes of the file are not kept any more.");
  const begun = await beginFile(deps, target, one, copy);
  if (!begun) return fail({ kind: "unavailable", detail: "The link ended meanwhile." });
  deps.failpoint("attachment.beforeCall");
  const { id, fileName, contentType, visibility } = attachment;
  const file = { key: id, fileName, contentType, visibility, bytes };
  const call = await timed(deps, async () => target.desk.addAttachment?.(one.externalId, file) ?? never);
  deps.failpoint("attachment.afterCall");
  const answer = call.value;
  await noteWrite(deps, target, {
    ticketId: attachment.ticketId,
    linkId: one.claimed.link.id,
    operation: "attachment",
    sent: { fileName, visibility, sizeBytes: attachment.sizeBytes, sha256 },
    outcome: answer.ok ? "done" : outcomeOf(answer.error),
    detail: answer.ok ? null : answer.error.detail,
    at: call.startedAt,
    tookMs: call.tookMs,
  });
  if (answer.ok) {
    await save(deps, target, one, copy, { externalId: answer.value.externalId, state: "done", detail: null });
    return succeed(undefined);
  }
  const { error } = answer;
  if (isRefusal(error)) {
    await deps.unit.inTenant(target.tenantId, (stores) => holdWrite(stores, target, one.claimed.link.id, error));
    return refuse(deps, target, one, copy, error.detail);
  }
  if (error.kind !== "unknownOutcome")
    await save(deps, target, one, copy, { externalId: null, state: "wanted", detail: error.detail });
  return fail(error);
}

/** @returns whether the file may be sent: the link works, and another worker has not found it there */
async function beginFile(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  { attachment }: AttachmentCopy,
): Promise<boolean> {
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return false;
    const sending = { externalId: null, state: "sending" as const, detail: null };
    await stores.attachments.saveCopy(one.claimed.link.id, attachment.id, sending);
    return true;
  });
}

const never = fail<ConnectorError>({ kind: "rejected", detail: "The desk takes no files." });

/** Shown on the ticket; everything else goes on. */
async function refuse(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  copy: AttachmentCopy,
  detail: string,
): Promise<Done> {
  deps.metrics.count("interdesk_attachments", { outcome: "refused" });
  await save(deps, target, one, copy, { externalId: null, state: "failed", detail });
  return succeed(undefined);
}

async function save(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  { attachment }: AttachmentCopy,
  copy: Pick<AttachmentCopy, "externalId" | "state"> & { detail: string | null },
): Promise<void> {
  await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.attachments.saveCopy(one.claimed.link.id, attachment.id, copy),
  );
}
