import { type RawBuilder, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { isTaken } from "./failures.ts";

/** What a person is called, as it is looked for. */
export interface ErasedWord {
  word: string;
  /** A regular expression of PostgreSQL, for the word by itself and in any case. */
  pattern: string;
  pseudonym: string;
}

interface Column {
  table: string;
  column: string;
  type: string;
}

/** Chained or sealed, or of nobody. */
const leftOut = ["audit", "audit_seal", "audit_unsealed", "tenant_key", "erased_word", "rule_set", "client"];

/** Every place for words that the hub's role may change. */
async function listColumns(trx: Transaction<Database>): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as table, a.attname as column, t.typname as type from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid and t.typname in ('text', 'jsonb', '_text')
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and has_table_privilege(c.oid, 'update') and not c.relname = any(${[...leftOut]})
      and exists (select 1 from pg_attribute o where o.attrelid = c.oid and o.attname = 'tenant_id')
    order by 1, a.attnum`.execute(trx);
  return rows;
}

const holds = ({ column }: Column, { pattern }: ErasedWord) => sql`${sql.ref(column)}::text ~* ${pattern}`;
/** Bodies are bytes: the word as it was given, and in small letters. */
const isIn = ({ word }: ErasedWord): RawBuilder<unknown> =>
  sql`(position(convert_to(${word}, 'UTF8') in body) > 0 or position(convert_to(lower(${word}), 'UTF8') in body) > 0)`;
const isOwn = ({ pattern }: ErasedWord): RawBuilder<unknown> => sql`author_name ~* ${pattern}`;

function byTable(columns: readonly Column[]): ReadonlyMap<string, readonly Column[]> {
  return Map.groupBy(columns, ({ table }) => table);
}

/** All columns of a table in one pass over it; those without the word are left out. */
async function countInTable(
  trx: Transaction<Database>,
  tenantId: TenantId,
  table: string,
  columns: readonly Column[],
  word: ErasedWord,
): Promise<Record<string, number>> {
  const counts = columns.map(
    (column) => sql`count(*) filter (where ${holds(column, word)})::int as ${sql.ref(column.column)}`,
  );
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)} from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(trx);
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).flatMap(([column, count]) => (count > 0 ? [[`${table}.${column}`, count]] : [])),
  );
}

/** Places where it is found, by table and column. */
export async function countPersonRows(
  trx: Transaction<Database>,
  tenantId: TenantId,
  word: ErasedWord,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = async (name: string, table: string, where: RawBuilder<unknown>) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} where tenant_id = ${tenantId} and ${where}`.execute(trx);
    if ((rows[0]?.count ?? 0) > 0) counts[name] = rows[0]?.count ?? 0;
  };
  await count("their own comments", "comment", isOwn(word));
  await count("delivery", "delivery", isIn(word));
  await count("rule_set", "rule_set", sql`text ~* ${word.pattern}`);
  for (const [table, columns] of byTable(await listColumns(trx)))
    Object.assign(counts, await countInTable(trx, tenantId, table, columns, word));
  return counts;
}

/** Whether the duty plan that counts names them. */
export async function isOnDuty(
  trx: Transaction<Database>,
  tenantId: TenantId,
  { pattern }: ErasedWord,
): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`
    select text ~* ${pattern} as named from rule_set where tenant_id = ${tenantId} and kind = 'onCall'
    order by version desc limit 1`.execute(trx);
  return rows[0]?.named === true;
}

/** Whether they sign in here, for this tenant. */
export async function isMember(trx: Transaction<Database>, tenantId: TenantId, { word }: ErasedWord): Promise<boolean> {
  const { rows } = await sql`select 1 from membership m join person p on p.id = m.person_id
    where m.tenant_id = ${tenantId} and lower(${word}) in (lower(p.email), lower(p.name), lower(m.name)) limit 1`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Everywhere at once: what they said is taken away, their name becomes another word, what holds it as bytes goes. */
export async function erasePersonRows(trx: Transaction<Database>, tenantId: TenantId, word: ErasedWord): Promise<void> {
  await sql`update comment_link l set seen = null, known_as = null from comment c
    where l.tenant_id = ${tenantId} and c.tenant_id = l.tenant_id and c.id = l.comment_id and ${isOwn(word)}`.execute(
    trx,
  );
  await sql`update comment set body = '[erased]', deleted_at = coalesce(deleted_at, now())
    where tenant_id = ${tenantId} and ${isOwn(word)}`.execute(trx);
  await sql`delete from delivery where tenant_id = ${tenantId} and ${isIn(word)}`.execute(trx);
  await sql`select erase_in_rule_sets(${word.pattern}, ${word.pseudonym})`.execute(trx);
  for (const [table, columns] of byTable(await listColumns(trx)))
    await eraseInTable(trx, tenantId, table, columns, word);
}

/** Two names that are told apart by the word alone, or one that was erased before, must not become the same. */
async function eraseInTable(
  trx: Transaction<Database>,
  tenantId: TenantId,
  table: string,
  columns: readonly Column[],
  word: ErasedWord,
): Promise<void> {
  const where = columns.map((column) => holds(column, word));
  const write = (replace: typeof replaced) =>
    sql`update ${sql.table(table)}
    set ${sql.join(columns.map((column) => sql`${sql.ref(column.column)} = ${replace(column, word)}`))}
    where tenant_id = ${tenantId} and (${sql.join(where, sql` or `)})`.execute(trx);
  await sql`savepoint same_word`.execute(trx);
  try {
    await write(replaced);
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    await sql`rollback to savepoint same_word`.execute(trx);
    await write(replacedApart);
  }
  await sql`release savepoint same_word`.execute(trx);
}

function replaced({ column, type }: Column, { pattern, pseudonym }: ErasedWord): RawBuilder<unknown> {
  const whole = sql.raw(type === "_text" ? "text[]" : type);
  return sql`regexp_replace(${sql.ref(column)}::text, ${pattern}, ${pseudonym}, 'gi')::${whole}`;
}

/** With an end of its own for each row. */
function replacedApart(column: Column, word: ErasedWord): RawBuilder<unknown> {
  if (column.type !== "text") return replaced(column, word);
  const own = sql`${word.pseudonym} || '-' || substring(gen_random_uuid()::text for 8)`;
  return sql`regexp_replace(${sql.ref(column.column)}, ${word.pattern}, ${own}, 'gi')`;
}

/** Until the transaction ends nobody else is erased: each passes over every table, and two would wait for each other. */
export async function lockErasure(trx: Transaction<Database>, tenantId: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}:erasure`}, 0))`.execute(trx);
}

export async function noteErased(
  trx: Transaction<Database>,
  tenantId: TenantId,
  hash: Buffer,
  pseudonym: string,
): Promise<void> {
  await sql`insert into erased_word (tenant_id, word_hash, pseudonym) values (${tenantId}, ${hash}, ${pseudonym})
    on conflict do nothing`.execute(trx);
}

/** What is shown in the place of words, by the hexadecimal hash of each. */
export async function readErased(trx: Transaction<Database>, tenantId: TenantId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ hash: string; pseudonym: string }>`
    select encode(word_hash, 'hex') as hash, pseudonym from erased_word where tenant_id = ${tenantId}`.execute(trx);
  return new Map(rows.map(({ hash, pseudonym }) => [hash, pseudonym]));
}
