import { isDeepStrictEqual } from "node:util";
import { findConnector } from "../../connectors/registry.ts";
import type { ConnectionEntry } from "../../schemas/configuration.ts";
import type { Json } from "../../schemas/json.ts";
import type { ConnectionPatch } from "../connections/configure-connection.ts";
import { type Difference, listDifferences } from "./list-differences.ts";
import type { KnownConnection } from "./load-state.ts";
import type { Change, PlanInput } from "./plan-changes.ts";

/** What the file makes of connections; those that it does not name are not looked at. */
export function planConnections({ file, state, secrets, stored }: PlanInput): Change[] {
  return (file.connections ?? []).flatMap((entry): Change[] => {
    const known = state.connections.find(({ name }) => name === entry.name);
    const given = secrets[entry.name] ?? {};
    if (!known) return [addConnection(entry, given)];
    const fresh = Object.entries(given).filter(([field, value]) => stored[entry.name]?.[field] !== value);
    const { patch, differences } = comparePatch(entry, known, Object.fromEntries(fresh));
    if (differences.length === 0) return [];
    return [{ part: "connections", action: "change", name: entry.name, known, patch, differences }];
  });
}

function addConnection(entry: ConnectionEntry, secrets: Readonly<Record<string, string>>): Change {
  const { name, connector, mode, reason, settings, defaultClient, allowedFrom = [], rules, maps } = entry;
  const input = {
    name,
    connector,
    settings,
    secrets: { ...secrets },
    defaultClient: defaultClient ?? undefined,
    allowedFrom,
    mode,
    reason,
    rules,
    maps,
  };
  return { part: "connections", action: "add", name, input };
}

/** Only what differs stands in the patch, so that nothing is tried, sealed or noted without need. */
function comparePatch(
  entry: ConnectionEntry,
  known: KnownConnection,
  secrets: Record<string, string>,
): { patch: ConnectionPatch; differences: readonly Difference[] } {
  const { mode, reason, allowedFrom, defaultClient } = entry;
  const settings = differing(settingsAfter(entry, known), known.settings);
  const rules = differing(entry.rules ?? {}, known.rules);
  const maps = differing(entry.maps ?? {}, known.maps);
  const list = allowedFrom && !isDeepStrictEqual(allowedFrom, known.allowedFrom) ? allowedFrom : undefined;
  const otherMode =
    mode !== undefined && (mode !== known.mode || (reason ?? known.parkedReason) !== known.parkedReason);
  const otherClient = defaultClient !== undefined && defaultClient !== known.defaultClient;
  const names = Object.keys(secrets);
  const patch = {
    ...(settings ? { settings } : {}),
    ...(names.length > 0 ? { secrets } : {}),
    ...(otherMode ? { mode, ...(reason === undefined ? {} : { reason }) } : {}),
    ...(rules ? { rules } : {}),
    ...(maps ? { maps } : {}),
    ...(list ? { allowedFrom: list } : {}),
    ...(otherClient ? { defaultClient } : {}),
    overlapHours: usualOverlapHours,
  };
  const differences = [
    ...(otherMode ? listDifferences(known.mode, mode, "mode") : []),
    ...(otherMode && reason !== undefined ? listDifferences(known.parkedReason ?? undefined, reason, "reason") : []),
    ...listDifferences(pick(known.settings, settings), settings ?? {}, "settings"),
    // Neither is shown.
    ...names.map((name) => ({ path: `secrets.${name}`, from: "***", to: "*** (another one)" })),
    ...(otherClient
      ? listDifferences(known.defaultClient ?? undefined, defaultClient ?? undefined, "defaultClient")
      : []),
    ...(list ? listDifferences(known.allowedFrom, list, "allowedFrom") : []),
    ...listDifferences(pick(known.rules, rules), rules ?? {}, "rules"),
    ...listDifferences(pick(known.maps, maps), maps ?? {}, "maps"),
  ];
  return { patch, differences };
}

/** As of a change by hand. */
const usualOverlapHours = 24;

/** The settings that the file names, as the connector's schema keeps them. */
function settingsAfter({ connector, settings }: ConnectionEntry, known: KnownConnection): Record<string, Json> {
  const parsed = findConnector(connector)?.manifest.settings.safeParse({ ...known.settings, ...settings });
  return pick((parsed?.data ?? {}) as Record<string, Json>, settings) as Record<string, Json>;
}

/** Those members of `wanted` that are otherwise in `known`; undefined = none. */
function differing<T extends object>(wanted: T, known: object): T | undefined {
  const current = new Map<string, unknown>(Object.entries(known));
  const other = Object.entries(wanted).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(value, current.get(key)),
  );
  // All members of the types that it is asked for may be left out.
  return other.length === 0 ? undefined : (Object.fromEntries(other) as T);
}

function pick(from: object, keysOf: object | undefined): Record<string, unknown> {
  const wanted = new Set(Object.keys(keysOf ?? {}));
  return Object.fromEntries(Object.entries(from).filter(([key]) => wanted.has(key)));
}
