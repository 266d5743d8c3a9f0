import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { ContactItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Ids in one condition; the vendor refuses more than 500. */
const mostIds = 200;
/** Addresses kept; the oldest is forgotten first. */
const mostKept = 5_000;
/** An address that was corrected there is seen within this; until then another node may read the one before. */
const freshMs = 2 * 60_000;

interface Kept {
  /** Lower case; null = it has none. */
  email: string | null;
  at: number;
}

export interface ContactBook {
  /** Lower-case addresses of these contacts; a contact without one is left out. */
  emailsOf(ids: readonly number[]): Answer<ReadonlyMap<number, string>>;
  /** The active contact of this company with the address; null = there is none. */
  find(companyId: number, email: string): Answer<number | null>;
}

/** Contacts are many and change seldom: they are read as tickets name them, many a call, and kept for minutes. */
export function createContactBook(client: AutotaskClient, clock: { now(): Date }): ContactBook {
  const kept = new Map<number, Kept>();
  const keep = (id: number, email: string | null) => {
    kept.delete(id);
    kept.set(id, { email: email?.toLowerCase() || null, at: clock.now().getTime() });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  const isFresh = (id: number) => clock.now().getTime() - (kept.get(id)?.at ?? Number.NEGATIVE_INFINITY) < freshMs;
  return {
    async emailsOf(ids) {
      const missing = [...new Set(ids)].filter((id) => !isFresh(id));
      for (let start = 0; start < missing.length; start += mostIds) {
        const batch = missing.slice(start, start + mostIds);
        const found = await client.queryAll("Contacts", ContactItem, [{ op: "in", field: "id", value: batch }]);
        if (!found.ok) return found;
        for (const id of batch) keep(id, found.value.find((contact) => contact.id === id)?.emailAddress ?? null);
      }
      const known = ids.flatMap((id) => {
        const email = kept.get(id)?.email;
        return email ? [[id, email] as const] : [];
      });
      return succeed(new Map(known));
    },
    async find(companyId, email) {
      const found = await client.queryAll("Contacts", ContactItem, [
        { op: "eq", field: "emailAddress", value: email },
        { op: "eq", field: "companyID", value: companyId },
      ]);
      if (!found.ok) return found;
      const contact = found.value.find(({ isActive }) => isActive === 1);
      // What is written next reads back with this address, however long ago another one was read.
      if (contact) keep(contact.id, contact.emailAddress);
      return succeed(contact?.id ?? null);
    },
  };
}
