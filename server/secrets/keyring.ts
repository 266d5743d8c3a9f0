import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Master keys by id; the first encrypts, all decrypt, so that a key can be changed while the hub runs. */
export interface Keyring {
  seal(plain: Buffer, context: string): string;
  /** @throws Error when the key is not in the ring, or the text belongs to another context */
  open(sealed: string, context: string): Buffer;
  firstId: string;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Reads a key ring: one `id:base64` a line, 32 bytes each.
 *
 * @throws Error naming the line, never the key
 */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Buffer>();
  const lines = text.split(/[\n,]/).map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const [id, encoded, ...more] = line.split(":");
    const key = Buffer.from(encoded ?? "", "base64");
    if (!id || !/^[a-z0-9-]{1,32}$/i.test(id) || key.length !== keyBytes || more.length > 0) {
      throw new Error(`master key, line ${index + 1}: expected "<id>:<32 bytes in base64>"`);
    }
    keys.set(id, key);
  }
  const [first] = keys;
  if (!first) throw new Error('the master key is empty: expected at least one line "<id>:<32 bytes in base64>"');
  const [firstId, firstKey] = first;
  return {
    firstId,
    seal: (plain, context) => sealWith(firstKey, firstId, plain, context),
    open(sealed, context) {
      const id = sealed.split(".")[1] ?? "";
      const key = keys.get(id);
      if (!key)
        throw new Error(
          `the master key "${id}" is needed and is not in the key ring; add its line to INTERDESK_MASTER_KEY or the master-key file`,
        );
      return openWith(key, sealed, context);
    },
  };
}

/** AES-256-GCM as `v1.kid.nonce.ciphertext.tag`, base64url; the context is authenticated, not stored. @see NIST SP 800-38D */
export function sealWith(key: Buffer, keyId: string, plain: Buffer, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ["v1", keyId, ...[nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

export function openWith(key: Buffer, sealed: string, context: string): Buffer {
  const [version, , nonce, ciphertext, tag] = sealed.split(".");
  if (version !== "v1" || nonce === undefined || ciphertext === undefined || tag === undefined)
    throw new Error("a sealed secret is damaged");
  const tagPart = Buffer.from(tag, "base64url");
  if (tagPart.length !== tagBytes) throw new Error("a sealed secret is damaged");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(tagPart);
  try {
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]);
  } catch (cause) {
    throw new Error("a sealed secret does not belong where it was found, or the key is another one", { cause });
  }
}

/** The configured ring, or the file in the data folder, made at first start. Keep a copy of it apart from backups. */
export async function loadKeyring(dataDir: string, configured: string | undefined): Promise<Keyring> {
  if (configured) return parseKeyring(configured);
  const file = path.join(dataDir, "master-key");
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found !== undefined) return parseKeyring(found);
  const made = `k1:${randomBytes(keyBytes).toString("base64")}\n`;
  await writeFile(file, made, { mode: 0o600, flag: "wx" });
  await chmod(file, 0o600);
  return parseKeyring(made);
}
