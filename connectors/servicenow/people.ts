import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { UserRow } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { inBatches, is, isOneOf } from "./query.ts";
import { tablePath } from "./read-page.ts";
import { readAll } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** People kept; the oldest is forgotten first. */
const mostKept = 5_000;
/** An address that was corrected there is seen within this; until then another node may read the one before. */
const freshMs = 2 * 60_000;

export interface Person {
  id: string;
  userName: string;
  name: string;
  /** Lower case; null = none, or not shown. */
  email: string | null;
  active: boolean;
}

export interface PeopleBook {
  /** Those of these `sys_id`s that exist and may be seen. */
  load(ids: readonly string[]): Answer<ReadonlyMap<string, Person>>;
  /** By user name in lower case. */
  loadByName(userNames: readonly string[]): Answer<ReadonlyMap<string, Person>>;
  /** Whoever was loaded before, however long ago; for the mapping, which cannot wait. */
  known(id: string): Person | undefined;
  /** The one active user of this company with the address; null = none, or several. */
  findCaller(companyId: string, email: string): Answer<Person | null>;
}

/** Users are many and change seldom: they are read as tickets name them, many a call, and kept for minutes. */
export function createPeopleBook(client: ServiceNowClient, clock: { now(): Date }): PeopleBook {
  const byId = createShelf(clock);
  const byName = createShelf(clock);
  const fetch = async (shelf: Shelf, field: "sys_id" | "user_name", keys: readonly string[]) => {
    const missing = [...new Set(keys)].filter((key) => shelf.get(key) === undefined);
    for (const batch of inBatches(missing)) {
      const rows = await readAll(client, tablePath("sys_user"), UserRow, [isOneOf(field, batch)]);
      if (!rows.ok) return rows;
      const people = rows.value.map(toPerson);
      for (const person of people) byId.put(person.id, person);
      const keyOf = (person: Person) => (field === "sys_id" ? person.id : person.userName.toLowerCase());
      for (const key of batch) shelf.put(key, people.find((person) => keyOf(person) === key) ?? null);
    }
    return succeed(new Map(keys.flatMap((key) => pairOf(key, shelf.last(key)))));
  };
  return {
    load: (ids) => fetch(byId, "sys_id", ids),
    loadByName: (names) =>
      fetch(
        byName,
        "user_name",
        names.map((name) => name.toLowerCase()),
      ),
    known: (id) => byId.last(id) ?? undefined,
    async findCaller(companyId, email) {
      const rows = await readAll(client, tablePath("sys_user"), UserRow, [
        is("email", email),
        is("company", companyId),
        is("active", "true"),
      ]);
      if (!rows.ok) return rows;
      // The instance's own comparison may be coarser than ours.
      const exact = rows.value.map(toPerson).filter((person) => person.email === email.toLowerCase());
      const [caller = null] = exact.length === 1 ? exact : [];
      // What is written next reads back with this address, however long ago another one was read.
      if (caller) byId.put(caller.id, caller);
      return succeed(caller);
    },
  };
}

export function toPerson(row: UserRow): Person {
  return {
    id: row.sys_id,
    userName: row.user_name ?? "",
    name: row.name ?? row.user_name ?? "",
    email: row.email?.trim().toLowerCase() || null,
    active: row.active !== "false",
  };
}

interface Shelf {
  /** Null = there is nobody; undefined = not known. */
  get(key: string): Person | null | undefined;
  /** However long ago it was put there. */
  last(key: string): Person | null | undefined;
  put(key: string, person: Person | null): void;
}

function createShelf(clock: { now(): Date }): Shelf {
  const kept = new Map<string, { person: Person | null; at: number }>();
  return {
    get(key) {
      const entry = kept.get(key);
      return entry && clock.now().getTime() - entry.at < freshMs ? entry.person : undefined;
    },
    last: (key) => kept.get(key)?.person,
    put(key, person) {
      kept.delete(key);
      kept.set(key, { person, at: clock.now().getTime() });
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
  };
}

function pairOf(key: string, person: Person | null | undefined): (readonly [string, Person])[] {
  return person ? [[key, person]] : [];
}
