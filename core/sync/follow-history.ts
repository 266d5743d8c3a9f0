import type { LinkField } from "../../schemas/link.ts";
import type { FieldReason } from "./decide-field.ts";
import { isOwed } from "./is-owed.ts";

/** By the vendor's clock: before our outstanding write, at the look before this one, at this one. */
interface HistoryInstants {
  sentFrom: string | undefined;
  seenAt: Date | null;
  readAt: Date;
}

/**
 * Follows from where their history matters: an edit that was made and undone while a newer value of ours was owed, and one
 * that a write of ours covered, show nowhere else.
 */
export function followHistory(field: LinkField, reason: FieldReason, rev: number, at: HistoryInstants): LinkField {
  const { historyFrom, ...rest } = field;
  if ((reason === "readBackAgreed" || reason === "refused") && at.sentFrom !== undefined) {
    return { ...rest, historyOwed: { from: rest.historyOwed?.from ?? at.sentFrom, until: at.readAt.toISOString() } };
  }
  if (reason !== "unmoved" || !isOwed(field, rev)) return rest;
  const from = historyFrom ?? at.sentFrom ?? at.seenAt?.toISOString();
  return from === undefined ? rest : { ...rest, historyFrom: from };
}
