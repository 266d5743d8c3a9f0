import type { SlaPlan, SlaPolicy } from "../../schemas/sla-plan.ts";
import type { Priority } from "../../schemas/ticket.ts";
import { alwaysOpen, createOpenTime, type OpenTime } from "./open-time.ts";

/** Name of the calendar that is always open; no plan defines it. */
export const always = "always";

/** Something in a plan that cannot be used. */
export interface PlanProblem {
  path: readonly (string | number)[];
  detail: string;
}

/** A plan whose names all lead somewhere; its calendars keep what they have compiled. */
export interface CompiledPlan {
  /** 0 = the one that counts until one is saved. */
  version: number;
  plan: SlaPlan;
  policies: ReadonlyMap<string, SlaPolicy>;
  /** By name; every name that the plan uses is there. */
  openTime(calendar: string): OpenTime;
}

/** Names of clients, for the check of assignments. */
export interface PlanNames {
  clients: readonly string[];
}

/** Which calendar counts for a policy at a priority. */
export function calendarOf(policy: Pick<SlaPolicy, "calendar" | "calendars">, priority: Priority): string {
  return policy.calendars[keyOf(priority)] ?? policy.calendar;
}

/** Policies keep what is promised by priority under its number as text. */
export function keyOf(priority: Priority): "1" | "2" | "3" | "4" | "5" {
  return (["1", "2", "3", "4", "5"] as const)[priority - 1] ?? "5";
}

/** Names in a plan that lead nowhere, or to two things. */
export function checkPlan(plan: SlaPlan, known: PlanNames): readonly PlanProblem[] {
  return [
    ...checkCalendars(plan),
    ...checkPolicies("policies", plan.policies, plan),
    ...checkPolicies("olas", plan.olas, plan),
    ...checkAssignments(plan, known),
    ...plan.olas.flatMap(({ clients }, index) => checkClients(["olas", index], clients, known)),
  ];
}

function checkCalendars({ calendars }: SlaPlan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (Object.hasOwn(calendars, always))
    problems.push({
      path: ["calendars", always],
      detail: `"${always}" is there by itself: give this one another name.`,
    });
  for (const [name, { weekly, exceptions, holidays }] of Object.entries(calendars)) {
    const opens = [...Object.values(weekly).flat(), ...exceptions.flatMap(({ hours }) => hours)].length > 0;
    if (!opens) problems.push({ path: ["calendars", name], detail: "It is never open: no target would ever be due." });
    const twice = exceptions.findIndex(({ date }, index) => exceptions.findIndex((one) => one.date === date) !== index);
    if (twice >= 0)
      problems.push({
        path: ["calendars", name, "exceptions", twice, "date"],
        detail: `${exceptions[twice]?.date ?? ""} has an exception already: put all its hours into one.`,
      });
    if (holidays.length > 5_000)
      problems.push({ path: ["calendars", name, "holidays"], detail: "There may be 5000 holidays at most." });
  }
  return problems;
}

function checkPolicies(
  part: "policies" | "olas",
  policies: readonly Pick<SlaPolicy, "name" | "calendar" | "calendars">[],
  { calendars }: SlaPlan,
): PlanProblem[] {
  const known = [always, ...Object.keys(calendars)];
  const problems: PlanProblem[] = [];
  for (const [index, policy] of policies.entries()) {
    const path = [part, index];
    if (policies.findIndex(({ name }) => name === policy.name) !== index)
      problems.push({ path: [...path, "name"], detail: `There is another one named "${policy.name}".` });
    const used: [readonly (string | number)[], string][] = [
      [[...path, "calendar"], policy.calendar],
      ...Object.entries(policy.calendars).map(
        ([key, name]) => [[...path, "calendars", key], name] as [readonly (string | number)[], string],
      ),
    ];
    for (const [place, name] of used)
      if (!known.includes(name))
        problems.push({ path: place, detail: `There is no calendar "${name}". There are: ${known.join(", ")}.` });
  }
  return problems;
}

function checkAssignments({ assignments, policies }: SlaPlan, known: PlanNames): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const names = policies.map(({ name }) => name);
  for (const [index, { policy, clients }] of assignments.entries()) {
    if (!names.includes(policy))
      problems.push({
        path: ["assignments", index, "policy"],
        detail: `There is no policy "${policy}". There are: ${names.join(", ")}.`,
      });
    problems.push(...checkClients(["assignments", index], clients, known));
  }
  return problems;
}

function checkClients(
  path: readonly (string | number)[],
  wanted: readonly string[] = [],
  { clients }: PlanNames,
): PlanProblem[] {
  const known = new Set(clients.map((name) => name.toLowerCase()));
  return wanted.flatMap((name, place) =>
    known.has(name.toLowerCase())
      ? []
      : [{ path: [...path, "clients", place], detail: `There is no client "${name}".` }],
  );
}

/** @param plan one that was checked; a name that leads nowhere all the same counts as around the clock, so that no clock stands still */
export function compilePlan(plan: SlaPlan, version: number): CompiledPlan {
  const compiled = new Map<string, OpenTime>();
  return {
    version,
    plan,
    policies: new Map(plan.policies.map((policy) => [policy.name, policy])),
    openTime(name) {
      const kept = compiled.get(name);
      if (kept) return kept;
      const calendar = plan.calendars[name];
      const open = calendar ? createOpenTime(calendar) : alwaysOpen;
      compiled.set(name, open);
      return open;
    },
  };
}
