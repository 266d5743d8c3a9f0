import type { Kysely } from "kysely";
import type { Principal } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listTenantNames } from "../db/memberships.ts";
import { type Factors, findPerson, readFactors } from "../db/people.ts";
import { endSession, endSessions, listSessions, type SessionLimits, type SessionView } from "../db/sessions.ts";
import { withTenant } from "../db/tenant.ts";

/** Who asks, as they see themselves. */
export interface Me extends Partial<Factors> {
  /** As the audit names it. */
  name: string;
  role: string;
  tenant: { id: string; name: string };
  /** Names; null = all. */
  clients: readonly string[] | null;
  person: { id: string; name: string; email: string } | null;
  /** All for whom the person may act; the header `interdesk-tenant` chooses. */
  tenants: readonly { id: string; name: string; role: string }[];
}

export interface MeService {
  read(by: Principal): Promise<Me>;
  sessions(by: Principal): Promise<readonly (SessionView & { current: boolean })[]>;
  /** @throws AppError `notFound` */
  endSession(by: Principal, id: string): Promise<void>;
  /** This one as well. @returns how many there were */
  endSessions(by: Principal): Promise<number>;
}

export interface MeServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  limits: SessionLimits;
}

export function createMeService({ db, tenantId, ids, limits }: MeServiceDeps): MeService {
  const note = (trx: Kysely<Database>, by: Principal, action: string, detail: Readonly<Record<string, unknown>>) =>
    addAudit(trx, tenantId, { actor: by.name, action, object: by.person?.id ?? "", detail }, ids.next);
  return {
    async read(by) {
      const names = await listTenantNames(db, tenantId, by.clients, by.person?.id);
      const { name, role } = by;
      const person = by.person && (await findPerson(db, by.person.id));
      const factors = by.person && (await readFactors(db, by.person.id));
      return { name, role, ...names, person: person ?? null, ...factors };
    },
    async sessions({ person }) {
      if (!person) return [];
      const rows = await listSessions(db, person.id, limits);
      return rows.map((row) => ({ ...row, current: row.id === person.sessionId }));
    },
    async endSession(by, id) {
      await withTenant(db, tenantId, async (trx) => {
        if (!by.person || !(await endSession(trx, by.person.id, id)))
          throw new AppError("notFound", "There is no such session.");
        await note(trx, by, "person.sessionEnd", { session: id });
      });
    },
    endSessions: (by) =>
      withTenant(db, tenantId, async (trx) => {
        if (!by.person) throw new AppError("notFound", "There is no session: whoever asks has not signed in.");
        const ended = await endSessions(trx, by.person.id);
        await note(trx, by, "person.signOutEverywhere", { ended });
        return ended;
      }),
  };
}
