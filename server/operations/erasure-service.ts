import type { Kysely, Transaction } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import { actorNow } from "../access/acting.ts";
import { AppError } from "../api/problem.ts";
import { erasedPurpose, hashWord } from "../audit/hide-erased.ts";
import { addAudit, findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { countClientRows, eraseClientRows, listDefaultsTo } from "../db/erase-client.ts";
import {
  countPersonRows,
  type ErasedWord,
  erasePersonRows,
  isMember,
  isOnDuty,
  lockErasure,
  noteErased,
} from "../db/erase-person.ts";
import { withTenant } from "../db/tenant.ts";
import type { Vault } from "../secrets/vault.ts";

/** Whom an erasure is about: a person by e-mail address or name, a client by its name. */
export interface ErasureOf {
  kind: "person" | "client";
  name: string;
}

export interface ErasureReport {
  /** What stands in the place of the name from then on. */
  pseudonym: string;
  /** Rows by table, or by table and column. */
  rows: Record<string, number>;
  erased: boolean;
}

export interface ErasureService {
  /** What would be erased. */
  preview(of: ErasureOf): Promise<ErasureReport>;
  /** @param confirm the name once more. @throws AppError `invalid` when it is another one */
  erase(of: ErasureOf, confirm: string): Promise<ErasureReport>;
}

export interface ErasureDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Pick<Vault, "derive">;
  ids: World["ids"];
}

/** Shorter words would be found everywhere. */
const leastLetters = 4;

export function createErasureService({ db, tenantId, vault, ids }: ErasureDeps): ErasureService {
  const run = async (of: ErasureOf, isWanted: boolean): Promise<ErasureReport> => {
    const name = of.name.trim();
    if (name.length < leastLetters)
      throw new AppError("invalid", `"${name}" is too short to be told apart: give a full name or an e-mail address.`);
    const hash = hashWord(await vault.derive(tenantId, erasedPurpose), name);
    const pseudonym = `erased-${hash.toString("hex", 0, 5)}`;
    const clientId = of.kind === "client" ? await findNamed(db, tenantId, name) : undefined;
    return withTenant(db, tenantId, async (trx) => {
      if (isWanted) await lockErasure(trx, tenantId);
      const rows = clientId
        ? await eraseClient(trx, tenantId, clientId, isWanted)
        : await erasePerson(trx, tenantId, buildWord(name, pseudonym), isWanted);
      if (isWanted) {
        await noteErased(trx, tenantId, hash, pseudonym);
        const entry = {
          actor: actorNow(),
          action: `erase.${of.kind}`,
          object: clientId ?? pseudonym,
          detail: { rows },
        };
        await addAudit(trx, tenantId, entry, ids.next);
      }
      return { pseudonym, rows, erased: isWanted };
    });
  };
  return {
    preview: (of) => run(of, false),
    async erase(of, confirm) {
      if (confirm !== of.name)
        throw new AppError("invalid", `confirm is ${JSON.stringify(confirm)}: expected the name once more, exactly.`);
      return run(of, true);
    },
  };
}

async function findNamed(db: Kysely<Database>, tenantId: TenantId, name: string): Promise<ClientId> {
  const found = await findClient(db, tenantId, name);
  if (!found) throw new AppError("notFound", `There is no client "${name}".`);
  return found;
}

async function eraseClient(
  trx: Transaction<Database>,
  tenantId: TenantId,
  clientId: ClientId,
  isWanted: boolean,
): Promise<Record<string, number>> {
  const rows = await countClientRows(trx, tenantId, clientId);
  if (!isWanted) return rows;
  const defaults = await listDefaultsTo(trx, tenantId, clientId);
  if (defaults.length > 0)
    throw new AppError(
      "conflict",
      `What comes through ${defaults.join(", ")} is this client's: name another default client for it, or remove the connection, first.`,
    );
  await eraseClientRows(trx, tenantId, clientId);
  return rows;
}

async function erasePerson(
  trx: Transaction<Database>,
  tenantId: TenantId,
  word: ErasedWord,
  isWanted: boolean,
): Promise<Record<string, number>> {
  const rows = await countPersonRows(trx, tenantId, word);
  if (!isWanted) return rows;
  if (await isOnDuty(trx, tenantId, word))
    throw new AppError("conflict", "The duty plan names them still: take them out of it first, then erase.");
  if (await isMember(trx, tenantId, word))
    throw new AppError("conflict", "They sign in here: remove them first (interdesk people remove), then erase.");
  await erasePersonRows(trx, tenantId, word);
  return rows;
}

/** By itself, and as it stands in JSON. */
function buildWord(name: string, pseudonym: string): ErasedWord {
  const inJson = JSON.stringify(name).slice(1, -1);
  const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const forms = [...new Set([name, inJson])].map(escape).join("|");
  return { word: name, pattern: `(?<![[:alnum:]])(?:${forms})(?![[:alnum:]])`, pseudonym };
}
