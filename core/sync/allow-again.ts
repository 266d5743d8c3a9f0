import type { Link, LinkField } from "../../schemas/link.ts";
import type { FieldName } from "../../schemas/ticket.ts";

/**
 * What a person lets try once more: values that the desk refused or kept changing back are owed again. What has no word
 * there stays held until the table knows it.
 */
export function allowAgain(fields: Link["fields"]): Link["fields"] {
  const freed: Link["fields"] = {};
  for (const [name, known] of Object.entries(fields) as [FieldName, LinkField][]) {
    const { held, putBack: _putBack, pushedRev: _pushedRev, ...rest } = known;
    freed[name] = held?.kind === "refused" || held?.kind === "contested" ? rest : known;
  }
  return freed;
}
