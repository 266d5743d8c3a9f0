import type { Kysely } from "kysely";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { insertMember } from "../db/memberships.ts";
import { addIdentity, ensurePerson, findPersonByIdentity, type Person } from "../db/people.ts";
import { withTenant } from "../db/tenant.ts";
import { listTenants } from "../db/tenants.ts";
import type { Identity, OidcProviderDeps } from "./oidc-provider.ts";
import type { ProviderSettings } from "./people-settings.ts";
import { acceptByIdentity } from "./redeem.ts";

export interface SettleDeps {
  db: Kysely<Database>;
  ids: IdSource;
  providers: Readonly<Record<string, ProviderSettings>>;
  ownTenant: TenantId;
}

/**
 * Whose a verified identity is: known by issuer and subject; or the invited person's, by the link that was brought along; or a new
 * person's, where the provider's entry names a role. An e-mail address alone never says whose it is.
 */
export function createSettle(deps: SettleDeps): OidcProviderDeps["settle"] {
  return async (identity, link) => {
    const known = await findPersonByIdentity(deps.db, identity);
    if (known) return known;
    if (link !== null) return acceptByIdentity(deps, Buffer.from(link, "hex"), identity);
    return letIn(deps, identity);
  };
}

async function letIn(deps: SettleDeps, identity: Identity): Promise<Person | undefined> {
  const { db, ids, providers, ownTenant } = deps;
  const settings = providers[identity.providerId];
  const { email } = identity;
  if (!settings?.role || email === undefined) return undefined;
  const { role } = settings;
  const tenantId = settings.tenant === undefined ? ownTenant : await findTenant(db, settings.tenant);
  const name = identity.name ?? email;
  return withTenant(db, tenantId, async (trx) => {
    const { person, isNew } = await ensurePerson(trx, { name, email });
    // The address is somebody's: who signs in there may be another. From within a session it can be added.
    if (!isNew) return undefined;
    if (!(await addIdentity(trx, person.id, identity))) throw new Error("this identity is somebody's already");
    const invitedBy = `provider ${identity.providerId}`;
    await insertMember(trx, tenantId, { personId: person.id, name, role, clients: null, invitedBy, isAccepted: true });
    const detail = { email: person.email, by: identity.providerId, role };
    const entry = { actor: `person ${person.email}`, action: "person.join", object: person.id, detail };
    await addAudit(trx, tenantId, entry, ids.next);
    return person;
  });
}

async function findTenant(db: Kysely<Database>, wanted: string): Promise<TenantId> {
  const found = (await listTenants(db)).find(({ name }) => name === wanted);
  if (!found) throw new Error(`people.providers: there is no tenant "${wanted}"`);
  return found.id;
}
