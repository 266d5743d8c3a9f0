import type { Comment, TextFormat, Visibility } from "../../schemas/comment.ts";
import type { ClientId, CommentId, TenantId, TicketId } from "../../schemas/ids.ts";
import {
  type Actor,
  FixedField,
  type FieldMeta,
  type FieldName,
  type Ticket,
  type TicketFields,
} from "../../schemas/ticket.ts";
import { told } from "../events/build-event.ts";
import type { Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { decideHome } from "../sync/decide-mirrors.ts";
import { editTicket, valueOf } from "../sync/edit-ticket.ts";
import { emptyFields } from "../sync/empty-fields.ts";
import { beginEscalations, openedCause } from "./begin-escalations.ts";
import { mirrorTickets } from "./mirror-tickets.ts";
import { saveClocks } from "./save-clocks.ts";
import { saveTicket } from "./save-ticket.ts";
import { tellEvents } from "./tell-events.ts";

export type HandDeps = Pick<World, "ids" | "clock"> & { unit: UnitOfWork };

/** Somebody who works at the hub itself, by its API or its pages, and not through a desk. */
export interface Hand {
  tenantId: TenantId;
  /** As the ticket's history names them. */
  name: string;
  /** Whether a ticket of this client is theirs to touch. */
  sees(clientId: ClientId): boolean;
}

export type Edited =
  | { kind: "done"; ticket: Ticket; changed: readonly FieldName[] }
  /** There is none, or not for them. */
  | { kind: "missing" }
  /** Somebody else has set this field since they looked. */
  | { kind: "overtaken"; field: FieldName; by: Actor; value: TicketFields[FieldName] };

export interface Edit {
  fields: Partial<TicketFields>;
  /** Revision of the ticket that they looked at: fields that were set since are not set over. Null = whatever was set. */
  seenRev: number | null;
}

/** Sets fields of a ticket as a person's own edit: desks get it by their rules, as they would another desk's. */
export async function editByHand(deps: HandDeps, hand: Hand, id: TicketId, edit: Edit): Promise<Edited> {
  return deps.unit.inTenant(hand.tenantId, async (stores) => {
    const ticket = await lockTheirs(stores, hand, id);
    return ticket ? editLocked(deps, stores, hand, ticket, edit) : { kind: "missing" };
  });
}

/** As {@link editByHand}, of a ticket that is locked. */
export async function editLocked(
  deps: HandDeps,
  stores: Stores,
  hand: Hand,
  ticket: Ticket,
  edit: Edit,
): Promise<Exclude<Edited, { kind: "missing" }>> {
  const overtaken = findOvertaken(ticket, edit);
  if (overtaken) return overtaken;
  const [by, at]: [Actor, Date] = [{ kind: "person", name: hand.name }, deps.clock.now()];
  const edited = editTicket(ticket, edit.fields, { by, reason: "editedHere", after: at, until: at, at });
  const changed = edited.changes.map(({ field }) => field as FieldName);
  if (changed.length === 0) return { kind: "done", ticket, changed };
  await saveTicket(deps, stores, hand.tenantId, { ...edited, comments: [], except: null, by, at });
  await stores.audit.add({ actor: hand.name, action: "ticket.edit", object: ticket.id, detail: { fields: changed } });
  return { kind: "done", ticket: edited.ticket, changed };
}

function findOvertaken(ticket: Ticket, { fields, seenRev }: Edit): Extract<Edited, { kind: "overtaken" }> | undefined {
  if (seenRev === null) return undefined;
  for (const field of Object.keys(fields) as FieldName[]) {
    const meta = ticket.meta[field];
    const value = valueOf(ticket, field);
    if (meta && meta.rev > seenRev && value !== fields[field]) return { kind: "overtaken", field, by: meta.by, value };
  }
  return undefined;
}

/** Something that is said on a ticket. */
export interface Said {
  body: string;
  format: TextFormat;
  visibility: Visibility;
  /** Whoever said it, where that is told by another than themselves; absent = the hand. */
  author?: string | undefined;
}

/** Says something on a ticket as a technician: in every desk that has it, and, where it is public, to the client. */
export async function commentByHand(
  deps: HandDeps,
  hand: Hand,
  id: TicketId,
  said: Said,
): Promise<{ kind: "done"; comment: Comment } | { kind: "missing" }> {
  return deps.unit.inTenant(hand.tenantId, async (stores) => {
    const ticket = await lockTheirs(stores, hand, id);
    if (!ticket) return { kind: "missing" };
    return { kind: "done", comment: (await sayLocked(deps, stores, hand, ticket, said)).comment };
  });
}

/** As {@link commentByHand}, on a ticket that is locked. @returns the ticket as it is now */
export async function sayLocked(
  deps: HandDeps,
  stores: Stores,
  hand: Hand,
  ticket: Ticket,
  { author = hand.name, ...said }: Said,
): Promise<{ comment: Comment; ticket: Ticket }> {
  const [by, at]: [Actor, Date] = [{ kind: "person", name: hand.name }, deps.clock.now()];
  const comment: Comment = {
    id: deps.ids.next() as CommentId,
    ticketId: ticket.id,
    rev: 1,
    ...said,
    authorKind: "technician",
    authorName: author,
    by,
    createdAt: at,
  };
  await stores.comments.insert([comment]);
  const raised = { ...ticket, rev: ticket.rev + 1 };
  const save = { ticket: raised, changes: [], comments: [comment], except: null, by, at };
  await saveTicket(deps, stores, hand.tenantId, save);
  const detail = { comment: comment.id, visibility: said.visibility };
  await stores.audit.add({ actor: hand.name, action: "ticket.comment", object: ticket.id, detail });
  return { comment, ticket: raised };
}

/** @returns undefined when there is none, or not for them */
export async function lockTheirs(stores: Stores, hand: Hand, id: TicketId): Promise<Ticket | undefined> {
  const [locked] = await stores.tickets.lock([id]);
  return locked && hand.sees(locked.ticket.clientId) ? locked.ticket : undefined;
}

export interface Opening {
  clientId: ClientId;
  fields: Partial<TicketFields> & Pick<TicketFields, "title">;
}

/** Opens a ticket that no alert and no desk has opened: desks that serve its client get it by their rules. */
export async function openByHand(deps: HandDeps, stores: Stores, hand: Hand, wanted: Opening): Promise<Ticket> {
  const desks = (await stores.directory.desksOf([wanted.clientId])).get(wanted.clientId) ?? [];
  const at = deps.clock.now();
  const ticket = buildTicket(deps, hand, wanted, { at, homeConnectionId: decideHome(desks, null) });
  await stores.tickets.insert([ticket]);
  await saveClocks({ now: at }, stores, hand.tenantId, [{ ticket, startedAt: at }]);
  await tellEvents(deps, stores, hand.tenantId, [told.opened(ticket)]);
  await beginEscalations(deps, stores, hand.tenantId, [openedCause(ticket)]);
  await mirrorTickets(stores, deps.ids, hand.tenantId, [ticket], null);
  const detail = { clientId: ticket.clientId };
  await stores.audit.add({ actor: hand.name, action: "ticket.open", object: ticket.id, detail });
  return ticket;
}

function buildTicket(
  { ids }: HandDeps,
  { name }: Hand,
  { clientId, fields: given }: Opening,
  { at, homeConnectionId }: { at: Date; homeConnectionId: Ticket["homeConnectionId"] },
): Ticket {
  const id = ids.next() as TicketId;
  const fields: TicketFields = {
    ...emptyFields,
    ...given,
  };
  const meta: Partial<Record<FieldName, FieldMeta>> = {};
  const by: Actor = { kind: "person", name };
  // A status, a priority and a type are needed by every desk, and so are theirs although they may not have named them.
  for (const field of [...FixedField.options, ...(Object.keys(given) as FieldName[])])
    if (valueOf({ fields }, field) !== null) meta[field] = { rev: 1, by, after: at, until: at };
  return {
    id,
    clientId,
    rev: 1,
    fields,
    meta,
    code: ids.code(),
    origin: `hand:${id}`,
    homeConnectionId,
    birthConnectionId: null,
    createdAt: at,
  };
}
