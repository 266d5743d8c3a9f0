import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { UserRow } from "./list-types.ts";
import type { HaloClient } from "./client.ts";
import { readOne, readPages } from "./envelopes.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** People kept; the oldest is forgotten first. */
const mostKept = 20_000;
/** An address that was corrected there is seen within this; until then another node may read the one before. */
const freshMs = 5 * 60_000;
/** From so many unknown people of one client on, all people of the client are read instead of each. */
const fewPeople = 3;

export interface UserBook {
  /** Lower-case addresses of these people; one without an address is left out. */
  emailsOf(people: readonly { userId: number; clientId: number | null }[]): Answer<ReadonlyMap<number, string>>;
  /** The active person of this client with exactly this address; null = there is none. */
  find(clientId: number, email: string): Answer<{ id: number; siteId: number | null } | null>;
}

/** People at the clients are many and change seldom; rows of tickets do not carry their addresses. */
export function createUserBook(client: HaloClient, clock: { now(): Date }): UserBook {
  const kept = new Map<number, { email: string | null; at: number }>();
  const keep = (id: number, email: string | null) => {
    kept.delete(id);
    kept.set(id, { email: email?.trim().toLowerCase() || null, at: clock.now().getTime() });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  const isKnown = (id: number) => clock.now().getTime() - (kept.get(id)?.at ?? Number.NEGATIVE_INFINITY) < freshMs;
  return {
    async emailsOf(people) {
      const missing = people.filter(({ userId }) => !isKnown(userId));
      for (const [clientId, ids] of groupByClient(missing)) {
        if (clientId !== null && ids.size >= fewPeople) {
          const rows = await readUsersOf(client, clientId);
          if (!rows.ok) return rows;
          for (const row of rows.value) keep(row.id, row.emailaddress);
        }
        for (const id of [...ids].filter((one) => !isKnown(one))) {
          const row = await readUser(client, id);
          if (row.ok) keep(id, row.value.emailaddress);
          else if (row.error.kind === "gone") keep(id, null);
          else return row;
        }
      }
      const known = people.flatMap(({ userId }) => {
        const email = kept.get(userId)?.email;
        return email ? [[userId, email] as const] : [];
      });
      return succeed(new Map(known));
    },
    async find(clientId, email) {
      const query = { client_id: clientId, search: email, includeactive: true, includeinactive: false };
      const rows = await readPages(client, "Users", "users", UserRow, query);
      if (!rows.ok) return rows;
      // The search looks at names and logins too, and a filter may have been passed over.
      const found = rows.value.find(
        (row) =>
          row.emailaddress?.trim().toLowerCase() === email && row.client_id === clientId && row.inactive !== true,
      );
      // What is written next reads back with this address, however long ago another one was read.
      if (found) keep(found.id, found.emailaddress);
      return succeed(found ? { id: found.id, siteId: found.site_id_int ?? found.site_id } : null);
    },
  };
}

function groupByClient(
  people: readonly { userId: number; clientId: number | null }[],
): ReadonlyMap<number | null, Set<number>> {
  const groups = new Map<number | null, Set<number>>();
  for (const { userId, clientId } of people) groups.set(clientId, (groups.get(clientId) ?? new Set()).add(userId));
  return groups;
}

function readUsersOf(client: HaloClient, clientId: number): Answer<UserRow[]> {
  const query = { client_id: clientId, includeactive: true, includeinactive: true, order: "id" };
  return readPages(client, "Users", "users", UserRow, query);
}

async function readUser(client: HaloClient, id: number): Answer<UserRow> {
  const answer = await client.call({ method: "GET", path: `Users/${id}`, safe: true });
  return answer.ok ? readOne(UserRow, "users", answer.value, client.redact) : answer;
}
