import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

export interface GuessAnswer {
  allowed: boolean;
  /** When the next try is taken, where this one was not. */
  retryAfterMs: number;
}

/**
 * Takes one of the tries that may be made at something in a stretch of time, counted over all nodes. One that is refused does not
 * count, so that who goes on trying is let in again all the same.
 *
 * @param key hash of what is guessed at, and from where
 */
export async function takeGuess(
  db: Kysely<Database>,
  key: Buffer,
  { most, withinMs }: { most: number; withinMs: number },
): Promise<GuessAnswer> {
  const within = sql`${withinMs} * interval '1 millisecond'`;
  const recent = sql`array(select t from unnest(guess.at) t where t > now() - ${within} order by t)`;
  const { rows } = await sql<{ refused: boolean; waitMs: number }>`
    insert into guess (key, at) values (${key}, array[now()])
    on conflict (key) do update set
      refused = cardinality(${recent}) >= ${most},
      at = case when cardinality(${recent}) >= ${most} then ${recent} else ${recent} || now() end
    returning refused, ceil(extract(epoch from (at[1] + ${within} - now())) * 1000)::float8 as "waitMs"`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a try could not be counted");
  return { allowed: !row.refused, retryAfterMs: row.refused ? Math.max(1_000, row.waitMs) : 0 };
}

/** Who got it right has guessed nothing. */
export async function clearGuesses(db: Kysely<Database>, key: Buffer): Promise<void> {
  await sql`delete from guess where key = ${key}`.execute(db);
}

/** Gives back the last try. */
export async function returnGuess(db: Kysely<Database>, key: Buffer): Promise<void> {
  await sql`update guess set at = at[1:cardinality(at) - 1] where key = ${key} and cardinality(at) > 1`.execute(db);
}
