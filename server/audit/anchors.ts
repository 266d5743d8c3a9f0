import { type KeyObject, sign, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { TenantId } from "../../schemas/ids.ts";
import { writeCanonical } from "./canonical-row.ts";
import type { ChainHead } from "./chain.ts";
import type { SeenHead } from "./verify-chain.ts";

const Anchor = z.strictObject({
  tenant: z.uuid(),
  sequence: z.number().int().positive(),
  /** Hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was seen; ISO, UTC. */
  at: z.string(),
  /** Ed25519 over the canonical JSON (RFC 8785) of the members before; base64url. */
  signature: z.string(),
});

/** A file of heads beside the database: a chain by itself does not show that its end was cut off. */
export interface AnchorFile {
  path: string;
  /** On disk when this resolves. */
  append(tenantId: TenantId, head: ChainHead, at: Date, key: KeyObject): Promise<void>;
  read(tenantId: TenantId, key: KeyObject): Promise<ReadAnchors>;
}

export interface ReadAnchors {
  bySequence: ReadonlyMap<number, readonly SeenHead[]>;
  count: number;
  /** Numbers of lines that are no anchors, as a power cut may leave one. */
  unreadable: readonly number[];
  /** Numbers of lines that were not signed by us. */
  forged: readonly number[];
}

export function openAnchorFile(path: string): AnchorFile {
  return {
    path,
    async append(tenantId, { sequence, hash }, at, key) {
      const seen = { tenant: tenantId, sequence, hash: hash.toString("hex"), at: at.toISOString() };
      const signature = sign(null, Buffer.from(writeCanonical(seen)), key).toString("base64url");
      await appendLine(path, JSON.stringify({ ...seen, signature }));
    },
    read: (tenantId, key) => readAnchors(path, tenantId, key),
  };
}

/** One write of one line, so that processes on one folder do not mix theirs; after a torn line it begins a new one. */
async function appendLine(path: string, line: string): Promise<void> {
  const handle = await open(path, "a+", 0o640);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const begin = size > 0 && last.toString() !== "\n" ? "\n" : "";
    await handle.appendFile(`${begin}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readAnchors(path: string, tenantId: TenantId, key: KeyObject): Promise<ReadAnchors> {
  const bySequence = new Map<number, SeenHead[]>();
  const unreadable: number[] = [];
  const forged: number[] = [];
  let count = 0;
  let number = 0;
  for await (const line of readLines(path)) {
    number += 1;
    if (line.trim() === "") continue;
    const parsed = parseAnchor(line);
    if (!parsed) unreadable.push(number);
    if (parsed?.tenant !== tenantId) continue;
    const { signature, ...seen } = parsed;
    if (!verify(null, Buffer.from(writeCanonical(seen)), key, Buffer.from(signature, "base64url"))) forged.push(number);
    else {
      count += 1;
      const { sequence, hash, at } = seen;
      bySequence.set(sequence, [...(bySequence.get(sequence) ?? []), { hash, at }]);
    }
  }
  return { bySequence, count, unreadable, forged };
}

function parseAnchor(line: string): z.infer<typeof Anchor> | undefined {
  try {
    return Anchor.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** None where there is no file. */
async function* readLines(path: string): AsyncGenerator<string> {
  const handle = await open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
  if (!handle) return;
  try {
    yield* createInterface({ input: createReadStream(path, { fd: handle, autoClose: false }), crlfDelay: Infinity });
  } finally {
    await handle.close();
  }
}
