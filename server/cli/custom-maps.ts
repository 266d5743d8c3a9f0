import type { ValueMaps } from "../../schemas/value-map.ts";
import { CustomKind } from "../../schemas/value-map.ts";
import { Refused } from "./client.ts";

type CustomMap = NonNullable<ValueMaps["custom"]>;

/**
 * The table of custom fields as the arguments change it: `key=field`, `key=field:kind`, or `key=` to take one out. The last
 * colon counts only before a kind, since names at a vendor may hold colons.
 */
export function changeCustom(known: CustomMap, changes: readonly string[]): CustomMap {
  const table = { ...known };
  for (const change of changes) {
    const split = change.indexOf("=");
    if (split < 1) throw new Refused(`"${change}": say key=FIELD, key=FIELD:KIND, or key= to take it out.`);
    const [key, target] = [change.slice(0, split).replace(/^custom\./, ""), change.slice(split + 1)];
    if (target === "") delete table[key];
    else table[key] = readTarget(target);
  }
  return table;
}

function readTarget(target: string): CustomMap[string] {
  const colon = target.lastIndexOf(":");
  const kind = CustomKind.safeParse(target.slice(colon + 1));
  return colon > 0 && kind.success
    ? { field: target.slice(0, colon), kind: kind.data }
    : { field: target, kind: "text" };
}
