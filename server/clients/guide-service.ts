import { isDeepStrictEqual } from "node:util";
import type { Kysely } from "kysely";
import type { ClientGuide } from "../../schemas/client-guide.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { actorNow } from "../access/acting.ts";
import { isPortal, type Principal, seesClient } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import { expectVersion, type ExpectedVersions } from "../api/versions.ts";
import { addAudit } from "../db/admin.ts";
import { type KeptGuide, lockClient, readGuide, saveGuide } from "../db/client-guide.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";

export interface GuideDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: { next(): string };
}

const nowhere = "There is no such client.";

/**
 * Whom to speak to at a client, and what is done there. It is the provider's own: who looks for the client does not find it.
 *
 * @param wanted id or name
 * @throws AppError `notFound`, also for what is not theirs
 */
export async function showGuide({ db, tenantId }: GuideDeps, by: Principal, wanted: string): Promise<KeptGuide> {
  const guide = await readGuide(db, tenantId, wanted);
  if (!guide || isPortal(by) || !seesClient(by, guide.clientId)) throw new AppError("notFound", nowhere);
  return guide;
}

/** What is left out stays. @throws AppError as {@link showGuide}; `changedMeanwhile` */
export async function changeGuide(
  deps: GuideDeps,
  by: Principal,
  wanted: string,
  patch: GuidePatch,
  expected?: ExpectedVersions,
): Promise<KeptGuide> {
  const { clientId } = await showGuide(deps, by, wanted);
  return writeGuide(deps, clientId, patch, expected);
}

export type GuidePatch = { [Part in keyof ClientGuide]?: ClientGuide[Part] | undefined };

/** Writes it with its row of the audit, which names whom and what, and no numbers and addresses. */
export async function writeGuide(
  { db, tenantId, ids }: GuideDeps,
  clientId: string,
  { contacts, runbooks }: GuidePatch,
  expected?: ExpectedVersions,
): Promise<KeptGuide> {
  return withTenant(db, tenantId, async (trx) => {
    await lockClient(trx, tenantId, clientId);
    const known = await readGuide(trx, tenantId, clientId);
    if (!known) throw new AppError("notFound", nowhere);
    expectVersion(expected, known.version, known);
    const changed = { ...known, contacts: contacts ?? known.contacts, runbooks: runbooks ?? known.runbooks };
    if (isDeepStrictEqual(changed, known)) return known;
    const saved = { ...changed, version: known.version + 1 };
    await saveGuide(trx, tenantId, saved);
    const detail = {
      client: known.client,
      version: saved.version,
      contacts: saved.contacts.map(({ name }) => name),
      runbooks: saved.runbooks.map(({ title }) => title),
    };
    const entry = { actor: actorNow(), action: "client.guide", object: clientId, detail };
    await addAudit(trx, tenantId, entry, ids.next);
    return saved;
  });
}
