import type { DutyPlan, Recipient } from "../../schemas/escalation.ts";
import type { RuleProblem } from "../intake/compile-lookups.ts";

/** Names that escalations may give beside people, teams and schedules. */
export interface EscalationNames {
  pagers: readonly string[];
  clients: readonly string[];
  /** Calendars of the SLA plan. */
  calendars: readonly string[];
}

type Path = RuleProblem["path"];

/** Names in escalations that lead nowhere, or to two things. */
export function checkEscalations(plan: DutyPlan, known: EscalationNames): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const note = (path: Path, detail: string) => void problems.push({ path, detail, from: null, to: null });
  const named = (what: string, name: string, names: readonly string[], path: Path) => {
    if (!names.includes(name)) note(path, `There is no ${what} "${name}". There are: ${names.join(", ") || "none"}.`);
  };
  const policies = plan.escalations.map(({ name }) => name);
  const recipient = (one: Recipient, path: Path) => {
    if ("person" in one)
      named(
        "person",
        one.person,
        plan.people.map(({ id }) => id),
        [...path, "person"],
      );
    if ("schedule" in one)
      named(
        "schedule",
        one.schedule,
        plan.schedules.map(({ id }) => id),
        [...path, "schedule"],
      );
    if ("team" in one)
      named(
        "team",
        one.team,
        plan.teams.map(({ id }) => id),
        [...path, "team"],
      );
    if ("connection" in one) named("pager", one.connection, known.pagers, [...path, "connection"]);
  };
  for (const [index, policy] of plan.escalations.entries()) {
    const path = ["escalations", index];
    if (policies.indexOf(policy.name) !== index)
      note([...path, "name"], `There is another policy named "${policy.name}".`);
    if (policy.hours) named("calendar", policy.hours.calendar, known.calendars, [...path, "hours", "calendar"]);
    for (const [place, step] of policy.steps.entries()) {
      for (const [at, one] of step.notify.entries()) recipient(one, [...path, "steps", place, "notify", at]);
      if (place === 0 && step.notify.every((one) => "managers" in one))
        note([...path, "steps", 0, "notify"], "The first step has nobody before it whose managers could be told.");
    }
  }
  const clients = new Set(known.clients.map((name) => name.toLowerCase()));
  for (const [index, { policy, clients: wanted = [] }] of plan.assignments.entries()) {
    named("escalation", policy, policies, ["assignments", index, "policy"]);
    for (const [place, name] of wanted.entries())
      if (!clients.has(name.toLowerCase()))
        note(["assignments", index, "clients", place], `There is no client "${name}".`);
  }
  for (const [index, one] of plan.lastResort.entries()) recipient(one, ["lastResort", index]);
  return problems;
}
