import type { OnCallPlan, Override, Person, PersonId, Schedule } from "../../schemas/on-call.ts";
import type { RuleProblem } from "../intake/compile-lookups.ts";

type Path = RuleProblem["path"];
type Note = (path: Path, detail: string) => void;

/** Ids of a kind that the plan has. */
interface Known {
  what: "person" | "schedule";
  ids: ReadonlySet<string>;
}

/**
 * What of a plan cannot be used though its form is right: names that nobody has, ids that two have, managers in a circle.
 *
 * @param known names of the connections that are pagers
 * @returns in the order of the text; `from` and `to` are null
 */
export function checkPlan(plan: OnCallPlan, known: { pagers: readonly string[] }): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const note: Note = (path, detail) => void problems.push({ path, detail, from: null, to: null });
  const [people, schedules] = [peopleOf(plan), schedulesOf(plan)];
  checkPeople(plan.people, people, known.pagers, note);
  checkTeams(plan.teams, people, schedules, note);
  checkSchedules(plan.schedules, people, note);
  return problems;
}

/** Names in an override that the plan does not know. */
export function checkOverride({ schedule, person, instead }: Override, plan: OnCallPlan): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const note: Note = (path, detail) => void problems.push({ path, detail, from: null, to: null });
  const people = peopleOf(plan);
  checkKnown(schedulesOf(plan), schedule, ["schedule"], note);
  if (person !== null) checkKnown(people, person, ["person"], note);
  if (instead !== null) checkKnown(people, instead, ["instead"], note);
  return problems;
}

const peopleOf = ({ people }: OnCallPlan): Known => ({ what: "person", ids: new Set(people.map(({ id }) => id)) });
const schedulesOf = ({ schedules }: OnCallPlan): Known => ({
  what: "schedule",
  ids: new Set(schedules.map(({ id }) => id)),
});

function checkPeople(people: readonly Person[], known: Known, pagers: readonly string[], note: Note): void {
  checkTwice("people", people, note);
  for (const [index, { channels, manager }] of people.entries()) {
    for (const [place, { connection }] of channels.entries())
      if (!pagers.includes(connection)) {
        const detail = `There is no pager "${connection}" among the connections. ${listOf("Pagers", pagers)}`;
        note(["people", index, "channels", place, "connection"], detail);
      }
    if (manager !== undefined) checkKnown(known, manager, ["people", index, "manager"], note);
  }
  checkManagers(people, note);
}

/** Each circle is told once, at the first of its people. */
function checkManagers(people: readonly Person[], note: Note): void {
  const managers = new Map(people.map(({ id, manager }) => [id, manager]));
  const places = new Map(people.map(({ id }, index) => [id, index]));
  const placeOf = (id: PersonId) => places.get(id) ?? 0;
  const seen = new Set<PersonId>();
  for (const { id } of people) {
    const chain: PersonId[] = [];
    let above: PersonId | undefined = id;
    for (; above !== undefined && !seen.has(above); above = managers.get(above)) {
      seen.add(above);
      chain.push(above);
    }
    // Somebody who was seen on another walk was judged then.
    if (above === undefined || !chain.includes(above)) continue;
    const circle = chain.slice(chain.indexOf(above));
    const first = circle.reduce((one, other) => (placeOf(other) < placeOf(one) ? other : one));
    const start = circle.indexOf(first);
    const told = [...circle.slice(start), ...circle.slice(0, start), first].map((name) => `"${name}"`).join(", then ");
    const detail = `Managers go in a circle: ${told}; one of them needs none, or another.`;
    note(["people", placeOf(first), "manager"], detail);
  }
}

function checkTeams(teams: OnCallPlan["teams"], people: Known, schedules: Known, note: Note): void {
  checkTwice("teams", teams, note);
  for (const [index, { members, schedule }] of teams.entries()) {
    for (const [place, member] of members.entries()) {
      const path = ["teams", index, "members", place];
      checkKnown(people, member, path, note);
      if (members.indexOf(member) < place) note(path, `"${member}" is a member already; once is enough.`);
    }
    if (schedule !== undefined) checkKnown(schedules, schedule, ["teams", index, "schedule"], note);
  }
}

function checkSchedules(schedules: readonly Schedule[], people: Known, note: Note): void {
  checkTwice("schedules", schedules, note);
  for (const [index, { layers }] of schedules.entries()) checkLayers(layers, people, ["schedules", index], note);
}

function checkLayers(layers: Schedule["layers"], people: Known, path: Path, note: Note): void {
  for (const [index, layer] of layers.entries()) {
    const before = layers.findIndex(({ name }) => name === layer.name);
    const twice = `Layer ${before + 1} is called "${layer.name}" too; each layer of a schedule needs a name of its own.`;
    if (before < index) note([...path, "layers", index, "name"], twice);
    for (const [place, person] of layer.people.entries())
      checkKnown(people, person, [...path, "layers", index, "people", place], note);
  }
}

const words = { people: "Person", teams: "Team", schedules: "Schedule" } as const;

function checkTwice(kind: keyof typeof words, list: readonly { id: string }[], note: Note): void {
  const seen = new Map<string, number>();
  for (const [index, { id }] of list.entries()) {
    const before = seen.get(id);
    const twice = `${words[kind]} ${(before ?? 0) + 1} has the id "${id}" too; each needs one of its own.`;
    if (before === undefined) seen.set(id, index);
    else note([kind, index, "id"], twice);
  }
}

function checkKnown({ what, ids }: Known, id: string, path: Path, note: Note): void {
  if (!ids.has(id))
    note(path, `There is no ${what} "${id}". ${listOf(what === "person" ? "People" : "Schedules", [...ids])}`);
}

function listOf(what: string, names: readonly string[]): string {
  const most = 20;
  if (names.length === 0) return `${what}: none yet.`;
  return `${what}: ${names.slice(0, most).join(", ")}${names.length > most ? ", …" : ""}.`;
}
