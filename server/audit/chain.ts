import { createHmac, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import type { TenantId } from "../../schemas/ids.ts";
import type { Vault } from "../secrets/vault.ts";
import { type AuditRow, buildSealedRow, writeCanonical } from "./canonical-row.ts";

/** A row's hash, over the hash before it and the row; 32 bytes each. */
export type LinkRow = (previous: Buffer, row: AuditRow) => Buffer;

/** The newest place in a tenant's chain. */
export interface ChainHead {
  sequence: number;
  hash: Buffer;
}

/** What stands before the first row. */
export const beginning: Buffer = Buffer.alloc(32);

export function createLink(tenantId: TenantId, key: Buffer): LinkRow {
  // Made once: given the bytes each time, Node takes eight times as long.
  const secret = createSecretKey(key);
  return (previous, row) =>
    createHmac("sha256", secret)
      .update(previous)
      .update(writeCanonical(buildSealedRow(tenantId, row)))
      .digest();
}

/** Whoever has it can verify what was exported, and could forge it, too; it opens nothing else. */
export function deriveChainKey(vault: Pick<Vault, "derive">, tenantId: TenantId): Promise<Buffer> {
  return vault.derive(tenantId, "audit chain");
}

/** Ed25519 private keys in PKCS #8 are this and 32 bytes. @see RFC 8410 §7 */
const privateKeyHead = Buffer.from("302e020100300506032b657004220420", "hex");

/** Signs anchors; the public half verifies them, wherever they are kept. */
export async function deriveAnchorKeys(
  vault: Pick<Vault, "derive">,
  tenantId: TenantId,
): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  const seed = await vault.derive(tenantId, "audit anchors");
  const privateKey = createPrivateKey({ key: Buffer.concat([privateKeyHead, seed]), format: "der", type: "pkcs8" });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
