import { hkdfSync, randomBytes } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { ConnectionId, TenantId, WebhookId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";
import { keepInstanceSecret, listInstanceSecrets, replaceInstanceSecret } from "../db/instance-secrets.ts";
import { withTenant } from "../db/tenant.ts";
import { listTenants } from "../db/tenants.ts";
import { type Keyring, openWith, sealWith } from "./keyring.ts";

/**
 * Secrets of connections and webhooks, under envelope encryption: master key → key of the tenant → secret. A ciphertext opens
 * only for its own tenant, owner, field and version.
 */
export interface Vault {
  seal(
    tenantId: TenantId,
    ownerId: ConnectionId | WebhookId,
    secrets: Readonly<Record<string, string>>,
    version: number,
  ): Promise<Record<string, string>>;
  open(
    tenantId: TenantId,
    ownerId: ConnectionId | WebhookId,
    sealed: Readonly<Record<string, string>>,
    version: number,
  ): Promise<Record<string, string>>;
  /**
   * A key of the tenant for one purpose: the same for ever, whatever becomes of the master key.
   *
   * @returns 32 bytes, from which neither the tenant's key nor another purpose's can be told @see RFC 5869
   */
  derive(tenantId: TenantId, purpose: string): Promise<Buffer>;
  /** A key of the instance, made when it is first asked for: the same for ever, whatever becomes of tenants and master keys. */
  instanceKey(name: string): Promise<Buffer>;
  /**
   * Opens the tenant's own key, where it has one, so that a wrong master key is noticed before work.
   *
   * @throws Error saying that the master key is another one, and what to do
   */
  check(tenantId: TenantId): Promise<void>;
  /** The same of every tenant, and of the instance's own keys. */
  checkAll(): Promise<void>;
  /**
   * Seals the tenants' own keys, and the instance's, with the first key of this ring, which is used from now on: afterwards the
   * others may go.
   *
   * @param note writes down, in the same transaction, that a tenant's key was sealed anew
   * @returns how many tenants' were
   */
  rewrap(
    ring: Keyring,
    tenantIds: readonly TenantId[],
    note?: (trx: Transaction<Database>, tenantId: TenantId) => Promise<void>,
  ): Promise<number>;
}

export function createVault(db: Kysely<Database>, ring: Keyring): Vault {
  let keyring = ring;
  const keys = new Map<TenantId, Promise<Buffer>>();
  const keyOf = (tenantId: TenantId): Promise<Buffer> => {
    const known = keys.get(tenantId) ?? loadKey(db, keyring, tenantId);
    keys.set(tenantId, known);
    known.catch(() => keys.delete(tenantId));
    return known;
  };
  return {
    async seal(tenantId, ownerId, secrets, version) {
      const key = await keyOf(tenantId);
      return mapValues(secrets, (value, field) =>
        sealWith(key, "tenant", Buffer.from(value), contextOf(tenantId, ownerId, field, version)),
      );
    },
    async open(tenantId, ownerId, sealed, version) {
      const key = await keyOf(tenantId);
      return mapValues(sealed, (value, field) =>
        openWith(key, value, contextOf(tenantId, ownerId, field, version)).toString(),
      );
    },
    derive: async (tenantId, purpose) =>
      Buffer.from(hkdfSync("sha256", await keyOf(tenantId), tenantId, `interdesk ${purpose}`, 32)),
    instanceKey: (name) => loadInstanceKey(db, keyring, name),
    check: (tenantId) => checkKey(db, keyring, tenantId),
    async checkAll() {
      for (const { id } of await listTenants(db)) await checkKey(db, keyring, id);
      for (const { name, wrapped } of await listInstanceSecrets(db))
        checkSealed(() => keyring.open(wrapped, instanceContext(name)));
    },
    async rewrap(next, tenantIds, note = async () => {}) {
      let sealed = 0;
      for (const tenantId of tenantIds) sealed += (await rewrapKey(db, next, tenantId, note)) ? 1 : 0;
      await rewrapInstance(db, next);
      keyring = next;
      return sealed;
    },
  };
}

function contextOf(tenantId: string, ownerId: string, field: string, version: number): string {
  return `${tenantId}|${ownerId}|${field}|${version}`;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string, key: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** The tenant's own key, made at its first secret. Two nodes may make one at once: the first that is stored counts. */
async function loadKey(db: Kysely<Database>, keyring: Keyring, tenantId: TenantId): Promise<Buffer> {
  const context = keyContext(tenantId);
  return withTenant(db, tenantId, async (trx) => {
    const read = () => readWrapped(trx, tenantId);
    const found = await read();
    if (found) return keyring.open(found.wrapped, context);
    const wrapped = keyring.seal(randomBytes(32), context);
    await trx
      .insertInto("tenant_key")
      .values({ tenant_id: tenantId, wrapped })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const stored = await read();
    if (!stored) throw new Error("the key of a tenant could not be stored");
    return keyring.open(stored.wrapped, context);
  });
}

async function rewrapKey(
  db: Kysely<Database>,
  keyring: Keyring,
  tenantId: TenantId,
  note: (trx: Transaction<Database>, tenantId: TenantId) => Promise<void>,
): Promise<boolean> {
  const context = keyContext(tenantId);
  return withTenant(db, tenantId, async (trx) => {
    const found = await readWrapped(trx, tenantId);
    if (!found || found.wrapped.split(".")[1] === keyring.firstId) return false;
    const wrapped = keyring.seal(keyring.open(found.wrapped, context), context);
    await trx.updateTable("tenant_key").set({ wrapped }).where("tenant_id", "=", tenantId).execute();
    await note(trx, tenantId);
    return true;
  });
}

async function loadInstanceKey(db: Kysely<Database>, keyring: Keyring, name: string): Promise<Buffer> {
  const found = (await listInstanceSecrets(db)).find((one) => one.name === name)?.wrapped;
  const fresh = () => keyring.seal(randomBytes(32), instanceContext(name));
  return keyring.open(found ?? (await keepInstanceSecret(db, { name, wrapped: fresh() })), instanceContext(name));
}

async function rewrapInstance(db: Kysely<Database>, keyring: Keyring): Promise<void> {
  for (const secret of await listInstanceSecrets(db)) {
    if (secret.wrapped.split(".")[1] === keyring.firstId) continue;
    const context = instanceContext(secret.name);
    await replaceInstanceSecret(db, secret, keyring.seal(keyring.open(secret.wrapped, context), context));
  }
}

async function checkKey(db: Kysely<Database>, keyring: Keyring, tenantId: TenantId): Promise<void> {
  const found = await withTenant(db, tenantId, (trx) => readWrapped(trx, tenantId));
  if (found) checkSealed(() => checkWrapped(keyring, tenantId, found.wrapped));
}

function checkSealed(open: () => void): void {
  try {
    open();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown error";
    throw new Error(
      `The secrets in this database were sealed with another master key (${reason}). Put that key back, from the copy of its file or beside the new one in INTERDESK_MASTER_KEY; without it every connection needs its secrets anew.`,
      { cause },
    );
  }
}

function instanceContext(name: string): string {
  return `instance|${name}`;
}

function keyContext(tenantId: TenantId): string {
  return `${tenantId}|tenantKey`;
}

/** @throws Error when the ring does not open a tenant's own key, as the database has it */
export function checkWrapped(keyring: Keyring, tenantId: TenantId, wrapped: string): void {
  keyring.open(wrapped, keyContext(tenantId));
}

function readWrapped(trx: Transaction<Database>, tenantId: TenantId) {
  return trx.selectFrom("tenant_key").select("wrapped").where("tenant_id", "=", tenantId).executeTakeFirst();
}
