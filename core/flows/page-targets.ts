import type { ConnectionId, PageId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Target } from "../escalation/list-recipients.ts";
import { buildPageText, type PageSubject } from "../escalation/page-text.ts";
import { planReach } from "../escalation/plan-reach.ts";
import type { NewPage, OpenEscalation, Stores } from "../ports/stores.ts";
import type { IdSource } from "../ports/world.ts";

/** How long after a page its answer still counts; ms. */
const answersMs = 24 * 3_600_000;

/** Which step tells them. */
interface StepPlace {
  /** From 0. */
  step: number;
  round: number;
}

/** Puts a page on each way to each target. @returns how many; 0 = nobody can be reached */
export async function pageTargets(
  { ids }: { ids: IdSource },
  stores: Stores,
  escalation: OpenEscalation,
  ticket: Ticket,
  targets: readonly Target[],
  place: StepPlace,
): Promise<number> {
  if (targets.length === 0) return 0;
  const pagers = await stores.escalations.pagers();
  const subject = await describeTicket(stores, escalation, ticket, place.step + 1);
  const pages = targets.flatMap((target) => buildPages(ids, escalation, target, { pagers, subject, place }));
  await stores.pages.add(pages);
  return pages.length;
}

interface PageFacts {
  pagers: ReadonlyMap<string, ConnectionId>;
  subject: Omit<PageSubject, "timeZone">;
  place: StepPlace;
}

function buildPages(
  ids: IdSource,
  { id: escalationId, now, ticketId }: OpenEscalation,
  target: Target,
  { pagers, subject, place }: PageFacts,
): NewPage[] {
  const person = target.kind === "person" ? target.person : null;
  const { language, timeZone, because } =
    target.kind === "person" ? { ...target.person, because: target.because } : { ...target, because: null };
  const text = buildPageText({ ...subject, timeZone }, language, because);
  const reach = planReach(target, subject.ticket.fields.priority, now.getTime());
  return reach.flatMap(({ connection, channel, address, at }, way) => {
    const connectionId = pagers.get(connection);
    if (!connectionId) return [];
    const id = ids.next() as PageId;
    const content = { ...text, id, thread: escalationId, channel, address, kind: "page" as const, code: ids.code() };
    return [
      {
        id,
        escalationId,
        ticketId,
        ...place,
        target: person?.id ?? `${connection} ${channel} ${address}`,
        way,
        person: person?.id ?? null,
        connectionId,
        content,
        nextAt: new Date(at),
        answersUntil: new Date(now.getTime() + answersMs),
      },
    ];
  });
}

async function describeTicket(
  stores: Stores,
  { cause }: OpenEscalation,
  ticket: Ticket,
  step: number,
): Promise<Omit<PageSubject, "timeZone">> {
  const clients = await stores.directory.clientNames([ticket.clientId]);
  const record = await stores.escalations.recordOf(ticket.id);
  const { clocks } = await stores.escalations.clocksOf(ticket.id);
  const dues = clocks.flatMap(({ stage, dueAt }) => (stage === "inProgress" && dueAt ? [dueAt.getTime()] : []));
  return {
    ticket,
    client: clients.get(ticket.clientId) ?? "",
    number: record?.number ?? ticket.code,
    url: record?.url ?? null,
    dueAt: dues.length > 0 ? new Date(Math.min(...dues)) : null,
    step,
    sla: cause.kind === "sla" ? { target: cause.target, share: cause.share } : null,
  };
}
