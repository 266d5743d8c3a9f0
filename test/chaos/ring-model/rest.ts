import { Client } from "pg";
import { awaitUntil } from "../../../server/demo/world.ts";
import { deskNames, type ThreeDesks } from "../../support/three-desks.ts";
import { countAllWrites } from "../tools/ring-world.ts";
import type { Place } from "./book.ts";

/** Beyond this a world that does not come to rest is told as one that never does. */
const longestRoundMs = 120_000;
const mostRounds = 25;

/**
 * What the hub still has to do; `asked` = desks that were not polled, or not compared, since then. A link that ended while it
 * was pushed keeps its lease until that runs out, and nobody wants it any more.
 */
const stillToDo = `select
  (select count(*) from delivery_open)::int as deliveries,
  (select count(*) from read_hint where due_at < 'infinity')::int as hints,
  (select count(*) from link where wanted_rev > done_rev and state in ('creating', 'unknown', 'active'))::int as owed,
  (select count(*) from link where lease_until > now() and state in ('creating', 'unknown', 'active'))::int as leased,
  (select count(*) from connection_run where poll_next_at <= $1::timestamptz or compare_next_at <= $1::timestamptz
    or compare_owner is not null)::int as asked`;

/** The links that are not done, and what they wait for. */
const owedLinks = `select c.name, l.external_id, l.state, l.attempts, l.last_error, l.lease_until, l.next_at
  from link l join connection c on c.tenant_id = l.tenant_id and c.id = l.connection_id
  where l.state in ('creating', 'unknown', 'active') and (l.wanted_rev > l.done_rev or l.lease_until > now())`;

/** A world in which something is done for ever, or owed and never done. */
export class NoRest extends Error {}

export interface Rest {
  /**
   * Resolves when everything is known everywhere and whole rounds of looking have changed nothing.
   *
   * @param compare whether the last of them compares every record as well: it finds what no poll and no webhook tells
   */
  come(opened: readonly Place[], compare: boolean): Promise<void>;
  /** Ends every link, long ago: later comparisons are of later runs, and their deletions are not taken for an accident. */
  putAway(): Promise<void>;
}

/** Watches the hub's own queues and the desks' callouts; nothing here waits for a time to pass. */
export async function openRest(context: { after(run: () => Promise<void>): void }, three: ThreeDesks): Promise<Rest> {
  const client = new Client(three.world.database.admin);
  // The database may be taken away before it ends.
  client.on("error", () => undefined);
  await client.connect();
  context.after(() => client.end().catch(() => undefined));
  return {
    async come(opened, compare) {
      let quiet = 0;
      for (let round = 0; round < mostRounds; round++) {
        const before = countAllWrites(three);
        // It takes longer than a poll: it is made when the polls find nothing any more.
        await lookOnce(three, client, compare && quiet === 1);
        const isQuiet = countAllWrites(three) === before && (await listUnknown(client, opened)).length === 0;
        quiet = isQuiet ? quiet + 1 : 0;
        if (quiet === 2) return;
      }
      const [left] = (await client.query<object>(stillToDo, [new Date()])).rows;
      throw new NoRest(`no rest after ${mostRounds} rounds: ${JSON.stringify(left)}`);
    },
    putAway: () => endLinks(client),
  };
}

const deadlock = "40P01";

/** The hub locks links in an order of its own: who is chosen to give way tries again. */
async function endLinks(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      await client.query(
        "update link set state = 'ended', ended_reason = 'removed', ended_at = now() - interval '1 day'",
      );
      return;
    } catch (cause) {
      if ((cause as { code?: string }).code !== deadlock || attempt === 10) throw cause;
    }
}

/** Every desk is polled, or compared as well, and what that brings is carried out. */
async function lookOnce(three: ThreeDesks, client: Client, compare: boolean): Promise<void> {
  const { world, desks } = three;
  const settle = () => Promise.all(deskNames.map((name) => desks[name].settled()));
  await settle();
  for (const name of deskNames) {
    if (compare) await world.api.post(`/connections/${name}/reconcile`);
    await world.api.post(`/connections/${name}/poll`);
  }
  const asked = (await client.query<{ now: string }>("select now()::text as now")).rows[0]?.now;
  let left: Record<string, number> = {};
  try {
    await awaitUntil(
      "rest",
      async () => {
        left = (await client.query<Record<string, number>>(stillToDo, [asked])).rows[0] ?? {};
        return Object.values(left).every((count) => count === 0) ? true : undefined;
      },
      longestRoundMs,
    );
  } catch (cause) {
    const owed = JSON.stringify((await client.query<object>(owedLinks)).rows);
    throw new NoRest(`no rest within ${longestRoundMs / 1_000} s: ${JSON.stringify(left)} ${owed}`, { cause });
  }
  await settle();
}

/** Records that people opened and of which no ticket was made yet: a poll is late on purpose where the desk's clock is coarse. */
async function listUnknown(client: Client, opened: readonly Place[]): Promise<readonly Place[]> {
  const { rows } = await client.query<{ desk: string; record: string }>(
    `select c.name as desk, l.external_id as record from link l join connection c on c.id = l.connection_id
      where l.external_id = any($1)`,
    [opened.map(({ record }) => record)],
  );
  return opened.filter(({ desk, record }) => !rows.some((row) => row.desk === desk && row.record === record));
}
