import type { Json } from "../schemas/json.ts";
import {
  type CustomField,
  type CustomValue,
  type FieldName,
  type FieldValue,
  type FixedField,
  isCustom,
  mostCustomText,
} from "../schemas/ticket.ts";
import type { CustomEntry, CustomKind, ValueMaps } from "../schemas/value-map.ts";
import type { Lens, LensReading, LensWriting } from "../core/ports/desk.ts";

/** A field of the customer's own, as the vendor describes it. */
export interface VendorField {
  /** What a mapping names. */
  key: string;
  label: string;
  /** Longest text that it holds, where that is known; UTF-16 units. */
  mostText?: number;
}

/** The mapping of a connector's fixed fields; {@link withCustom} adds the custom ones. */
export interface FixedLens {
  from(field: FixedField, raw: Json): LensReading;
  to(field: FixedField, value: FieldValue): LensWriting;
  isShapeOf(field: FixedField, sent: Json, back: Json): boolean;
}

/** Raw value of a field that the vendor does not answer with: gone there, or hidden from us, which is not the same as empty. */
const absent = { absent: true } as const;
const cutMark = " …";

/** Fields that a connection carries: the connector's fixed ones, and the custom ones that are mapped. */
export function listFields(fixed: readonly FixedField[], maps: ValueMaps): readonly FieldName[] {
  return [...fixed, ...entriesOf(maps).map(([field]) => field)];
}

function entriesOf(maps: ValueMaps): [CustomField, CustomEntry][] {
  return Object.entries(maps.custom ?? {}).map(([key, entry]) => [`custom.${key}`, entry]);
}

/**
 * The mapped custom fields of one record.
 *
 * @param find a field's value by the vendor's key, as the vendor says it; undefined = the answer does not hold the field
 */
export function readCustomFields(
  maps: ValueMaps,
  find: (key: string) => Json | undefined,
): Partial<Record<CustomField, Json>> {
  return Object.fromEntries(entriesOf(maps).map(([field, { field: key }]) => [field, orAbsent(find(key))]));
}

function orAbsent(value: Json | undefined): Json {
  return value === undefined ? absent : value;
}

/** Raw values that are to be written, by the vendor's keys; fixed fields are passed over. */
export function listCustomWrites(
  maps: ValueMaps,
  raw: Partial<Record<FieldName, Json>>,
): { key: string; value: Json; kind: CustomKind }[] {
  return entriesOf(maps).flatMap(([field, { field: key, kind }]) => {
    const value = raw[field];
    return value === undefined ? [] : [{ key, value, kind }];
  });
}

/** A raw value as text, for vendors whose custom fields hold nothing else; null = empty. */
export function toCustomText(value: Json): string | null {
  return value === null || typeof value === "object" ? null : String(value);
}

/**
 * A connector's lens with the connection's custom fields.
 *
 * @param fields what the vendor has, at the last look; null = it does not tell
 */
export function withCustom(lens: FixedLens, maps: ValueMaps, fields: readonly VendorField[] | null): Lens {
  const entries = new Map(entriesOf(maps));
  return {
    placeOf: (field) => (isCustom(field) ? entries.get(field)?.field : undefined),
    from: (field, raw) => (isCustom(field) ? readCustom(field, raw, entries.get(field)) : lens.from(field, raw)),
    to: (field, value) =>
      isCustom(field) ? writeCustom(field, value, entries.get(field), fields) : lens.to(field, value),
    isShapeOf: (field, sent, back) =>
      isCustom(field) ? isCustomShape(sent, back, entries.get(field)) : lens.isShapeOf(field, sent, back),
  };
}

function readCustom(field: CustomField, raw: Json, entry: CustomEntry | undefined): LensReading {
  if (entry === undefined) return { kind: "ignored" };
  if (isAbsent(raw)) return { kind: "unmapped", detail: missing(field, entry) };
  const value = toKind(raw, entry.kind);
  if (value !== undefined) return { kind: "value", value };
  return { kind: "unmapped", detail: wrongKind(field, `Their field "${entry.field}" holds ${show(raw)}`, entry) };
}

function writeCustom(
  field: CustomField,
  value: FieldValue,
  entry: CustomEntry | undefined,
  fields: readonly VendorField[] | null,
): LensWriting {
  if (entry === undefined) return { kind: "ignored" };
  const theirs = fields?.find(({ key }) => key === entry.field);
  if (fields !== null && theirs === undefined) return { kind: "unmapped", detail: missing(field, entry) };
  const raw = toKind(value, entry.kind);
  if (raw === undefined)
    return { kind: "unmapped", detail: wrongKind(field, `Our ${field} holds ${show(value)}`, entry) };
  return { kind: "raw", raw: typeof raw === "string" ? cut(raw, theirs?.mostText) : raw };
}

/** Cut with a mark, so that nobody takes a part for the whole. */
function cut(text: string, most: number | undefined): string {
  if (most === undefined || text.length <= most) return text;
  return `${text.slice(0, Math.max(0, most - cutMark.length)).toWellFormed()}${cutMark}`.slice(0, most);
}

/** `5` for `"5.0"`, a day for its midnight, blanks and line ends: the same value in another spelling. */
function isCustomShape(sent: Json, back: Json, entry: CustomEntry | undefined): boolean {
  if (entry === undefined || isAbsent(back)) return false;
  const [ours, theirs] = [toKind(sent, entry.kind), toKind(back, entry.kind)];
  if (ours === undefined || theirs === undefined) return false;
  return typeof ours === "string" && typeof theirs === "string" ? fold(ours) === fold(theirs) : ours === theirs;
}

function isAbsent(raw: Json): boolean {
  return raw !== null && typeof raw === "object" && "absent" in raw;
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** @returns undefined for what the kind cannot hold */
function toKind(value: Json, kind: CustomKind): CustomValue | undefined {
  if (value === null) return null;
  if (typeof value === "object") return undefined;
  const text = typeof value === "string" ? value.replaceAll(/\r\n?/g, "\n").trim() : String(value);
  if (text === "") return null;
  switch (kind) {
    case "text":
      return text.length <= mostCustomText ? text : undefined;
    case "number":
      return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
    case "boolean":
      return booleans[text.toLowerCase()];
    case "date":
      return toDay(text);
    case "instant":
      return toInstant(text);
  }
}

const booleans: Readonly<Partial<Record<string, boolean>>> = { true: true, false: false, "1": true, "0": false };

/** A day may come with the midnight at which it begins. Any other time of the day would be lost without a word. */
function toDay(text: string): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0{1,9})?)?Z?)?$/.exec(text)?.[1];
  // A day that no month has is taken for the next month's otherwise.
  return day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ? day : undefined;
}

/** Vendors write moments in UTC, with a T or a blank, and with or without saying so; parts of a second are not kept. */
function toInstant(text: string): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?Z?$/.exec(text) ?? [];
  if (day === undefined || time === undefined || toDay(day) === undefined) return undefined;
  const moment = `${day}T${time.padEnd(8, ":00")}Z`;
  return new Date(moment).toJSON() === null ? undefined : moment;
}

function show(value: Json): string {
  return JSON.stringify(value).slice(0, 100);
}

function missing(field: CustomField, { field: key }: CustomEntry): string {
  return `The desk has no field "${key}" (any more), or does not show it to the API user. ${remap(field)}`;
}

function wrongKind(field: CustomField, holds: string, { kind }: CustomEntry): string {
  return `${holds}, which is no ${kind}. ${remap(field)}`;
}

function remap(field: CustomField): string {
  return `Map it anew with: interdesk connection maps NAME --custom ${field.slice("custom.".length)}=FIELD:KIND`;
}
