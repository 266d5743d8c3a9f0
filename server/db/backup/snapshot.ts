import { createHash, type Hash } from "node:crypto";
import { z } from "zod";

/** Raised when what an older Interdesk cannot read is written. */
export const format = 1;

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\+00$/);

const TableShape = z.strictObject({
  name,
  /** The column that says whose a row is. */
  tenantColumn: z.enum(["tenant_id", "id"]).nullable(),
  /** In the order of their values in each row. */
  columns: z.array(name).min(1),
  partitions: z.array(z.strictObject({ name, from: instant, to: instant })),
});
export type TableShape = z.infer<typeof TableShape>;

/** What stands before the rows. */
export const SnapshotHeader = z.strictObject({
  kind: z.literal("interdesk backup"),
  format: z.int().positive(),
  /** By the clock of who took it; ISO, UTC. */
  takenAt: z.iso.datetime(),
  version: z.string(),
  postgres: z.string(),
  instance: z.strictObject({ id: z.uuid(), epoch: z.int().positive(), places: z.array(z.string()) }),
  /** Migrations that had run, in their order. */
  schema: z.array(z.strictObject({ name: z.string(), checksum: z.string() })).min(1),
  tenants: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  /** Ids of the master keys that its secrets need; the keys are not in it. */
  keys: z.array(z.string()),
  /** Those that others refer to come first. */
  tables: z.array(TableShape).min(1),
});
export type SnapshotHeader = z.infer<typeof SnapshotHeader>;

/** Rows of one table and tenant, in the text format of PostgreSQL's COPY. */
export interface TablePart {
  table: string;
  chunks: AsyncIterable<Buffer>;
}

/** All of a database at one instant; its parts are to be read in their order, each to its end. */
export interface Snapshot {
  header: SnapshotHeader;
  parts: AsyncIterable<TablePart>;
}

export const TableTotal = z.strictObject({
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Of all that was copied of the table, in its order; hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TableTotal = z.infer<typeof TableTotal>;

/** Counts what goes by. */
export interface Tally {
  add(table: string, chunk: Buffer): void;
  knows(table: string): boolean;
  rowsOf(table: string): number;
  totals(): Map<string, TableTotal>;
}

const lineFeed = 0x0a;

export function createTally(tables: readonly TableShape[]): Tally {
  const counts = new Map<string, { rows: number; bytes: number; hash: Hash }>(
    tables.map((table) => [table.name, { rows: 0, bytes: 0, hash: createHash("sha256") }]),
  );
  return {
    add(table, chunk) {
      const count = counts.get(table);
      if (!count) throw new Error(`there is no table ${table} in this backup`);
      // In COPY's text a line feed ends a row and stands nowhere else.
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) count.rows += 1;
      count.bytes += chunk.length;
      count.hash.update(chunk);
    },
    knows: (table) => counts.has(table),
    rowsOf: (table) => counts.get(table)?.rows ?? 0,
    totals: () =>
      new Map(
        [...counts].map(([table, { rows, bytes, hash }]) => [
          table,
          { rows, bytes, sha256: hash.copy().digest("hex") },
        ]),
      ),
  };
}
