import { builtIn, findConnector } from "../../connectors/registry.ts";
import type { ConfigurationFile, ConnectionEntry, SecretReference } from "../../schemas/configuration.ts";
import { AllowedFrom, findWrongConditions } from "../connections/configure-connection.ts";
import { type FoundProblem, toProblems } from "../rules/read-yaml.ts";
import type { ConfigurationState } from "./load-state.ts";
import type { SecretValues } from "./plan-changes.ts";

/** What is wrong with the connections of a file: connectors, settings, secrets and conditions. */
export function checkConnections(
  { connections = [] }: ConfigurationFile,
  state: ConfigurationState,
  secrets: SecretValues,
): FoundProblem[] {
  return connections.flatMap((entry, index) => {
    const known = state.connections.find(({ name }) => name === entry.name);
    const problems = checkEntry(entry, known?.connector) ?? [
      ...checkSettings(entry, known?.settings ?? {}),
      ...checkSecrets(entry, known?.secretNames ?? [], secrets[entry.name] ?? {}),
      ...findWrongConditions(entry.rules ?? {}).map(({ rule, detail, from }) => ({
        path: ["rules", rule],
        detail,
        from,
        to: null,
      })),
    ];
    return problems.map((problem) => ({ ...problem, path: ["connections", index, ...problem.path] }));
  });
}

/** @returns undefined = its other parts can be looked at */
function checkEntry(entry: ConnectionEntry, connector: string | undefined): FoundProblem[] | undefined {
  const manifest = findConnector(entry.connector)?.manifest;
  if (!manifest) {
    const names = builtIn.map((one) => one.manifest.name).join(", ");
    return [{ path: ["connector"], detail: `There is no connector "${entry.connector}". There are: ${names}.` }];
  }
  if (connector !== undefined && connector !== entry.connector)
    return [{ path: ["connector"], detail: `"${entry.name}" is a connection to ${connector}. Choose another name.` }];
  const addresses = AllowedFrom.safeParse(entry.allowedFrom ?? []);
  const problems = [
    ...(manifest.kind !== "desk" && (entry.rules ?? entry.maps)
      ? [{ path: [entry.rules ? "rules" : "maps"], detail: "Only a service desk has rules and tables." }]
      : []),
    ...(entry.reason !== undefined && entry.mode !== "parked"
      ? [{ path: ["reason"], detail: "Only what is parked has a reason: write mode: parked." }]
      : []),
    ...(addresses.success ? [] : addresses.error.issues.flatMap((issue) => under("allowedFrom", toProblems(issue)))),
  ];
  return problems.length > 0 ? problems : undefined;
}

function checkSettings({ connector, settings }: ConnectionEntry, known: object): FoundProblem[] {
  const parsed = findConnector(connector)?.manifest.settings.safeParse({ ...known, ...settings });
  return parsed?.error?.issues.flatMap((issue) => under("settings", toProblems(issue))) ?? [];
}

function checkSecrets(
  { connector, secrets }: ConnectionEntry,
  stored: readonly string[],
  given: Readonly<Record<string, string>>,
): FoundProblem[] {
  const missing = Object.entries(secrets).flatMap(([field, reference]) =>
    given[field] === undefined && !stored.includes(field)
      ? [{ path: ["secrets", field], detail: `${describeReference(reference)}, and no such secret is stored.` }]
      : [],
  );
  if (missing.length > 0) return missing;
  // What is stored has been taken before: only its place counts here, and that no field is unknown.
  const shape = findConnector(connector)?.manifest.secrets;
  const parsed = shape?.safeParse({ ...Object.fromEntries(stored.map((field) => [field, undefined])), ...given });
  return (parsed?.error?.issues ?? [])
    .filter(({ path }) => !stored.includes(String(path[0])) || given[String(path[0])] !== undefined)
    .flatMap((issue) => under("secrets", toProblems(issue)));
}

/** What of it could not be read, as a sentence that goes on. */
export function describeReference(reference: SecretReference): string {
  return "env" in reference ? `${reference.env} is not set` : `${reference.file} could not be read`;
}

function under(part: string, problems: readonly FoundProblem[]): FoundProblem[] {
  return problems.map((problem) => ({ ...problem, path: [part, ...problem.path] }));
}
