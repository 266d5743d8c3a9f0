import type { IntakeRules } from "../../schemas/intake-rules.ts";
import type { RuleProblem } from "./compile-lookups.ts";

export interface NameList {
  clients: readonly string[];
  /** Names of service desks. */
  desks: readonly string[];
}

/** Names that the rules give of clients and desks, and that nobody knows. */
export function checkNames(rules: IntakeRules, known: NameList): readonly RuleProblem[] {
  const clients = new Set(known.clients.map((name) => name.toLowerCase()));
  const desks = new Set(known.desks);
  const problems: RuleProblem[] = [];
  const note = (path: RuleProblem["path"], detail: string) =>
    void problems.push({ path, detail, from: null, to: null });
  const checkClient = (name: string, path: RuleProblem["path"]) => {
    if (!clients.has(name.toLowerCase()))
      note(path, `There is no client "${name}". ${listOf("Clients", known.clients)}`);
  };
  for (const [index, lookup] of rules.clients.entries()) {
    if (!("names" in lookup)) continue;
    for (const [word, name] of Object.entries(lookup.names)) checkClient(name, ["clients", index, "names", word]);
    const isPlain =
      lookup.by === "pattern" && !lookup.gives.includes("$") && !Object.hasOwn(lookup.names, lookup.gives);
    if (isPlain) checkClient(lookup.gives, ["clients", index, "gives"]);
  }
  for (const [index, { set }] of rules.rules.entries()) {
    if (set.client !== undefined) checkClient(set.client, ["rules", index, "set", "client"]);
    for (const [place, name] of (set.desks ?? []).entries())
      if (!desks.has(name))
        note(
          ["rules", index, "set", "desks", place],
          `There is no service desk "${name}" among the connections. ${listOf("Service desks", known.desks)}`,
        );
  }
  return problems;
}

function listOf(what: string, names: readonly string[]): string {
  const most = 20;
  if (names.length === 0) return `${what}: none yet.`;
  return `${what}: ${names.slice(0, most).join(", ")}${names.length > most ? ", …" : ""}.`;
}
