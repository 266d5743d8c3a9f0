import type { Kysely } from "kysely";
import { endLink, resyncLink } from "../../core/flows/mend-link.ts";
import type { PushTarget } from "../../core/flows/push-deps.ts";
import { type FieldChoice, settleField } from "../../core/flows/settle-field.ts";
import { commentByHand, editByHand, type Hand, type HandDeps, openByHand } from "../../core/flows/work-by-hand.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { ClientId, ConnectionId, TenantId } from "../../schemas/ids.ts";
import { LinkId, TicketId } from "../../schemas/ids.ts";
import type { FieldName, TicketFields } from "../../schemas/ticket.ts";
import { type Principal, seesClient } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import { findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listLinksOf } from "../db/ticket-links.ts";
import { showTicket, type TicketView } from "../db/timeline.ts";
import { findTicket } from "./find-ticket.ts";
import { compareRecords, type SidesView } from "./compare-records.ts";
import type { NewComment, NewTicket, TicketPatch } from "./ticket-requests.ts";

export interface TicketServiceDeps extends HandDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  openTarget: (connectionId: ConnectionId) => Promise<PushTarget | undefined>;
  wake: (queue: "read" | "push") => void;
}

/** Work on tickets at the hub itself. Each throws AppError: `notFound` for what is not there or not for whoever asks. */
export interface TicketService {
  open(by: Principal, wanted: NewTicket): Promise<TicketView>;
  edit(by: Principal, wanted: string, patch: TicketPatch): Promise<TicketView>;
  comment(by: Principal, wanted: string, said: NewComment): Promise<Comment>;
  sides(by: Principal, wanted: string): Promise<SidesView>;
  /** Decides between our value and a desk's. */
  settle(by: Principal, wanted: string, link: string, field: FieldName, choice: FieldChoice): Promise<TicketView>;
  /** Reads a record at once, and writes once more what was held. */
  resync(by: Principal, wanted: string, link: string): Promise<void>;
  /** The record stays, and is nobody's any more. */
  unlink(by: Principal, wanted: string, link: string): Promise<void>;
}

const nowhere = "There is no ticket with this id, code or number.";
const noLink = "The ticket has no such record that is read and written.";

export function createTicketService(deps: TicketServiceDeps): TicketService {
  const { tenantId } = deps;
  const handOf = (by: Principal): Hand => ({ tenantId, name: by.name, sees: (id) => seesClient(by, id) });
  const find = async (by: Principal, wanted: string, otherwise = nowhere): Promise<TicketId> => {
    const id = await findTicket(deps.db, tenantId, wanted, by);
    if (id === undefined) throw new AppError("notFound", otherwise);
    return TicketId.parse(id);
  };
  const named = async (by: Principal, wanted: string, link: string) => {
    const linkId = LinkId.safeParse(link);
    if (!linkId.success) throw new AppError("notFound", noLink);
    // The same words, whether the ticket is not there or not theirs.
    return { ticketId: await find(by, wanted, noLink), linkId: linkId.data };
  };
  return {
    async open(by, { client, ...fields }) {
      const clientId = await findTheirs(deps, by, client);
      const wanted = { clientId, fields: { ...toFields(fields), title: fields.title } };
      const ticket = await deps.unit.inTenant(tenantId, (stores) => openByHand(deps, stores, handOf(by), wanted));
      deps.wake("push");
      return show(deps, ticket.id);
    },
    async edit(by, wanted, { seenRev, ...fields }) {
      const id = await find(by, wanted);
      const edited = await editByHand(deps, handOf(by), id, { fields: toFields(fields), seenRev: seenRev ?? null });
      if (edited.kind === "missing") throw new AppError("notFound", nowhere);
      if (edited.kind === "overtaken") throw overtaken(edited);
      deps.wake("push");
      return show(deps, id);
    },
    async comment(by, wanted, said) {
      const done = await commentByHand(deps, handOf(by), await find(by, wanted), said);
      if (done.kind === "missing") throw new AppError("notFound", nowhere);
      deps.wake("push");
      return done.comment;
    },
    async sides(by, wanted) {
      const view = await compareRecords(deps, (id) => seesClient(by, id), await find(by, wanted));
      if (!view) throw new AppError("notFound", nowhere);
      return view;
    },
    async settle(by, wanted, link, field, choice) {
      const ids = await named(by, wanted, link);
      const target = await openTargetOf(deps, ids);
      const settled = await settleField(deps, handOf(by), target.desk, { ...ids, field, choice });
      if (settled.kind !== "done") throw refuse(settled, target.name, field);
      deps.wake("push");
      return show(deps, ids.ticketId);
    },
    async resync(by, wanted, link) {
      if (!(await resyncLink(deps, handOf(by), await named(by, wanted, link)))) throw new AppError("notFound", noLink);
      deps.wake("read");
      deps.wake("push");
    },
    async unlink(by, wanted, link) {
      if (!(await endLink(deps, handOf(by), await named(by, wanted, link)))) throw new AppError("notFound", noLink);
    },
  };
}

/** Custom fields stand apart in a request, and among the others in a ticket. */
function toFields({ custom = {}, ...fixed }: Omit<TicketPatch, "seenRev">): Partial<TicketFields> {
  const own = Object.entries(custom).map(([key, value]) => [`custom.${key}`, value]);
  const given = Object.entries(fixed).filter(([, value]) => value !== undefined);
  // The request's schema has checked each of them.
  return Object.fromEntries([...given, ...own]) as Partial<TicketFields>;
}

async function show({ db, tenantId }: TicketServiceDeps, id: TicketId): Promise<TicketView> {
  const view = await showTicket(db, tenantId, id);
  if (!view) throw new AppError("notFound", nowhere);
  return view;
}

async function findTheirs({ db, tenantId }: TicketServiceDeps, by: Principal, name: string): Promise<ClientId> {
  const id = await findClient(db, tenantId, name);
  if (id === undefined || !seesClient(by, id)) throw new AppError("invalid", `client: there is no client "${name}".`);
  return id;
}

function overtaken({ field, by, value }: Extract<Awaited<ReturnType<typeof editByHand>>, { kind: "overtaken" }>) {
  const who = by.kind === "person" ? by.name : by.kind === "rule" ? `the rule ${by.rule}` : (by.name ?? "a desk");
  return new AppError(
    "conflict",
    `${field}: ${who} has set it to ${JSON.stringify(value)} since the revision that you looked at. Look again.`,
    { field, value },
  );
}

async function openTargetOf(
  { db, tenantId, openTarget }: TicketServiceDeps,
  { ticketId, linkId }: { ticketId: TicketId; linkId: LinkId },
): Promise<PushTarget> {
  const link = (await listLinksOf(db, tenantId, ticketId)).find(({ id }) => id === linkId);
  const target = link && (await openTarget(link.connectionId));
  if (!target) throw new AppError("notFound", noLink);
  return target;
}

function refuse(
  settled: Exclude<Awaited<ReturnType<typeof settleField>>, { kind: "done" }>,
  name: string,
  field: FieldName,
): AppError {
  switch (settled.kind) {
    case "missing":
      return new AppError("notFound", noLink);
    case "nothing":
      return new AppError(
        "conflict",
        `${field}: there is nothing to decide: ${name} says the same, or does not carry it.`,
      );
    case "unmapped":
      return new AppError("conflict", `${field}: ${settled.detail} Keep ours, or complete the table of ${name}.`);
    case "failed":
      return new AppError("conflict", `${name} could not be asked: ${settled.error.detail}`);
  }
}
