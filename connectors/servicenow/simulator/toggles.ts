/** Troubles of this vendor's own, beside those that every simulator knows; counters fall by one each time they strike. */
export interface Toggles {
  /** `glide.invalid_query.returns_no_rows`. */
  strictQueries: boolean;
  /** A query ACL: conditions on and sorting by this column are ignored for the API user. */
  ignoredColumn: string | null;
  /** Hours by which instants in queries and in display values are read in the API user's zone. */
  zoneHours: number;
  /** `sys_journal_field` answers with an empty list. */
  journalsHidden: boolean;
  slaHidden: boolean;
  rolesHidden: boolean;
  /** Columns that the API user may not write: dropped without a word. */
  protectedColumns: readonly string[];
  /** Rows that the API user may not see, by `sys_id`; taken out after the limit. */
  hiddenRows: readonly string[];
  /** A rate rule; null = none, and no headers. */
  callsPerHour: number | null;
  /** 429 of a node without free semaphores: no headers, no body. */
  semaphoresTaken: number;
  /** 202 without a body, and nothing done. */
  dropped: number;
  hibernating: boolean;
  /** Writes that are done and answered 500 by the quota. */
  quotaAfterCommit: number;
  /** Lists that are answered 200, cut in the middle. */
  quotaInside: number;
  /** Lists of more rows than this are cut by the quota; null = never. */
  quotaAbove: number | null;
  /** Creations that are done and answered 403. */
  forbiddenAfterCommit: number;
  /** Changes of state that a customer's rule refuses. */
  abortedStates: readonly { from: string; to: string; rule: string }[];
  /** States of the customer's own. */
  customStates: readonly { value: string; label: string }[];
  /** The codes of older releases. */
  oldCloseCodes: boolean;
  /** Basic authentication of anybody who is not for web services only. */
  basicGate: boolean;
  /** APIs with an access policy for keys. */
  keyApis: readonly ("table" | "attachment" | "stats")[];
  /** How long a transaction takes: rows appear with an older time; seconds. */
  commitDelaySeconds: number;
  /** Deletions are told, and wait with their end for `commit`. */
  holdDeletions: boolean;
  /** The admin has pasted the rule that makes a technician's file a change of its ticket; by itself it is none. */
  filesTouch: boolean;
  /** Notices are signed with another secret. */
  wrongSignature: boolean;
  /** Another one after a clone. */
  instanceName: string;
  /** Life of an access token; seconds. */
  tokenSeconds: number;
}

export const noToggles: Toggles = {
  strictQueries: false,
  ignoredColumn: null,
  zoneHours: 0,
  journalsHidden: false,
  slaHidden: false,
  rolesHidden: false,
  protectedColumns: [],
  hiddenRows: [],
  callsPerHour: null,
  semaphoresTaken: 0,
  dropped: 0,
  hibernating: false,
  quotaAfterCommit: 0,
  quotaInside: 0,
  quotaAbove: null,
  forbiddenAfterCommit: 0,
  abortedStates: [],
  customStates: [],
  oldCloseCodes: false,
  basicGate: false,
  keyApis: ["table", "attachment", "stats"],
  commitDelaySeconds: 0,
  holdDeletions: false,
  filesTouch: true,
  wrongSignature: false,
  instanceName: "northwind-simulator",
  tokenSeconds: 1_800,
};

type Counter = "semaphoresTaken" | "dropped" | "quotaAfterCommit" | "quotaInside" | "forbiddenAfterCommit";

/** Takes one off a counter; whether it struck. */
export function takeToggle(toggles: Toggles, name: Counter): boolean {
  if (toggles[name] <= 0) return false;
  toggles[name] -= 1;
  return true;
}
