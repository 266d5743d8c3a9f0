import assert from "node:assert/strict";
import type { TicketView } from "../../server/db/timeline.ts";
import { type DeskName, deskNames, findTicket, judgeTicket, type ThreeDesks } from "../support/three-desks.ts";
import { wasCoveredUnseen } from "./covered-unseen.ts";

/** What one technician did; `value` as people mean it. */
export interface Edit {
  title: string;
  desk: DeskName;
  at: Date;
  field: "status" | "priority" | "assignee";
  value: string;
}

/**
 * What differs between the desks, in the judge's words; undefined = nothing. A field that is shown as refused on HaloPSA's
 * link may differ there: its API does not tell a refusal from a person who sets the field back at once.
 */
export function differenceOf({ desks }: ThreeDesks, title: string, view: TicketView | undefined): string | undefined {
  const halo = view?.links.find(({ connection }) => connection === "halopsa");
  const shown = Object.keys((halo?.held ?? {}) as object);
  const judged = deskNames.map((name) => {
    const ticket: Record<string, unknown> = { ...judgeTicket(name, findTicket(desks[name], title)) };
    for (const field of shown) delete ticket[field];
    return JSON.stringify(ticket);
  });
  const equal = judged.every((one) => one === judged[0]);
  return equal ? undefined : `${title}: ${deskNames.map((name, index) => `${name} ${judged[index]}`).join(" | ")}`;
}

/** All that happened to one ticket, in every desk and here, in one line of time. */
export async function tellStory(three: ThreeDesks, title: string): Promise<void> {
  const row = (await three.world.tickets()).find((one) => one.title === title);
  const view = row && (await three.world.ticket(row.id));
  const effects = deskNames.flatMap((name) => {
    const { id } = findTicket(three.desks[name], title);
    const own = three.desks[name].ledger().filter(({ ticketId }) => ticketId === id);
    return own.map(({ at, by, method, body }) => `${at} ${name} ${by} ${method} ${JSON.stringify(body)}`);
  });
  const story = view?.timeline.map(
    ({ at, kind, text, reason }) => `${String(at)} hub ${kind} ${text.slice(0, 160)} ${reason ?? ""}`,
  );
  process.stdout.write(`${[...effects, ...(story ?? [])].toSorted().join("\n")}\n${JSON.stringify(view?.links)}\n`);
}

/**
 * Each edit of a field is its last one, and stands; or a later one superseded it; or it is a listed conflict; or the desk where
 * it was made shows that it keeps it.
 */
export async function judgeEdits(
  three: ThreeDesks,
  edits: readonly Edit[],
): Promise<{ conflicts: number; unseen: number }> {
  const last = new Map(edits.map((edit) => [`${edit.title}/${edit.field}`, edit]));
  let [conflicts, unseen] = [0, 0];
  const rows = await three.world.tickets();
  for (const edit of last.values()) {
    const judged = judgeTicket("autotask", findTicket(three.desks.autotask, edit.title));
    if (String(judged[edit.field]) === edit.value) continue;
    const row = rows.find(({ title }) => title === edit.title) ?? assert.fail(`no ticket ${edit.title}`);
    const { timeline, links } = await three.world.ticket(row.id);
    const held = links.find(({ connection }) => connection === edit.desk)?.held as object | undefined;
    const listed =
      timeline.some(({ kind, text }) => kind === "conflict" && text.startsWith(`${edit.field}:`)) ||
      edit.field in (held ?? {});
    const { id } = findTicket(three.desks[edit.desk], edit.title);
    if (!listed && wasCoveredUnseen(three.desks[edit.desk], id, edit.at)) {
      unseen += 1;
      continue;
    }
    conflicts += 1;
    if (!listed) await tellStory(three, edit.title);
    assert.ok(
      listed,
      `${edit.title}: the last ${edit.field} "${edit.value}" became "${String(judged[edit.field])}" and is listed nowhere`,
    );
  }
  return { conflicts, unseen };
}
