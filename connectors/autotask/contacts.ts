import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { ContactItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Ids in one condition; the vendor refuses more than 500. */
const mostIds = 200;
/** Addresses kept; the oldest is forgotten first. */
const mostKept = 5_000;

export interface ContactBook {
  /** Lower-case addresses of these contacts; a contact without one is left out. */
  emailsOf(ids: readonly number[]): Answer<ReadonlyMap<number, string>>;
  /** The active contact of this company with the address; null = there is none. */
  find(companyId: number, email: string): Answer<number | null>;
}

/** Contacts are many and change seldom: they are read as tickets name them, many a call, and kept. */
export function createContactBook(client: AutotaskClient): ContactBook {
  const kept = new Map<number, string | null>();
  return {
    async emailsOf(ids) {
      const missing = [...new Set(ids)].filter((id) => !kept.has(id));
      for (let start = 0; start < missing.length; start += mostIds) {
        const batch = missing.slice(start, start + mostIds);
        const found = await client.queryAll("Contacts", ContactItem, [{ op: "in", field: "id", value: batch }]);
        if (!found.ok) return found;
        for (const id of batch) keep(kept, id, found.value.find((contact) => contact.id === id)?.emailAddress ?? null);
      }
      const known = ids.flatMap((id) => {
        const email = kept.get(id);
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
      return succeed(found.value.find(({ isActive }) => isActive === 1)?.id ?? null);
    },
  };
}

function keep(kept: Map<number, string | null>, id: number, email: string | null): void {
  kept.set(id, email?.toLowerCase() || null);
  if (kept.size <= mostKept) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
