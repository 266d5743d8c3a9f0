import type { Kysely } from "kysely";
import { listTells, type Tell } from "../../core/escalation/list-tells.ts";
import { loadDuty } from "../../core/flows/load-duty.ts";
import { loadPlan } from "../../core/flows/save-clocks.ts";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import type { IdSource } from "../../core/ports/world.ts";
import { compilePlan } from "../../core/sla/compile-plan.ts";
import type { PolicyChoice } from "../../core/sla/choose-policy.ts";
import { type ExplainedClock, explainClocks } from "../../core/sla/decide-clocks.ts";
import type { ClientId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { SlaPlan } from "../../schemas/sla-plan.ts";
import { AppError } from "../api/problem.ts";
import type { Database } from "../db/database.ts";
import { readNames } from "../db/rules.ts";
import { type ClockDiary, readClockDiary } from "../db/sla.ts";
import { createTextService, type TextService } from "../rules/text-service.ts";
import { calculateFor, type ThoughtOf } from "./calculate-for.ts";
import { defaultPlanText, readPlan } from "./read-plan.ts";
import { type RehearsalStep, rehearsePlan } from "./rehearse-plan.ts";

export interface SlaServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  unit: UnitOfWork;
  ids: IdSource;
  clock: { now(): Date };
}

/** What clients are promised, as admins work on it. */
export interface SlaService {
  texts: TextService<SlaPlan>;
  /** Why a ticket's clocks stand as they do. @throws AppError `notFound` */
  explain(ticketId: TicketId): Promise<ExplainedTicket>;
  /** What a plan that is not saved would have made of the tickets since an instant; writes nothing, and goes on as far as it is asked. */
  rehearse(text: string, since: Date): Promise<AsyncIterable<RehearsalStep>>;
  /** What would be promised on a ticket that somebody thinks of; writes nothing. @param wanted with `text` by a plan that is not saved */
  calculate(wanted: ThoughtOf & { text?: string | undefined }): Promise<ReturnType<typeof calculateFor>>;
}

export interface ExplainedTicket extends ClockDiary {
  ticket: {
    id: TicketId;
    title: string;
    priority: number;
    status: string;
    client: string;
    clientId: ClientId;
    startedAt: Date;
  };
  /** 0 = none was ever saved. */
  version: number;
  policy: string;
  because: PolicyChoice["because"];
  /** IANA zone of the calendar, for people who read times. */
  timeZone: string;
  clocks: readonly ExplainedClock[];
  /** Who is told at which share of a target. */
  tells: readonly Tell[];
  now: Date;
}

export function createSlaService(deps: SlaServiceDeps): SlaService {
  const { db, tenantId, ids } = deps;
  const read = async (text: string) => readPlan(text, await readNames(db, tenantId));
  const texts = createTextService({ db, tenantId, ids, kind: "sla", name: "sla", unsaved: defaultPlanText, read });
  return {
    texts,
    explain: (ticketId) => explain(deps, ticketId),
    async rehearse(text, since) {
      const proposed = compilePlan(await texts.check(text), -1);
      const current = await deps.unit.inTenant(tenantId, (stores) => loadPlan(stores, tenantId));
      return rehearsePlan(deps, current, proposed, since);
    },
    async calculate({ text, ...thought }) {
      if (text !== undefined) return calculateFor(compilePlan(await texts.check(text), -1), thought);
      return calculateFor(await deps.unit.inTenant(tenantId, (stores) => loadPlan(stores, tenantId)), thought);
    },
  };
}

async function explain({ db, tenantId, unit, clock }: SlaServiceDeps, ticketId: TicketId): Promise<ExplainedTicket> {
  const now = clock.now();
  const found = await unit.inTenant(tenantId, async (stores) => {
    const compiled = await loadPlan(stores, tenantId);
    const ticket = (await stores.tickets.read([ticketId])).get(ticketId);
    const history = ticket && (await stores.clocks.histories([{ ticket, startedAt: undefined }], now)).get(ticketId);
    return history && { compiled, ticket, history, duty: await loadDuty(stores, tenantId) };
  });
  if (!found) throw new AppError("notFound", "There is no ticket with this id, code or number.");
  const { compiled, ticket, history, duty } = found;
  const { client, theirs } = history;
  const { clocks, choice } = explainClocks(ticket, history.ledger, { compiled, client, theirs, now });
  const calendar = clocks[0]?.clock.calendar ?? choice.policy.calendar;
  return {
    ticket: {
      id: ticketId,
      title: ticket.fields.title,
      priority: ticket.fields.priority,
      status: ticket.fields.status,
      client: history.client,
      clientId: ticket.clientId,
      startedAt: new Date(history.ledger.startedAt),
    },
    version: compiled.version,
    policy: choice.policy.name,
    because: choice.because,
    timeZone: compiled.plan.calendars[calendar]?.timeZone ?? "UTC",
    clocks,
    tells: newestOf(clocks).flatMap(({ clock: { target, round, policy } }) => {
      const by = compiled.policies.get(policy) ?? compiled.plan.olas.find(({ name }) => name === policy);
      const shares = [...(by?.warnAt ?? []), 100].toSorted((one, other) => one - other);
      return listTells(duty.plan, ticket, client, { target, round, shares });
    }),
    ...(await readClockDiary(db, tenantId, ticketId)),
    now,
  };
}

/** Of each target the newest round. */
function newestOf(clocks: readonly ExplainedClock[]): readonly ExplainedClock[] {
  return clocks.filter(
    ({ clock }) => !clocks.some(({ clock: other }) => other.target === clock.target && other.round > clock.round),
  );
}
