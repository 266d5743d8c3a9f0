import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Actor, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { told } from "../events/build-event.ts";
import type { PageAnswer } from "../ports/pager.ts";
import type { StoredPage, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadDuty } from "./load-duty.ts";
import { noteOnTicket } from "./note-on-ticket.ts";
import { goOn } from "./send-pages.ts";
import { tellEvents } from "./tell-events.ts";

type AnswerDeps = Pick<World, "ids" | "clock" | "metrics">;

/** Through what somebody has answered. */
export interface AnsweredThrough {
  /** Null = a link, which names its page whoever has sent it. */
  connectionId: ConnectionId | null;
  /** For people: the connection's name. */
  name: string;
}

export type Answered =
  | { kind: "taken" | "passed" | "noted"; page: StoredPage }
  /** Somebody else has it; or this page was answered before. */
  | { kind: "late"; page: StoredPage; by: string | null }
  | { kind: "unknown" };

/** What somebody, or a platform, says to a page takes effect: everywhere, and once. */
export async function answerPage(
  deps: AnswerDeps,
  stores: Stores,
  tenantId: TenantId,
  through: AnsweredThrough,
  answer: PageAnswer,
): Promise<Answered> {
  const page = await stores.pages.find(through.connectionId, answer.about);
  deps.metrics.count("interdesk_page_answers", { action: answer.action, known: String(page !== undefined) });
  if (!page) return { kind: "unknown" };
  const at = deps.clock.now();
  if (answer.action === "arrived" || answer.action === "failed") {
    await stores.pages.noteArrival(page.id, answer.action, answer.note, at);
    if (answer.action === "failed" && page.state !== "answered") await goOn(stores, page);
    return { kind: "noted", page };
  }
  if (page.ticketId === null || page.escalationId === null) {
    await stores.pages.noteAnswer(page.id, answer.action, answer.by, at);
    return { kind: "noted", page };
  }
  const [locked] = await stores.tickets.lock([page.ticketId]);
  if (!locked) return { kind: "unknown" };
  const { name, email } = await findPerson(stores, tenantId, page, answer);
  const fresh = await stores.pages.noteAnswer(page.id, answer.action, name, at);
  const said = { deps, stores, tenantId, ticket: locked.ticket, page, through, answer, name, at };
  if (answer.action === "pass") return fresh ? pass(said) : { kind: "late", page, by: null };
  if (answer.action === "reopen") return note(said, `${through.name} says that nobody works on it any more.`);
  return take({ ...said, email });
}

interface Said {
  deps: AnswerDeps;
  stores: Stores;
  tenantId: TenantId;
  ticket: Ticket;
  page: StoredPage;
  through: AnsweredThrough;
  answer: PageAnswer;
  name: string;
  at: Date;
}

/** The person whose page it is, else as the provider names who answered. */
async function findPerson(
  stores: Stores,
  tenantId: TenantId,
  page: StoredPage,
  answer: PageAnswer,
): Promise<{ name: string; email: string | null }> {
  const { plan } = await loadDuty(stores, tenantId);
  const by = answer.by?.toLowerCase();
  const person =
    plan.people.find(({ id }) => id === page.person) ??
    plan.people.find(
      ({ name, email, channels }) =>
        by !== undefined &&
        (name.toLowerCase() === by ||
          email?.toLowerCase() === by ||
          channels.some(({ address }) => address.toLowerCase() === by)),
    );
  return { name: person?.name ?? answer.by ?? page.content.address, email: person?.email?.toLowerCase() ?? null };
}

/** All that runs because the ticket was opened ends with it; what an SLA target has begun ends where it was answered. */
async function take({
  deps,
  stores,
  tenantId,
  ticket,
  page,
  through,
  answer,
  name,
  email,
  at,
}: Said & { email: string | null }): Promise<Answered> {
  const open = await stores.escalations.openOf([ticket.id]);
  const own = open.filter(({ id, cause }) => id === page.escalationId || cause.kind === "opened");
  if (!own.some(({ id }) => id === page.escalationId)) {
    const outcome = await stores.pages.outcomeOf(page.escalationId ?? "");
    return { kind: "late", page, by: outcome?.by ?? null };
  }
  const reason = answer.action === "resolve" ? "resolvedThere" : "answered";
  for (const { id } of own)
    await stores.escalations.end(id, { stage: "acknowledged", by: name, via: through.name, reason, at });
  await stores.pages.close(
    own.map(({ id }) => id),
    "acknowledged",
  );
  const by: Actor = { kind: "person", name };
  const fields: Partial<TicketFields> = {
    ...(ticket.fields.status === "new" ? { status: "acknowledged" as const } : {}),
    ...(ticket.fields.assignee === null && email !== null ? { assignee: email } : {}),
  };
  const words =
    answer.action === "resolve"
      ? `${name} has ended it in ${through.name}`
      : `${name} has taken it through ${through.name}`;
  const text = `${words}.${answer.note ? ` “${answer.note.slice(0, 500)}”` : ""}`;
  const noted = await noteOnTicket(deps, stores, tenantId, ticket, {
    text,
    rule: "pageAnswered",
    at,
    edits: { by, fields },
  });
  const drafts = own.map((one) => told.acknowledged(noted, one, name, through.name));
  await tellEvents(deps, stores, tenantId, drafts);
  return { kind: "taken", page };
}

async function pass({ deps, stores, tenantId, ticket, page, through, name, at }: Said): Promise<Answered> {
  if (page.escalationId !== null) await stores.escalations.hurry(page.escalationId);
  const text = `${name} cannot take it, and passes it on (${through.name}). The next step is taken at once.`;
  await noteOnTicket(deps, stores, tenantId, ticket, { text, rule: "pagePassedOn", at });
  return { kind: "passed", page };
}

async function note({ deps, stores, tenantId, ticket, page, at }: Said, text: string): Promise<Answered> {
  await noteOnTicket(deps, stores, tenantId, ticket, { text, rule: "pageAnswered", at });
  return { kind: "noted", page };
}
