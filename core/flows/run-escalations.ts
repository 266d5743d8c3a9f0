import type { EscalationPolicy } from "../../schemas/escalation.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { decideStep, type StepDecision, type Walk } from "../escalation/decide-step.ts";
import { listTargets, type Target } from "../escalation/list-recipients.ts";
import { describeStep, nameAll } from "../escalation/describe-step.ts";
import { type EventDraft, told } from "../events/build-event.ts";
import type { OpenEscalation, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { type Duty, loadDuty } from "./load-duty.ts";
import { noteOnTicket } from "./note-on-ticket.ts";
import { pageTargets } from "./page-targets.ts";
import { loadPlan } from "./save-clocks.ts";
import { tellEvents } from "./tell-events.ts";

export interface EscalationDeps extends Pick<World, "ids" | "clock" | "log" | "metrics"> {
  unit: UnitOfWork;
  /** Points at which a test may end the process; nothing in production. */
  failpoint: (name: string) => void;
}

const mostTickets = 50;
/** Who waits for somebody on duty looks again so soon; ms. */
const lookAgainMs = 60_000;

/** Takes the steps that are due, each from the ticket as it is under its lock. @returns whether pages are to be sent, or more is due */
export async function runEscalations(
  deps: EscalationDeps,
  tenantId: TenantId,
): Promise<{ again: boolean; paged: boolean }> {
  const ran = await deps.unit.inTenant(tenantId, async (stores) => {
    const ids = await stores.escalations.listDue(mostTickets);
    if (ids.length === 0) return { again: false, paged: false };
    const duty = await loadDuty(stores, tenantId);
    let paged = false;
    for (const { ticket } of await stores.tickets.lock(ids)) {
      let current = ticket;
      for (const escalation of await stores.escalations.openOf([ticket.id])) {
        if (!escalation.due) continue;
        const run = new Run(deps, stores, tenantId, duty, escalation);
        current = await run.advance(current);
        paged ||= run.paged;
      }
    }
    if (paged) deps.failpoint("escalation.beforeCommit");
    return { again: ids.length === mostTickets, paged };
  });
  if (ran.paged) deps.failpoint("escalation.afterCommit");
  return ran;
}

/**
 * Looks at an escalation whose time came when nobody could be told: its step counts as taken, and nobody is paged for it.
 *
 * @returns what was due, in words for people; undefined = nothing is any more
 */
export async function takeQuietly(
  deps: EscalationDeps,
  stores: Stores,
  tenantId: TenantId,
  duty: Duty,
  escalation: OpenEscalation,
  ticket: Ticket,
): Promise<string | undefined> {
  return new Run(deps, stores, tenantId, duty, escalation).passOver(ticket);
}

/** One look at one escalation. */
class Run {
  paged = false;
  private readonly deps: EscalationDeps;
  private readonly stores: Stores;
  private readonly tenantId: TenantId;
  private readonly duty: Duty;
  private readonly escalation: OpenEscalation;

  constructor(deps: EscalationDeps, stores: Stores, tenantId: TenantId, duty: Duty, escalation: OpenEscalation) {
    this.deps = deps;
    this.stores = stores;
    this.tenantId = tenantId;
    this.duty = duty;
    this.escalation = escalation;
  }

  /** @returns the ticket as it is afterwards */
  async advance(ticket: Ticket): Promise<Ticket> {
    const { id, policy: name, now } = this.escalation;
    const policy = this.duty.plan.escalations.find((one) => one.name === name);
    if (!policy) {
      await this.end("ended", null, "policyGone");
      return ticket;
    }
    const decision = await this.decide(policy, ticket, this.escalation);
    this.deps.metrics.count("interdesk_escalation_decisions", { action: decision.action });
    switch (decision.action) {
      case "wait":
        await this.stores.escalations.save({ ...this.escalation, nextAt: toDate(decision.until) });
        return ticket;
      case "stop":
        await this.end(decision.reason === "taken" ? "acknowledged" : "ended", decision.by, decision.reason);
        if (decision.reason === "taken") await this.tell(told.acknowledged(ticket, this.escalation, decision.by, null));
        return ticket;
      case "exhausted":
        return this.exhaust(ticket, policy);
      case "take":
        this.deps.log.info(
          { tenant: this.tenantId, ticket: ticket.id, escalation: id, step: decision.index, at: now },
          "an escalation takes a step",
        );
        return this.take(ticket, policy, decision.index, decision.round);
    }
  }

  async passOver(ticket: Ticket): Promise<string | undefined> {
    const { policy: name, now } = this.escalation;
    const policy = this.duty.plan.escalations.find((one) => one.name === name);
    const decision = policy && (await this.decide(policy, ticket, this.escalation));
    if (!policy || decision?.action !== "take") {
      if (decision?.action === "exhausted") {
        const exhausted = { stage: "exhausted" as const, by: null, via: null, reason: "exhausted", at: now };
        await this.stores.escalations.end(this.escalation.id, exhausted);
        return `escalation “${name}”: all steps were taken, and nobody has answered`;
      }
      await this.advance(ticket);
      return undefined;
    }
    const walked = { step: decision.index + 1, round: decision.round, steppedAt: now, hurry: false };
    const next = await this.decide(policy, ticket, walked);
    const nextAt = next.action === "wait" ? toDate(next.until) : now;
    await this.stores.escalations.save({ ...this.escalation, ...walked, nextAt });
    return `escalation “${name}”, step ${decision.index + 1}`;
  }

  private async decide(policy: EscalationPolicy, ticket: Ticket, walked: Walked): Promise<StepDecision> {
    const { startedAt, cause, now, ticketId } = this.escalation;
    const { used, clocks } = await this.stores.escalations.clocksOf(ticketId);
    const waits = policy.hours?.priorities.includes(ticket.fields.priority) ? policy.hours.calendar : null;
    const open = waits === null ? null : (await loadPlan(this.stores, this.tenantId)).openTime(waits);
    const walk: Walk = {
      startedAt: startedAt.getTime(),
      step: walked.step,
      round: walked.round,
      steppedAt: walked.steppedAt?.getTime() ?? null,
      clock: cause.kind === "sla" ? cause : null,
      hurry: walked.hurry,
    };
    const facts = {
      ticket,
      now: now.getTime(),
      open,
      clocks,
      used: used.map((one) => ({ ...one, at: one.at.getTime() })),
    };
    return decideStep(policy, walk, facts);
  }

  private async take(ticket: Ticket, policy: EscalationPolicy, index: number, round: number): Promise<Ticket> {
    const { now, told } = this.escalation;
    const step = policy.steps[index];
    if (!step) return ticket;
    const overrides = await this.stores.escalations.overrides(now);
    const targets = listTargets(this.duty.plan, overrides, step.notify, now.getTime(), told);
    if (targets.length === 0 && policy.hours?.priorities.includes(ticket.fields.priority)) {
      // Nobody is woken for it: it waits until somebody is on duty.
      await this.stores.escalations.save({ ...this.escalation, nextAt: new Date(now.getTime() + lookAgainMs) });
      return ticket;
    }
    const pages = await this.page(ticket, targets, index, round);
    const walked = { step: index + 1, round, steppedAt: now, hurry: pages === 0 };
    const next = await this.decide(policy, ticket, walked);
    const people = targets.flatMap((target) => (target.kind === "person" ? [target.person.id] : []));
    const nextAt = next.action === "wait" ? toDate(next.until) : now;
    await this.stores.escalations.save({
      ...this.escalation,
      ...walked,
      told: people.length > 0 ? people : told,
      nextAt,
    });
    const text = describeStep(policy, index, round, targets, pages);
    return noteOnTicket(this.deps, this.stores, this.tenantId, ticket, {
      text,
      rule: "escalation",
      at: now,
      queue: step.queue,
    });
  }

  private async exhaust(ticket: Ticket, policy: EscalationPolicy): Promise<Ticket> {
    const { now } = this.escalation;
    const overrides = await this.stores.escalations.overrides(now);
    const targets = listTargets(
      this.duty.plan,
      overrides,
      this.duty.plan.lastResort,
      now.getTime(),
      this.escalation.told,
    );
    const pages = await this.page(ticket, targets, policy.steps.length, this.escalation.round);
    await this.stores.escalations.end(this.escalation.id, {
      stage: "exhausted",
      by: null,
      via: null,
      reason: "exhausted",
      at: now,
    });
    this.deps.metrics.count("interdesk_escalations_exhausted", {});
    await this.tell(told.exhausted(ticket, this.escalation));
    const resort = pages > 0 ? `As a last resort: ${nameAll(targets)}.` : "Nobody is named as a last resort.";
    const text = `Escalation “${policy.name}”: all steps are taken, and nobody has answered. ${resort}`;
    return noteOnTicket(this.deps, this.stores, this.tenantId, ticket, {
      text,
      rule: "escalation",
      at: now,
      queue: undefined,
    });
  }

  private async end(stage: "acknowledged" | "ended", by: string | null, reason: string): Promise<void> {
    const { id, now } = this.escalation;
    await this.stores.escalations.end(id, { stage, by, via: null, reason, at: now });
    await this.stores.pages.close([id], stage);
    this.paged = true;
  }

  private tell(draft: EventDraft): Promise<void> {
    return tellEvents(this.deps, this.stores, this.tenantId, [draft]);
  }

  /** @returns how many pages are to be sent; 0 = nobody can be reached */
  private async page(ticket: Ticket, targets: readonly Target[], step: number, round: number): Promise<number> {
    const pages = await pageTargets(this.deps, this.stores, this.escalation, ticket, targets, { step, round });
    this.paged ||= pages > 0;
    return pages;
  }
}

type Walked = Pick<OpenEscalation, "step" | "round" | "steppedAt" | "hurry">;
const toDate = (at: number | null) => (at === null ? null : new Date(at));
