import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import { agree } from "./agree.ts";
import { valueOf } from "./edit-ticket.ts";
import { isOwed } from "./is-owed.ts";

/** One field on which a desk and the hub do not say the same. */
export interface DriftField {
  field: FieldName;
  ours: Json;
  theirs: Json;
  /** `held` = known and shown already, with its reason; `owed` = being written; `unseen` = nobody had noticed. */
  state: "held" | "owed" | "unseen";
  reason: string | null;
}

/** Compares a record, as just read, with its ticket: field by field, changing nothing. */
export function findDrift(
  ticket: Ticket,
  link: Link,
  record: DeskRecord,
  fields: readonly FieldName[],
  lens: Lens,
): readonly DriftField[] {
  return fields.flatMap((field): DriftField[] => {
    const raw = record.raw[field];
    const meta = ticket.meta[field];
    const ours = valueOf(ticket, field);
    if (raw === undefined || !meta || agree(lens, field, ours, raw)) return [];
    const reading = lens.from(field, raw);
    if (reading.kind === "ignored" || lens.to(field, ours).kind === "ignored") return [];
    const known = link.fields[field];
    const theirs = reading.kind === "value" ? reading.value : raw;
    const state = known?.held ? "held" : known && isOwed(known, meta.rev) ? "owed" : "unseen";
    return [{ field, ours, theirs, state, reason: known?.held?.detail ?? null }];
  });
}
