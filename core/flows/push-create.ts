import { type Link, type LinkField, workingStates } from "../../schemas/link.ts";
import { endedStatuses, type FieldName, type Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import type { ClaimedLink, Stores } from "../ports/stores.ts";
import { valueOf } from "../sync/edit-ticket.ts";
import { noteAtPlace } from "../sync/field-places.ts";
import { noteConfirmed, type RawFields } from "../sync/plan-push.ts";
import {
  callInFlight,
  noteWrite,
  outcomeOf,
  type PushDeps,
  type Pushed,
  type PushTarget,
  restLink,
  timed,
} from "./push-deps.ts";

/**
 * Creates the record of a link whose creation was not sent yet. The values are committed before the call.
 *
 * @returns what is to be read back; undefined when nothing was created
 */
export async function pushCreate(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  claimed: ClaimedLink,
): Promise<Pushed | undefined> {
  const draft = await deps.unit.inTenant(target.tenantId, (stores) => prepare(deps, stores, target, lens, claimed));
  if (!draft) return undefined;
  deps.failpoint("create.beforeCall");
  const call = await timed(deps, () => target.desk.create(draft));
  deps.failpoint("create.afterCall");
  const { value: answer, startedAt, tookMs } = call;
  const entry = {
    ticketId: claimed.link.ticketId,
    linkId: claimed.link.id,
    operation: "create" as const,
    sent: { ...draft.raw, marker: draft.marker },
    at: startedAt,
    tookMs,
  };
  if (!answer.ok) {
    await noteWrite(deps, target, { ...entry, outcome: outcomeOf(answer.error), detail: answer.error.detail });
    await undoSending(deps, target, claimed, answer.error.kind === "unknownOutcome");
    await restLink(deps, target, claimed, answer.error);
    return undefined;
  }
  await deps.health.noteSuccess(target);
  await noteWrite(deps, target, { ...entry, outcome: "done", detail: `record ${answer.value.externalId}` });
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (!locked) return;
    const { link } = locked.row;
    // What ended while it was being made stays ended, but is known from now on.
    const state = workingStates.includes(link.state) ? ("active" as const) : link.state;
    const { externalId } = answer.value;
    const made: Link = { ...noteConfirmed(link, draft.raw), externalId, state, wroteAt: deps.clock.now() };
    await stores.links.save(made, { fence: claimed.fence });
  });
  deps.failpoint("create.afterCommit");
  return { claimed, externalId: answer.value.externalId, written: draft.raw, isNew: true };
}

async function prepare(deps: PushDeps, stores: Stores, target: PushTarget, lens: Lens, claimed: ClaimedLink) {
  const locked = await stores.links.lock(claimed.link.id);
  if (!locked || locked.row.link.state !== "creating" || locked.row.createSentAt !== null) return undefined;
  const { ticket } = locked;
  if (endedStatuses.includes(ticket.fields.status)) {
    // Resolved before anybody was told: there is nothing left to tell; the history stays here.
    await stores.links.save(
      { ...locked.row.link, state: "ended", doneRev: ticket.rev },
      { fence: claimed.fence, release: true },
    );
    deps.metrics.count("interdesk_creates_dropped", { reason: "resolvedUnsent" });
    return undefined;
  }
  const { link, raw } = fillDraft(nameOld(ticket, locked.row.succeeds), locked.row.link, target, lens);
  const kept = await stores.links.save(
    { ...link, wroteAt: callInFlight },
    { fence: claimed.fence, createSentAt: deps.clock.now(), lookedCount: 0 },
  );
  return kept ? { marker: link.marker, clientRef: claimed.clientRef, raw } : undefined;
}

/** A record that goes on for a closed one says so first. */
function nameOld(ticket: Ticket, succeeds: string | null): Ticket {
  if (succeeds === null) return ticket;
  const text = ticket.fields.description;
  const description = `Follows ${succeeds}.${text === null ? "" : `\n\n${text}`}`;
  const known = ticket.meta.description ?? ticket.meta.title;
  const meta = known ? { ...ticket.meta, description: known } : ticket.meta;
  return { ...ticket, fields: { ...ticket.fields, description }, meta };
}

/** Every value that is set and that the desk can say; the others are held and shown. */
function fillDraft(ticket: Ticket, link: Link, target: PushTarget, lens: Lens): { link: Link; raw: RawFields } {
  const raw: RawFields = {};
  const fields: Partial<Record<FieldName, LinkField>> = { ...link.fields };
  for (const field of target.desk.fields) {
    const meta = ticket.meta[field];
    const value = valueOf(ticket, field);
    if (!meta || value === null) continue;
    const written = lens.to(field, value);
    if (written.kind === "raw") {
      raw[field] = written.raw;
      const sent = { rev: meta.rev, raw: written.raw, before: null, confirmed: false };
      fields[field] = noteAtPlace(field, { rev: 0, raw: null, sent }, lens);
    } else if (written.kind === "unmapped") {
      const held = { kind: "unsayable" as const, rev: meta.rev, detail: written.detail };
      fields[field] = noteAtPlace(field, { rev: 0, raw: null, held }, lens);
    }
  }
  return { link: { ...link, fields }, raw };
}

/** Refused or never sent: the creation is unsent again. Perhaps sent: only a look can tell. */
async function undoSending(
  deps: PushDeps,
  target: PushTarget,
  claimed: ClaimedLink,
  perhapsSent: boolean,
): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    const state = locked?.row.link.state;
    if (!locked || (state !== "creating" && state !== "unknown")) return;
    const link: Link = { ...locked.row.link, wroteAt: perhapsSent ? deps.clock.now() : null };
    if (perhapsSent) await stores.links.save({ ...link, state: "unknown" }, { fence: claimed.fence });
    else await stores.links.save({ ...link, fields: {} }, { fence: claimed.fence, createSentAt: null });
  });
}
