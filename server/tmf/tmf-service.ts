import type { Kysely } from "kysely";
import {
  editLocked,
  type Hand,
  type HandDeps,
  lockTheirs,
  openByHand,
  sayLocked,
} from "../../core/flows/work-by-hand.ts";
import { type TenantId, TicketId } from "../../schemas/ids.ts";
import type { Stores } from "../../core/ports/stores.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { type Principal, seesClient } from "../access/principal.ts";
import { isAtLeast } from "../access/roles.ts";
import { AppError } from "../api/problem.ts";
import { findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listTickets } from "../db/list-tickets.ts";
import type { TicketFilter } from "../db/ticket-conditions.ts";
import { readTroubles, type TroubleRow } from "../db/tmf.ts";
import { readTrouble } from "./read-trouble-ticket.ts";
import type { Note, TroubleTicketCreate, TroubleTicketPatch } from "./trouble-ticket.ts";
import { writeTrouble } from "./write-trouble-ticket.ts";

export interface TmfServiceDeps extends HandDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  publicUrl: () => string;
  wake: () => void;
}

export type Trouble = Record<string, unknown>;

/** Trouble tickets as TM Forum has them. Each throws AppError: `notFound`, `invalid` naming the member, `conflict`. */
export interface TmfService {
  /** Newest first. */
  list(
    by: Principal,
    filter: Omit<TicketFilter, "clientIds">,
    paging: { offset: number; limit: number },
  ): Promise<{ troubles: readonly Trouble[]; more: boolean }>;
  read(by: Principal, id: string): Promise<Trouble>;
  create(by: Principal, ticket: TroubleTicketCreate): Promise<Trouble>;
  patch(by: Principal, id: string, patch: TroubleTicketPatch): Promise<Trouble>;
}

const nowhere = "There is no trouble ticket with this id.";
const mostTitle = 255;

export function createTmfService(deps: TmfServiceDeps): TmfService {
  const { db, tenantId } = deps;
  const write = (by: Principal, row: TroubleRow) =>
    writeTrouble(row, deps.publicUrl(), isAtLeast(by.role, "technician"));
  return {
    async list(by, filter, { offset, limit }) {
      const page = await listTickets(
        db,
        tenantId,
        { ...filter, clientIds: by.clients },
        { order: "newest", after: null, limit: offset + limit },
      );
      const rows = await readTroubles(
        db,
        tenantId,
        page.tickets.slice(offset).map(({ id }) => id),
      );
      return { troubles: rows.map((row) => write(by, row)), more: page.next !== null };
    },
    read: async (by, id) => write(by, await find(deps, by, id)),
    async create(by, ticket) {
      const { fields, kept, client } = readTrouble(ticket);
      const clientId = await findCustomer(deps, by, client);
      const title = ticket.name ?? ticket.description.split("\n")[0]?.slice(0, mostTitle) ?? ticket.ticketType;
      const hand = handOf(deps, by);
      const id = await deps.unit.inTenant(tenantId, async (stores) => {
        const opened = await openByHand(deps, stores, hand, { clientId, fields: { ...fields, title } });
        await stores.tickets.keepDetail(opened.id, kept);
        await addNotes(deps, stores, hand, opened, ticket.note ?? []);
        return opened.id;
      });
      deps.wake();
      return write(by, await find(deps, by, id));
    },
    async patch(by, id, patch) {
      const { fields, kept } = readTrouble(patch);
      const row = await find(deps, by, id);
      const known = new Set(row.notes.map((note) => note.id));
      const fresh = (patch.note ?? []).filter((note) => note.id === undefined || !known.has(note.id));
      const hand = handOf(deps, by);
      await deps.unit.inTenant(tenantId, async (stores) => {
        const ticket = await lockTheirs(stores, hand, row.id);
        if (!ticket) throw new AppError("notFound", nowhere);
        const edited = await editLocked(deps, stores, hand, ticket, { fields, seenRev: null });
        if (Object.keys(kept).length > 0) await stores.tickets.keepDetail(row.id, kept);
        if (edited.kind === "done") await addNotes(deps, stores, hand, edited.ticket, fresh);
      });
      deps.wake();
      return write(by, await find(deps, by, id));
    },
  };
}

function handOf({ tenantId }: TmfServiceDeps, by: Principal): Hand {
  return { tenantId, name: by.name, sees: (id) => seesClient(by, id) };
}

async function find({ db, tenantId }: TmfServiceDeps, by: Principal, id: string): Promise<TroubleRow> {
  const known = TicketId.safeParse(id);
  const [row] = known.success ? await readTroubles(db, tenantId, [known.data]) : [];
  if (!row || !seesClient(by, row.clientId)) throw new AppError("notFound", nowhere);
  return row;
}

/** A key that sees one client only need not name it. */
async function findCustomer({ db, tenantId }: TmfServiceDeps, by: Principal, name: string | undefined) {
  const [own, ...others] = by.clients ?? [];
  if (name === undefined && own !== undefined && others.length === 0) return own;
  if (name === undefined)
    throw new AppError("invalid", 'relatedParty: expected one with the role "customer" and the name of a client.');
  const id = await findClient(db, tenantId, name);
  if (id === undefined || !seesClient(by, id))
    throw new AppError("invalid", `relatedParty: there is no client "${name}", whom the role "customer" names.`);
  return id;
}

async function addNotes(
  deps: TmfServiceDeps,
  stores: Stores,
  hand: Hand,
  ticket: Ticket,
  notes: readonly Note[],
): Promise<void> {
  let now = ticket;
  for (const { text, author, visibility = "internal" } of notes)
    now = (await sayLocked(deps, stores, hand, now, { body: text, format: "plain", visibility, author })).ticket;
}
