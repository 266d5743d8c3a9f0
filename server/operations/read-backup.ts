import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createZstdDecompress } from "node:zlib";
import { z } from "zod";
import {
  createTally,
  format,
  type Snapshot,
  SnapshotHeader,
  type Tally,
  type TablePart,
  TableTotal,
} from "../db/backup/snapshot.ts";
import { type ByteReader, createByteReader, UnexpectedEnd } from "./byte-reader.ts";
import { OperationRefused } from "./refused.ts";

const Line = z.union([
  z.strictObject({ table: z.string(), bytes: z.int().positive() }),
  z.strictObject({ end: z.record(z.string(), TableTotal) }),
]);
const LastLine = z.strictObject({ sha256: z.string() });

/** The header may name thousands of partitions. */
const longestLine = 64 * 1_024 * 1_024;
/** A block is a quarter of a megabyte, or one row that is larger. */
const largestBlock = 1_100_000_000;

/** A backup whose header has been read; `parts` ends only when counts and sums are right. */
export interface OpenBackup extends Snapshot {
  /** What was read so far, which is what the file says of itself once `parts` has ended. */
  tally: Tally;
  close(): void;
}

/** @throws OperationRefused when it is no backup, or one that only a newer Interdesk can read; when it is damaged, while it is read */
export async function openBackup(file: string): Promise<OpenBackup> {
  const stream = createReadStream(file);
  const unpacked = createZstdDecompress();
  // Errors of either end come out where the bytes are read.
  pipeline(stream, unpacked, () => {});
  const hash = createHash("sha256");
  const reader = createByteReader(unpacked, (bytes) => void hash.update(bytes));
  const header = await readHeader(file, reader).catch((cause: unknown) => {
    unpacked.destroy();
    throw cause;
  });
  const tally = createTally(header.tables);
  return { header, parts: readParts(file, { reader, hash, tally }), tally, close: () => void unpacked.destroy() };
}

async function readHeader(file: string, reader: ByteReader): Promise<SnapshotHeader> {
  const value = parseJson(
    await reader.line(longestLine).catch((cause: unknown) => Promise.reject(explain(file, cause))),
  );
  const Known = z.looseObject({ kind: z.literal("interdesk backup"), format: z.int() });
  const known = Known.safeParse(value);
  if (!known.success) throw new OperationRefused(`${file} is no backup of Interdesk.`);
  if (known.data.format > format)
    throw new OperationRefused(
      `${file} has format ${known.data.format}, and this Interdesk reads up to ${format}. Restore it with the Interdesk that made it, or a newer one.`,
    );
  const parsed = SnapshotHeader.safeParse(value);
  if (!parsed.success) throw damaged(file, `its header is not as expected: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

interface Reading {
  reader: ByteReader;
  hash: Hash;
  tally: Tally;
}

async function* readParts(file: string, { reader, hash, tally }: Reading): AsyncGenerator<TablePart> {
  try {
    let line = await readLine(file, reader, tally);
    while ("table" in line) {
      const { table } = line;
      const blocks = createBlocks(file, reader, tally, line);
      yield { table, chunks: blocks.chunks() };
      line = await blocks.next();
    }
    judgeTotals(file, line.end, tally);
    const sum = hash.copy().digest("hex");
    const last = LastLine.safeParse(parseJson(await reader.line(longestLine)));
    if (last.data?.sha256 !== sum) throw damaged(file, "its checksum is not right");
    if (!(await reader.ended())) throw damaged(file, "something stands behind its end");
  } catch (cause) {
    throw explain(file, cause);
  }
}

/** Blocks of one table that follow each other. */
function createBlocks(file: string, reader: ByteReader, tally: Tally, first: { table: string; bytes: number }) {
  let line: Awaited<ReturnType<typeof readLine>> = first;
  return {
    async *chunks(): AsyncGenerator<Buffer> {
      try {
        while ("table" in line && line.table === first.table) {
          if (line.bytes > largestBlock) throw damaged(file, `a block has ${line.bytes} bytes`);
          for await (const chunk of reader.bytes(line.bytes)) {
            tally.add(first.table, chunk);
            yield chunk;
          }
          line = await readLine(file, reader, tally);
        }
      } catch (cause) {
        throw explain(file, cause);
      }
    },
    next: async () => line,
  };
}

async function readLine(file: string, reader: ByteReader, tally: Tally): Promise<z.infer<typeof Line>> {
  const parsed = Line.safeParse(parseJson(await reader.line(longestLine)));
  if (!parsed.success) throw damaged(file, "a line in it cannot be understood");
  if ("table" in parsed.data && !tally.knows(parsed.data.table))
    throw damaged(file, "it has rows of a table of which its header does not know");
  return parsed.data;
}

function judgeTotals(file: string, told: Record<string, TableTotal>, tally: Tally): void {
  for (const [table, found] of tally.totals()) {
    const said = told[table];
    if (!said) throw damaged(file, `it does not say how many rows ${table} has`);
    if (said.rows !== found.rows) throw damaged(file, `${table} has ${found.rows} rows in place of ${said.rows}`);
    if (said.sha256 !== found.sha256) throw damaged(file, `the checksum of ${table} is not right`);
  }
}

function damaged(file: string, why: string): OperationRefused {
  return new OperationRefused(`${file} is damaged: ${why}. Use another backup; nothing was changed.`);
}

/** What the file system and the decompression say, in our words. */
function explain(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof OperationRefused) return cause;
  const code = "code" in cause ? String(cause.code) : "";
  if (["ENOENT", "EACCES", "EISDIR", "EPERM"].includes(code))
    return new OperationRefused(`${file} cannot be read: ${cause.message}`);
  if (/^(ZSTD|Z_|ERR_ZLIB|ERR_STREAM_PREMATURE)/.test(code) || cause instanceof UnexpectedEnd)
    return damaged(file, cause.message);
  return cause;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
