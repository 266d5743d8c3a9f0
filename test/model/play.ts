import { type Command, run } from "./commands.ts";
import { drain, settle } from "./drain.ts";
import { judge } from "./judge.ts";
import { type Broken, Ring } from "./ring.ts";
import { deskNames } from "./setting.ts";
import { openRecord } from "./technician.ts";

/** Two tickets, one born in A and one in B, each with a record in all three desks; and in each desk one that is nobody's. */
async function start(broken: Broken): Promise<Ring> {
  const ring = new Ring(broken);
  for (const desk of deskNames) openRecord(ring, desk, `Older in ${desk}`, new Date(0));
  openRecord(ring, "A", "Disk full");
  openRecord(ring, "B", "Mail is down");
  await settle(ring, 20);
  return ring;
}

/** Rounds within which everything must have come to rest. */
function mostRounds({ book }: Ring): number {
  return 6 + book.edits.length + book.said.length + book.disturbances;
}

/** Plays a run to its end; @param broken something that a test of the judge breaks on purpose */
export async function play(
  commands: readonly Command[],
  broken: Broken = {},
): Promise<{ ring: Ring; complaints: readonly string[] }> {
  const ring = await start(broken);
  for (const command of commands) await run(ring, command);
  const silent = await drain(ring, mostRounds(ring));
  const { writes } = ring.book;
  if (silent) await settle(ring, 1);
  const broke = [
    ...(silent ? [] : ["(4) it never falls silent"]),
    ...(ring.book.writes > writes ? ["(4) it writes again after silence"] : []),
  ];
  return { ring, complaints: [...new Set([...broke, ...judge(ring)])] };
}
