import type { Json } from "../../schemas/json.ts";
import type { LinkField } from "../../schemas/link.ts";
import type { FieldMeta, FieldName, FieldValue } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import { isOwed } from "./is-owed.ts";
import { sameJson } from "./same-json.ts";

/** Coarse equality: either direction of the mapping says that both mean the same, so that each side keeps its finer value. */
export function agree(lens: Lens, field: FieldName, ours: FieldValue, raw: Json): boolean {
  const written = lens.to(field, ours);
  if (written.kind === "raw" && (sameJson(written.raw, raw) || lens.isShapeOf(field, written.raw, raw))) return true;
  const read = lens.from(field, raw);
  return read.kind === "value" && sameJson(read.value, ours);
}

/**
 * What is owed and means what stands there, where nothing has moved, is agreed if it stood here before the look began: what came
 * here later may have met an edit there that this look could not show.
 *
 * @param afterRev revision of the ticket that stood here before the look began; undefined = not known
 */
export function agreeUnmoved(
  known: LinkField,
  ours: { field: FieldName; value: FieldValue; meta: FieldMeta; afterRev: number | undefined },
  lens: Lens,
): LinkField {
  const { rev } = ours.meta;
  const stood = rev <= (ours.afterRev ?? 0);
  return stood && isOwed(known, rev) && agree(lens, ours.field, ours.value, known.raw) ? { ...known, rev } : known;
}
