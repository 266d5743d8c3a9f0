import type { Kysely } from "kysely";
import type { IdSource, Log } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listTenantsOf, type Person } from "../db/people.ts";

export interface PersonAudit {
  /** In the audit of every tenant to which the person belongs, before the answer goes out. */
  note(person: Person, action: string, detail: Readonly<Record<string, unknown>>): Promise<void>;
  /** A sign-in that did not come about; one row a minute for each person and reason, so that nobody can make many of them. */
  noteFailed(who: Person | { unknown: string }, reason: string, address: string): void;
}

const everyMs = 60_000;
const mostKept = 10_000;

export function createPersonAudit({
  db,
  ids,
  log,
  ownTenant,
}: {
  db: Kysely<Database>;
  ids: IdSource;
  log: Log;
  /** Where it stands what was tried under names that nobody has. */
  ownTenant: TenantId;
}): PersonAudit {
  const last = new Map<string, number>();
  const isTime = (key: string) => {
    const now = performance.now();
    if (now - (last.get(key) ?? -everyMs) < everyMs) return false;
    if (last.size >= mostKept) last.clear();
    last.set(key, now);
    return true;
  };
  const noteAll = async (tenants: readonly TenantId[], entry: Parameters<typeof addAudit>[2]) => {
    for (const tenantId of tenants) await addAudit(db, tenantId, entry, ids.next);
  };
  return {
    async note(person, action, detail) {
      const entry = { actor: `person ${person.email}`, action, object: person.id, detail };
      await noteAll(await listTenantsOf(db, person.id), entry);
    },
    noteFailed(who, reason, address) {
      const isKnown = "id" in who;
      if (!isTime(`${isKnown ? who.id : "unknown"} ${reason}`)) return;
      const tried = isKnown ? who.email : mask(who.unknown);
      const detail = { account: tried, reason, address: address.slice(0, 100) };
      log.warn(detail, "a sign-in was refused");
      const entry = { actor: "unknown", action: "person.signInFailed", object: isKnown ? who.id : "unknown", detail };
      // The answer does not wait for it, so that it tells nothing by its time either.
      const written = isKnown
        ? listTenantsOf(db, who.id).then((tenants) => noteAll(tenants, entry))
        : noteAll([ownTenant], entry);
      written.catch((cause: unknown) => log.error({ err: cause }, "a refused sign-in could not be noted"));
    },
  };
}

/** Who mistypes may have typed a password: enough to see what is tried, too little to read it. */
function mask(account: string): string {
  const at = account.lastIndexOf("@");
  return at < 1 ? "***" : `${account.slice(0, 1)}***${account.slice(at)}`.slice(0, 100);
}
