import type { Json } from "../../schemas/json.ts";

/** Who did what to which thing. */
export interface AuditDraft {
  /** `admin`, or the part of the hub that acted. */
  actor: string;
  /** `thing.deed`, e.g. `alert.split`. */
  action: string;
  /** Id or name of the thing. */
  object: string;
  /** Never a secret. */
  detail: Readonly<Record<string, Json>>;
}

export interface AuditStore {
  /** There with what it tells of, or not at all. */
  add(entry: AuditDraft): Promise<void>;
}
