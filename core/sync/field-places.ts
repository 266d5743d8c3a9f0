import type { Link, LinkField } from "../../schemas/link.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";

/**
 * The link without what was agreed on fields that the mapping has put elsewhere since: there they are read as if for the
 * first time. A reading that began by the table before comes late, and notes its own place, so nothing has to be locked
 * when a table is changed.
 */
export function forgetMoved(link: Link, lens: Lens): Link {
  const entries = Object.entries(link.fields) as [FieldName, LinkField][];
  const here = entries.filter(([field, known]) => known.place === lens.placeOf?.(field));
  return here.length === entries.length ? link : { ...link, fields: Object.fromEntries(here) };
}

/** The field as known at the place that the mapping has for it now. */
export function noteAtPlace(field: FieldName, known: LinkField, lens: Lens): LinkField {
  const place = lens.placeOf?.(field);
  return place === undefined ? known : { ...known, place };
}
