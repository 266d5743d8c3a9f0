import { AlertCondition, Severity } from "../../schemas/alert.ts";
import { Criticality } from "../../schemas/configuration-item.ts";
import type { IntakeRules } from "../../schemas/intake-rules.ts";
import type { RuleProblem } from "./compile-lookups.ts";
import type { CompiledRules } from "./compile-rules.ts";

export interface NameList {
  clients: readonly string[];
  /** Names of service desks. */
  desks: readonly string[];
  /** Names of all connections. */
  connections: readonly string[];
}

type Note = (problem: RuleProblem) => void;

/** Names that the rules give of clients and desks, and that nobody knows. */
export function checkNames(rules: IntakeRules, known: NameList): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const note: Note = (problem) => void problems.push(problem);
  checkLookups(rules, known, note);
  for (const [index, { set }] of rules.rules.entries()) {
    const path = ["rules", index, "set"];
    if (set.client !== undefined) checkClient(set.client, known, [...path, "client"], note);
    for (const [place, name] of (set.desks ?? []).entries())
      if (!known.desks.includes(name)) {
        const detail = `There is no service desk "${name}" among the connections. ${listOf("Service desks", known.desks)}`;
        note({ path: [...path, "desks", place], detail, from: null, to: null });
      }
  }
  return problems;
}

/** Comparisons of conditions that are never true: with a name that nobody knows, or a word that no event ever says. */
export function checkComparisons(compiled: CompiledRules, known: NameList): readonly RuleProblem[] {
  return compiled.rules.flatMap(({ when }, index) =>
    when.comparisons.flatMap(({ of, value, from, to }) => {
      const detail = judge(of, value, known);
      return detail === undefined ? [] : [{ path: ["rules", index, "when"], detail, from, to }];
    }),
  );
}

function checkLookups(rules: IntakeRules, known: NameList, note: Note): void {
  for (const [index, lookup] of rules.clients.entries()) {
    if (!("names" in lookup)) continue;
    for (const [word, name] of Object.entries(lookup.names))
      checkClient(name, known, ["clients", index, "names", word], note);
    const isPlain =
      lookup.by === "pattern" && !lookup.gives.includes("$") && !Object.hasOwn(lookup.names, lookup.gives);
    if (isPlain) checkClient(lookup.gives, known, ["clients", index, "gives"], note);
  }
}

function checkClient(name: string, known: NameList, path: RuleProblem["path"], note: Note): void {
  const detail = judgeClient(name, known);
  if (detail !== undefined) note({ path, detail, from: null, to: null });
}

/** Client names are told apart without regard to case. */
function judgeClient(name: string, { clients }: NameList): string | undefined {
  const lower = name.toLowerCase();
  if (clients.some((client) => client.toLowerCase() === lower)) return undefined;
  return `There is no client "${name}". ${listOf("Clients", clients)}`;
}

const vocabularies: ReadonlyMap<string, readonly string[]> = new Map([
  ["event.severity", Severity.options],
  ["event.condition", AlertCondition.options.filter((condition) => condition !== "unknown")],
  ["item.criticality", Criticality.options],
  ["event.acknowledgement.state", ["set", "removed"]],
]);

/** Why a comparison is never true; an empty text asks whether there is none. */
function judge(of: string, value: string, known: NameList): string | undefined {
  if (value === "") return undefined;
  if (of === "client") {
    // Here, case counts: the expression compares the name as it is.
    return known.clients.includes(value)
      ? undefined
      : `There is no client "${value}". ${listOf("Clients", known.clients)}`;
  }
  if (of === "connection.name" && !known.connections.includes(value))
    return `There is no connection "${value}". ${listOf("Connections", known.connections)}`;
  const words = vocabularies.get(of);
  if (!words || words.includes(value)) return undefined;
  return `${of} is never "${value}", but one of ${words.join(", ")}.`;
}

function listOf(what: string, names: readonly string[]): string {
  const most = 20;
  if (names.length === 0) return `${what}: none yet.`;
  return `${what}: ${names.slice(0, most).join(", ")}${names.length > most ? ", …" : ""}.`;
}
