import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { createTally, type Snapshot, type TableTotal } from "../db/backup/snapshot.ts";
import { syncFolder } from "../sync-folder.ts";
import { OperationRefused } from "./refused.ts";

/** Rows are written in blocks of about this size. */
const blockBytes = 256 * 1_024;

/** A backup that is whole and on disk. */
export interface Written {
  file: string;
  bytes: number;
  totals: ReadonlyMap<string, TableTotal>;
}

/** Tells how far it is: the table that is being read or loaded, and rows so far. */
export type Progress = (table: string, rows: number) => void;

/**
 * Writes a backup under a name of its own and gives it its name when it is whole: a file of that name is always a whole one.
 *
 * @throws OperationRefused when there is a file of this name already
 */
export async function writeBackup(file: string, snapshot: Snapshot, progress: Progress = () => {}): Promise<Written> {
  if (await exists(file))
    throw new OperationRefused(`${file} exists already, and a backup is never written over. Choose another name.`);
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString("hex")}.part`);
  const tally = createTally(snapshot.header.tables);
  try {
    await pipeline(
      Readable.from(writeParts(snapshot, tally, progress), { objectMode: false }),
      createZstdCompress({
        params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
      }),
      createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }),
    );
    const { size } = await stat(draft);
    await rename(draft, file);
    await syncFolder(path.dirname(path.resolve(file)));
    return { file, bytes: size, totals: tally.totals() };
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

/** A line that says what there is, blocks of rows with a line before each, and a line with counts and sums at the end. */
async function* writeParts(
  { header, parts }: Snapshot,
  tally: ReturnType<typeof createTally>,
  progress: Progress,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const note = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  yield note(toLine(header));
  for await (const { table, chunks } of parts) {
    for await (const block of gather(chunks)) {
      tally.add(table, block);
      yield note(toLine({ table, bytes: block.length }));
      yield note(block);
      progress(table, tally.rowsOf(table));
    }
  }
  yield note(toLine({ end: Object.fromEntries(tally.totals()) }));
  yield toLine({ sha256: hash.digest("hex") });
}

function toLine(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

async function* gather(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < blockBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
