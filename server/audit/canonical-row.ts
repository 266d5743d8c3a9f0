import canonicalize from "canonicalize";
import type { Json } from "../../schemas/json.ts";

/** One row of the audit, as the database has it. */
export interface AuditRow {
  id: string;
  /** UTC with microseconds: `2026-11-28T18:00:00.000001Z`. */
  at: string;
  actor: string;
  action: string;
  object: string;
  /** The text of its jsonb. */
  detail: string;
}

/** What a hash is over, and what is handed out beside it. */
export type SealedRow = Omit<AuditRow, "detail"> & { tenant: string } & ({ detail: Json } | { detailText: string });

/**
 * The row as JSON. Readers of JSON may not hold a number of sixteen digits exactly, so that it would look the same before and
 * after a change: where there is one, the detail stays the database's text.
 */
export function buildSealedRow(tenantId: string, { detail, ...row }: AuditRow): SealedRow {
  const known = { tenant: tenantId, ...row };
  return /\d{16}/.test(detail) ? { ...known, detailText: detail } : { ...known, detail: JSON.parse(detail) as Json };
}

/** @see RFC 8785 */
export function writeCanonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("there is no canonical JSON of nothing");
  return text;
}
