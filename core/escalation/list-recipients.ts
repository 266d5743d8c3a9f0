import type { DutyPlan, Recipient } from "../../schemas/escalation.ts";
import type { Override, Person, PersonId } from "../../schemas/on-call.ts";
import { findOnCall } from "../on-call/find-on-call.ts";
import type { Language } from "../../schemas/language.ts";

/** Somebody, or some place, that is told; and why it is this one. */
export type Target =
  | { kind: "person"; person: Person; because: TargetReason }
  | { kind: "place"; connection: string; channel: string; address: string; language: Language; timeZone: string };

export type TargetReason =
  | { kind: "named" }
  | { kind: "onDuty"; schedule: string }
  | { kind: "member"; team: string }
  | { kind: "manager"; of: string };

/**
 * Whom the recipients of a step are at an instant, each person once.
 *
 * @param at epoch ms
 * @param before people that the step before has told
 * @returns empty = nobody is on duty, or what is named has nobody
 */
export function listTargets(
  plan: DutyPlan,
  overrides: readonly Override[],
  recipients: readonly Recipient[],
  at: number,
  before: readonly PersonId[],
): readonly Target[] {
  const targets = recipients.flatMap((recipient) => toTargets(plan, overrides, recipient, at, before));
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key =
      target.kind === "person" ? target.person.id : `${target.connection} ${target.channel} ${target.address}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function toTargets(
  plan: DutyPlan,
  overrides: readonly Override[],
  recipient: Recipient,
  at: number,
  before: readonly PersonId[],
): Target[] {
  if ("connection" in recipient) return [{ kind: "place", ...recipient }];
  if ("person" in recipient) return toPeople(plan, [recipient.person], { kind: "named" });
  if ("schedule" in recipient) return onDuty(plan, overrides, recipient.schedule, at);
  if ("managers" in recipient) return before.flatMap((id) => managerOf(plan, id));
  const team = plan.teams.find(({ id }) => id === recipient.team);
  if (!team) return [];
  if (team.schedule !== undefined) return onDuty(plan, overrides, team.schedule, at);
  return toPeople(plan, team.members, { kind: "member", team: team.name });
}

function onDuty(plan: DutyPlan, overrides: readonly Override[], id: string, at: number): Target[] {
  const schedule = plan.schedules.find((one) => one.id === id);
  if (!schedule) return [];
  const { person } = findOnCall(schedule, overrides, at);
  return person === null ? [] : toPeople(plan, [person], { kind: "onDuty", schedule: schedule.name });
}

function managerOf(plan: DutyPlan, id: PersonId): Target[] {
  const person = plan.people.find((one) => one.id === id);
  return person?.manager === undefined ? [] : toPeople(plan, [person.manager], { kind: "manager", of: person.name });
}

function toPeople(plan: DutyPlan, ids: readonly PersonId[], because: TargetReason): Target[] {
  return ids.flatMap((id) => {
    const person = plan.people.find((one) => one.id === id);
    return person ? [{ kind: "person" as const, person, because }] : [];
  });
}
