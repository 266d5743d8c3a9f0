import { ExchangeCustom, type ExchangeTicket } from "../../schemas/exchange.ts";
import type { Json } from "../../schemas/json.ts";
import { customKey, type FieldName, FixedFields } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { DeskRecord } from "../contract.ts";
import { listCustomWrites, readCustomFields, type VendorField } from "../custom-fields.ts";

/** What a ticket of the exchange tells, by the names that its versions use: custom fields are `custom.<their key>`. */
export function listTold({ fields, custom }: Pick<ExchangeTicket, "fields" | "custom">): [FieldName, Json][] {
  const all = [
    ...Object.entries(fields),
    ...Object.entries(custom ?? {}).map(([key, value]) => [`custom.${key}`, value] as const),
  ];
  // The schema has checked the names of both.
  return all.filter(([, value]) => value !== undefined) as [FieldName, Json][];
}

/** The raw values of a record. A custom field that nobody has told is empty, so that ours is written there. */
export function toRaw(told: ReadonlyMap<string, Json>, maps: ValueMaps): DeskRecord["raw"] {
  const fixed = [...told].filter(([name]) => name in FixedFields.shape);
  return { ...Object.fromEntries(fixed), ...readCustomFields(maps, (key) => told.get(`custom.${key}`) ?? null) };
}

/** Raw values as parts of a message, each with its version. */
export function toMessage(
  raw: DeskRecord["raw"],
  maps: ValueMaps,
  versionOf: (name: FieldName) => number,
): Pick<ExchangeTicket, "fields" | "custom" | "versions"> {
  const fields = FixedFields.partial().parse(raw);
  const written = listCustomWrites(maps, raw);
  const custom = ExchangeCustom.parse(Object.fromEntries(written.map(({ key, value }) => [key, value])));
  const names = [...Object.keys(fields), ...written.map(({ key }) => `custom.${key}`)] as FieldName[];
  const versions = Object.fromEntries(names.map((name) => [name, versionOf(name)]));
  return written.length === 0 ? { fields, versions } : { fields, custom, versions };
}

/** Every key that the exchange can name is there on the other side; another one would have the whole message refused. */
export function listSayable(maps: ValueMaps): readonly VendorField[] {
  const keys = Object.values(maps.custom ?? {}).map(({ field }) => field);
  return keys.filter((key) => customKey.test(key)).map((key) => ({ key, label: key }));
}
