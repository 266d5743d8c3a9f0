import type { Kysely } from "kysely";
import type { PushTarget } from "../../core/flows/push-deps.ts";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import { compareSides, type Side } from "../../core/sync/compare-sides.ts";
import { defaultPolicies } from "../../core/sync/field-policy.ts";
import type { ClientId, ConnectionId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { Actor, FieldName, FieldValue, Ticket } from "../../schemas/ticket.ts";
import type { Database } from "../db/database.ts";
import { type LinkOfTicket, listLinksOf } from "../db/ticket-links.ts";

export interface CompareDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  unit: UnitOfWork;
  openTarget: (connectionId: ConnectionId) => Promise<PushTarget | undefined>;
}

/** What each desk says of a ticket, field by field, as it was read last. */
export interface SidesView {
  rev: number;
  /** What we say, and who has said it in which revision; null = nobody has. */
  fields: readonly { field: string; value: FieldValue; rev: number | null; by: Actor | null }[];
  records: readonly RecordSides[];
}

type RecordSides = Pick<LinkOfTicket, "id" | "connection" | "number" | "url" | "state" | "seenAt"> & {
  /** Null = the desk cannot be asked for its lists now, or was removed: `detail` says why. */
  sides: readonly Side[] | null;
  detail: string | null;
};

/** @returns undefined when there is no such ticket, or it is not for whoever asks */
export async function compareRecords(
  deps: CompareDeps,
  sees: (clientId: ClientId) => boolean,
  id: TicketId,
): Promise<SidesView | undefined> {
  const { db, tenantId, unit } = deps;
  // The records first: one that is older than the ticket owes it something, one that is newer would look like a disagreement.
  const links = await listLinksOf(db, tenantId, id);
  const ticket = await unit.inTenant(tenantId, async (stores) => (await stores.tickets.read([id])).get(id));
  if (!ticket || !sees(ticket.clientId)) return undefined;
  const records = await Promise.all(links.map((link) => compareOne(deps, ticket, link)));
  const fields = (Object.entries(ticket.fields) as [FieldName, FieldValue][]).map(([field, value]) => {
    const meta = ticket.meta[field];
    return { field, value, rev: meta?.rev ?? null, by: meta?.by ?? null };
  });
  return { rev: ticket.rev, fields, records };
}

async function compareOne(
  { openTarget }: CompareDeps,
  ticket: Ticket,
  { id, connection, number, url, state, seenAt, link }: LinkOfTicket,
): Promise<RecordSides> {
  const about = { id, connection, number, url, state, seenAt };
  const target = await openTarget(link.connectionId);
  if (!target) return { ...about, sides: null, detail: "The connection was removed." };
  const lens = await target.desk.openLens();
  if (!lens.ok) return { ...about, sides: null, detail: lens.error.detail };
  const policies = { ...defaultPolicies, ...target.rules.policies };
  return {
    ...about,
    sides: compareSides(ticket, link, { fields: target.desk.fields, lens: lens.value, policies }),
    detail: null,
  };
}
