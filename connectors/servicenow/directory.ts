import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { ChoiceRow, DictionaryRow, GroupRow, PriorityRow, UserRow } from "./api-types.ts";
import { type Choice, choiceElements, groupChoices } from "./choices.ts";
import type { ServiceNowClient } from "./client.ts";
import type { Settings } from "./manifest.ts";
import { is, isOneOf } from "./query.ts";
import { tablePath } from "./read-page.ts";
import { readAll } from "./rows.ts";
import type { VendorField } from "../custom-fields.ts";
import { loadTechnicians, readOptional, type Technicians } from "./technicians.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Lists and people change seldom; a changed one is seen within this. */
const freshMs = 15 * 60_000;
const limitedElements = ["short_description", "description", "close_notes"];
/** Lengths that the vendor delivers; read from the dictionary where it may be read. */
const defaultLengths = { short_description: 160, description: 4_000, close_notes: 4_000 };

export interface Group {
  id: string;
  name: string;
  active: boolean;
}

/** What the mapping needs to know of one instance. */
export interface Directory extends Technicians {
  choices: Readonly<Record<string, readonly Choice[]>>;
  groups: ReadonlyMap<string, Group>;
  /** Null = the API user is not found among those that it may see. */
  ownUser: UserRow | null;
  /** Longest text of a column; UTF-16 units. */
  lengths: Readonly<Record<string, number>>;
  /** Columns of the table, where its dictionary may be read; empty = not known. */
  columns: ReadonlySet<string>;
  /** Columns of the customer's own; null = the dictionary may not be read. */
  customColumns: readonly VendorField[] | null;
  /** Customer's own priority lookup: `impact/urgency` → priority; empty = not readable, so the delivered one. */
  lookup: ReadonlyMap<string, string>;
}

export interface DirectorySource {
  (): Answer<Directory>;
}

/** Loads the directory once for all who ask, and again when it has grown old. */
export function createDirectorySource(
  client: ServiceNowClient,
  settings: Settings,
  clock: { now(): Date },
): DirectorySource {
  let known: { directory: Directory; at: number } | undefined;
  let loading: Answer<Directory> | undefined;
  return async () => {
    if (known && clock.now().getTime() - known.at < freshMs) return succeed(known.directory);
    loading ??= load(client, settings).finally(() => (loading = undefined));
    const loaded = await loading;
    if (loaded.ok) known = { directory: loaded.value, at: clock.now().getTime() };
    return loaded;
  };
}

async function load(client: ServiceNowClient, settings: Settings): Answer<Directory> {
  const tables = [...new Set(["task", settings.table])];
  const [choices, groups, own, dictionary, people, lookup] = await Promise.all([
    readAll(client, tablePath("sys_choice"), ChoiceRow, [
      isOneOf("name", tables),
      isOneOf("element", choiceElements),
      is("language", "en"),
    ]),
    readAll(client, tablePath("sys_user_group"), GroupRow, []),
    readAll(client, tablePath("sys_user"), UserRow, [is("user_name", settings.userName)]),
    readOptional(readAll(client, tablePath("sys_dictionary"), DictionaryRow, [isOneOf("name", tables)])),
    loadTechnicians(client),
    readOptional(readAll(client, tablePath("dl_u_priority"), PriorityRow, [])),
  ]);
  if (!choices.ok) return choices;
  if (!groups.ok) return groups;
  if (!own.ok) return own;
  if (!dictionary.ok) return dictionary;
  if (!people.ok) return people;
  if (!lookup.ok) return lookup;
  if (!choices.value.some(({ element }) => element === "state"))
    return fail({
      kind: "forbidden",
      detail: `No states of the table "${settings.table}" can be read from sys_choice; the API user needs to read it.`,
    });
  return succeed({
    ...people.value,
    choices: groupChoices(choices.value, settings.table),
    groups: new Map(groups.value.map((row) => [row.sys_id, toGroup(row)])),
    ownUser: own.value.find(({ user_name: name }) => isSameName(name, settings.userName)) ?? null,
    lengths: readLengths(dictionary.value, settings.table),
    customColumns: listCustomColumns(dictionary.value),
    columns: new Set(dictionary.value.map(({ element }) => element)),
    lookup: new Map(lookup.value.map((row) => [`${row.impact}/${row.urgency}`, row.priority])),
  });
}

export function isSameName(given: string | undefined, wanted: string): boolean {
  return given !== undefined && given.toLowerCase() === wanted.toLowerCase();
}

function toGroup({ sys_id: id, name, active }: { sys_id: string; name: string; active?: string | undefined }): Group {
  return { id, name, active: active !== "false" };
}

function readLengths(rows: readonly DictionaryRow[], table: string): Record<string, number> {
  const lengths: Record<string, number> = { ...defaultLengths };
  for (const name of ["task", table]) {
    for (const row of rows.filter((one) => one.name === name && limitedElements.includes(one.element))) {
      const most = Number(row.max_length);
      if (Number.isInteger(most) && most >= 20) lengths[row.element] = most;
    }
  }
  return lengths;
}

/**
 * Those of the customer's own begin with `u_`, those of an application with `x_`. The due date is a standard one that
 * nothing else of ours is kept in. It is no SLA target: those are rows of their own, which the vendor computes.
 */
function listCustomColumns(rows: readonly DictionaryRow[]): VendorField[] | null {
  if (rows.length === 0) return null;
  const columns = new Map<string, VendorField>();
  for (const { element, column_label: label, max_length: length } of rows) {
    if (!/^[ux]_/.test(element) && element !== "due_date") continue;
    const most = Number(length);
    const limit = Number.isInteger(most) && most > 0 ? { mostText: most } : {};
    columns.set(element, { key: element, label: label || element, ...limit });
  }
  return [...columns.values()];
}

type DictionaryRow = {
  name: string;
  element: string;
  column_label?: string | undefined;
  max_length?: string | undefined;
};
