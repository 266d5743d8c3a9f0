import type { RecoverySpan } from "../ports/recovery-store.ts";

/** One thing that fell due while nobody could be told. */
export interface MissedThing {
  /** What people call the ticket, and what it is about. */
  ticket: string;
  priority: number;
  what: string;
  at: Date;
}

/** Beyond that they are counted. */
const mostNamed = 100;

const causes: Readonly<Record<RecoverySpan["cause"], string>> = {
  restored: "The database was restored from a backup: what the hub did in that time is not known here any more.",
  wentBack:
    "The database went back to an earlier state, not by this hub's own restore: what the hub did in that time is not known here any more.",
  outage: "No hub was running in that time.",
};

/**
 * One notice in place of many late pages.
 *
 * @param missed in any order
 */
export function describeMissed(
  { cause, blindFrom, resumedAt }: RecoverySpan,
  missed: readonly MissedThing[],
): { title: string; body: string } {
  const minutes = Math.max(1, Math.round((resumedAt.getTime() - blindFrom.getTime()) / 60_000));
  const span = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  const things = missed.length === 1 ? "1 thing" : `${missed.length} things`;
  const title = `${cause === "outage" ? "Outage" : "Restore"}: ${missed.length === 0 ? "nothing" : things} fell due in ${span} that were missed`;
  const ordered = missed.toSorted((a, b) => a.priority - b.priority || a.at.getTime() - b.at.getTime());
  const lines = ordered
    .slice(0, mostNamed)
    .map(({ ticket, priority, what, at }) => `- P${priority} ${ticket}: ${what}, ${showTime(at)}`);
  if (missed.length > mostNamed) lines.push(`- and ${missed.length - mostNamed} more`);
  const list =
    lines.length === 0
      ? "Nothing fell due in it."
      : `These fell due, and nobody was paged for them now:\n\n${lines.join("\n")}\n\nWhat comes next is told as usual.`;
  const body = `From ${showTime(blindFrom)} to ${showTime(resumedAt)}. ${causes[cause]} ${cause === "outage" ? "" : "Every service desk was read before anything was written to it. "}${list}`;
  return { title, body };
}

function showTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
