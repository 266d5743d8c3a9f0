import { findConnector } from "../../connectors/registry.ts";
import { findWrongTime } from "../../core/intake/check-window.ts";
import type { NameList } from "../../core/intake/check-names.ts";
import { checkPlan } from "../../core/sla/compile-plan.ts";
import type { ConfigurationFile } from "../../schemas/configuration.ts";
import type { SlaPlan } from "../../schemas/sla-plan.ts";
import { checkDutyPlan, type DutyNames } from "../on-call/read-duty-plan.ts";
import { checkRules } from "../rules/read-rules.ts";
import type { FoundProblem } from "../rules/read-yaml.ts";
import type { ConfigurationState } from "./load-state.ts";

type Path = FoundProblem["path"];

/** A connection as the file leaves it, as far as others name it. */
interface Named {
  name: string;
  connector: string;
  kind: string;
}

/**
 * Names in a file that lead nowhere, or to two things, once it is applied to a state.
 *
 * @param options.sla the plan that counts where the file has none
 */
export function checkFile(
  file: ConfigurationFile,
  state: ConfigurationState,
  { sla: keptPlan, prune }: { sla: SlaPlan; prune: boolean },
): readonly FoundProblem[] {
  const connections = listConnectionsAfter(file, state, prune);
  const clients = listClientsAfter(file, state);
  const names: NameList = {
    clients,
    connections: connections.map(({ name }) => name),
    desks: connections.filter(({ kind }) => kind === "desk").map(({ name }) => name),
  };
  const sla = file.sla ?? keptPlan;
  return [
    ...checkDoubles(file),
    ...checkClients(file, names),
    ...checkWindows(file),
    ...checkItems(file, state, names),
    ...within("rules", file.rules && checkRules(file.rules, names)),
    ...within("sla", file.sla && checkPlan(file.sla, names)),
    ...within("onCall", file.onCall && checkDutyPlan(file.onCall, dutyNamesOf(connections, clients, sla))),
  ];
}

function within(part: string, problems: readonly FoundProblem[] | undefined): FoundProblem[] {
  return (problems ?? []).map((problem) => ({ ...problem, path: [part, ...problem.path] }));
}

function dutyNamesOf(connections: readonly Named[], clients: readonly string[], sla: SlaPlan): DutyNames {
  const pagers = connections.filter(({ kind }) => kind === "pager");
  return {
    pagers: new Map(pagers.map(({ name, connector }) => [name, findConnector(connector)?.manifest.channels ?? []])),
    clients,
    calendars: Object.keys(sla.calendars),
  };
}

function listConnectionsAfter(file: ConfigurationFile, state: ConfigurationState, prune: boolean): readonly Named[] {
  const named = file.connections ?? [];
  const known = new Set(state.connections.map(({ name }) => name));
  const added = named.flatMap(({ name, connector }) => {
    const manifest = findConnector(connector)?.manifest;
    return known.has(name) || !manifest ? [] : [{ name, connector, kind: manifest.kind }];
  });
  const goes = (name: string) => prune && file.connections !== undefined && !named.some((entry) => entry.name === name);
  return [...state.connections.filter(({ name }) => !goes(name)), ...added];
}

/** Clients are made by being named in `clients`, or as the default of a connection. */
function listClientsAfter(file: ConfigurationFile, state: ConfigurationState): readonly string[] {
  const named = [
    ...state.clients.map(({ name }) => name),
    ...(file.clients ?? []).map(({ name }) => name),
    ...(file.connections ?? []).flatMap(({ defaultClient }) => defaultClient ?? []),
  ];
  return [...new Set(named)];
}

/** Two entries of one name would undo one another at each turn. */
function checkDoubles(file: ConfigurationFile): FoundProblem[] {
  const find = (part: string, field: string, names: readonly string[] = []) =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index ? [{ path: [part, index, field], detail: `"${name}" stands here twice.` }] : [],
    );
  return [
    ...find(
      "clients",
      "name",
      file.clients?.map(({ name }) => name),
    ),
    ...find(
      "connections",
      "name",
      file.connections?.map(({ name }) => name),
    ),
    ...find(
      "webhooks",
      "url",
      file.webhooks?.map(({ url }) => url),
    ),
    ...find(
      "items",
      "name",
      file.items?.map(({ client, name }) => `${client.toLowerCase()}: ${name.toLowerCase()}`),
    ),
  ];
}

function checkClients(file: ConfigurationFile, names: NameList): FoundProblem[] {
  const clients = new Set(names.clients);
  const missing = (path: Path, name: string | null | undefined) =>
    name === null || name === undefined || clients.has(name)
      ? []
      : [{ path, detail: `There is no client "${name}". Name it under clients first.` }];
  return [
    ...(file.clients ?? []).flatMap(({ customers }, index) =>
      customers.flatMap(({ connection }, place) =>
        names.connections.includes(connection)
          ? []
          : [
              {
                path: ["clients", index, "customers", place, "connection"],
                detail: `There is no connection "${connection}".`,
              },
            ],
      ),
    ),
    ...(file.webhooks ?? []).flatMap(({ clients: own }, index) =>
      (own ?? []).flatMap((name, place) => missing(["webhooks", index, "clients", place], name)),
    ),
    ...(file.windows ?? []).flatMap(({ client }, index) => missing(["windows", index, "client"], client)),
  ];
}

function checkWindows({ windows = [] }: ConfigurationFile): FoundProblem[] {
  return windows.flatMap(({ kind, startsAt, endsAt, recurrence }, index) => {
    const times = { startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt) };
    const wrong = findWrongTime({ kind, recurrence, ...times });
    return wrong ? [{ path: ["windows", index, wrong.field], detail: `It ${wrong.detail}` }] : [];
  });
}

function checkItems({ items = [] }: ConfigurationFile, state: ConfigurationState, names: NameList): FoundProblem[] {
  const clients = new Set(names.clients.map((name) => name.toLowerCase()));
  const keyOf = (client: string, name: string) => `${client}: ${name}`.toLowerCase();
  const known = new Set([...state.items, ...items].map(({ client, name }) => keyOf(client, name)));
  return items.flatMap(({ client, name, parents }, index) => [
    ...(clients.has(client.toLowerCase())
      ? []
      : [{ path: ["items", index, "client"], detail: `There is no client "${client}". Name it under clients first.` }]),
    ...parents.flatMap((parent, place) =>
      known.has(keyOf(client, parent)) && parent.toLowerCase() !== name.toLowerCase()
        ? []
        : [{ path: ["items", index, "parents", place], detail: `The client has no other item "${parent}".` }],
    ),
  ]);
}
