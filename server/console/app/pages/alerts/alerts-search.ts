import { knownOf, oneKnownOf, textsOf } from "../../data/address.ts";
import type { AlertQuery } from "../../data/lists.ts";
import { conditions, handlings, severities } from "../../data/words.ts";

export const views = ["firing", "waiting", "all", "windows"] as const;

/** Which alerts are shown; it stands in the address. */
export interface AlertsSearch {
  /** Absent = those that fire. */
  view?: Exclude<(typeof views)[number], "firing"> | undefined;
  condition?: (typeof conditions)[number][] | undefined;
  handling?: (typeof handlings)[number][] | undefined;
  severity?: (typeof severities)[number][] | undefined;
  client?: string[] | undefined;
  connection?: string[] | undefined;
}

export function readAlertsSearch(search: Record<string, unknown>): AlertsSearch {
  return {
    view: oneKnownOf(search["view"], ["waiting", "all", "windows"]),
    condition: knownOf(search["condition"], conditions),
    handling: knownOf(search["handling"], handlings),
    severity: knownOf(search["severity"], severities),
    client: textsOf(search["client"]),
    connection: textsOf(search["connection"]),
  };
}

/** The same, as the hub is asked. */
export function toAlertQuery({ view, ...lists }: AlertsSearch): AlertQuery {
  const asked = Object.entries(lists).filter(([, value]) => value !== undefined);
  const which = view === undefined ? "firing" : view === "waiting" ? "waiting" : "all";
  return { order: "changed", which, ...Object.fromEntries(asked) };
}

/** Whether anything is narrowed beside the view. */
export function isNarrowed({ view: _view, ...lists }: AlertsSearch): boolean {
  return Object.values(lists).some((value) => value !== undefined);
}
