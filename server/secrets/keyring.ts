import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "../sync-folder.ts";

/** Master keys by id; the first encrypts, all decrypt, so that a key can be changed while the hub runs. */
export interface Keyring {
  seal(plain: Buffer, context: string): string;
  /** @throws Error when the key is not in the ring, or the text belongs to another context */
  open(sealed: string, context: string): Buffer;
  firstId: string;
  has(id: string): boolean;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** 43 digits and one `=` are 32 bytes exactly. */
const keyLine = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/i;

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
    const [, id, encoded] = keyLine.exec(line) ?? [];
    if (id === undefined || encoded === undefined)
      throw new Error(`master key, line ${index + 1}: expected "<id>:<32 bytes in base64>"`);
    if (keys.has(id)) throw new Error(`master key, line ${index + 1}: the id "${id}" is there twice`);
    keys.set(id, Buffer.from(encoded, "base64"));
  }
  const [first] = keys;
  if (!first) throw new Error('the master key is empty: expected at least one line "<id>:<32 bytes in base64>"');
  const [firstId, firstKey] = first;
  return {
    firstId,
    has: (id) => keys.has(id),
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

/**
 * The configured ring, or the file in the data folder, made at first start. Keep a copy of it apart from backups.
 *
 * @param configured the ring itself, or `file:<path>` of one, as container platforms mount secrets
 * @throws Error when a file is there and cannot be read; a key is never made over it
 */
export async function loadKeyring(dataDir: string, configured: string | undefined): Promise<Keyring> {
  const found = await findKeyring(dataDir, configured);
  if (found) return found;
  const file = keyFileOf(dataDir);
  await makeKeyFile(file);
  return parseKeyring((await readKeyFile(file)) ?? "");
}

/** The same where no key is to be made: undefined = none is configured, and none is in the data folder. */
export async function findKeyring(dataDir: string, configured: string | undefined): Promise<Keyring | undefined> {
  if (configured?.startsWith("file:")) {
    const file = configured.slice("file:".length);
    const text = await readKeyFile(file);
    if (text === undefined) throw new Error(`the master key file ${file} does not exist`);
    return parseKeyring(text);
  }
  if (configured) return parseKeyring(configured);
  const found = await readKeyFile(keyFileOf(dataDir));
  return found === undefined ? undefined : parseKeyring(found);
}

function keyFileOf(dataDir: string): string {
  return path.join(dataDir, "master-key");
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw new Error(`the master key file ${file} cannot be read`, { cause });
  }
}

/** On disk before anything is sealed with it; of two processes that start at once, the first one's key stays. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`k1:${randomBytes(keyBytes).toString("base64")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
  } finally {
    await rm(draft);
  }
  await syncFolder(path.dirname(file));
}
