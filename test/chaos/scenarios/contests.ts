import { setTimeout as pause } from "node:timers/promises";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { findTicket } from "../../support/three-desks.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles, listConflicts } from "../tools/agreed.ts";
import { listWrites, openPair } from "../tools/desks.ts";

/** Does something to a desk whenever it is due, until it is stopped. */
function startRival(act: () => Promise<void>, everyMs: number): () => Promise<void> {
  const state = { on: true };
  const run = async (): Promise<void> => {
    while (state.on) {
      await act();
      await pause(everyMs);
    }
  };
  const running = run();
  return () => {
    state.on = false;
    return running;
  };
}

/** Wants this priority there, whatever anybody writes. */
async function insist(desk: DeskSimulator, title: string, priority: string): Promise<void> {
  const ticket = findTicket(desk, title);
  if (ticket.priority !== priority) await desk.technician.edit(ticket.id, { priority });
}

export const rivalProduct = defineScenario(
  "D6",
  "a second product sets the field back in both desks",
  async (context, sizes) => {
    const { world, east, west } = await openPair(context, { pollSeconds: 1 });
    await east.technician.createTicket({ title: "D6", priority: "High" });
    await awaitTitles(world, ["D6"], 2);
    const before = listWrites(east).length + listWrites(west).length;
    const stop = startRival(async () => {
      await insist(east, "D6", "High");
      await insist(west, "D6", "Low");
    }, sizes.everyMs);
    const count = () => listWrites(east).length + listWrites(west).length - before;
    await pause((sizes.contestMs * 2) / 3);
    const until = count();
    await pause(sizes.contestMs / 3);
    const writes = count();
    const [row] = await world.tickets();
    const view = await world.ticket(row?.id ?? "");
    await stop();
    const held = view.links.flatMap(({ connection, held }) => ("priority" in held ? [connection] : []));
    const shown = held.length > 0 ? `held on ${held.join(" and ")}` : "not shown as contested";
    const resting = writes === until ? "at rest in the last third" : `${writes - until} of them in the last third`;
    return {
      pass: writes <= sizes.mostWrites && writes === until && held.length > 0,
      figure: `${writes} writes in ${sizes.contestMs / 1_000} s, ${resting}, ${shown}`,
    };
  },
);

export const putBackContest = defineScenario(
  "D6-owner",
  "somebody sets back a field that the other desk owns",
  async (context, sizes) => {
    const policy = { collision: "owner", owner: "birth", foreignEdit: "putBack" } as const;
    const { world, east, west } = await openPair(context, {
      pollSeconds: 1,
      west: { rules: { policies: { priority: policy } } },
    });
    await east.technician.createTicket({ title: "D6", priority: "High" });
    await awaitTitles(world, ["D6"], 2);
    const before = { east: listWrites(east).length, west: listWrites(west).length };
    const stop = startRival(() => insist(west, "D6", "Low"), sizes.everyMs);
    await pause(sizes.contestMs);
    await stop();
    const [view] = await awaitTitles(world, ["D6"], 2);
    const held = view?.links.find(({ connection }) => connection === "west")?.held["priority"];
    const kind = (held as { kind?: string } | undefined)?.kind;
    const writes = { east: listWrites(east).length - before.east, west: listWrites(west).length - before.west };
    return {
      pass: kind === "contested" && writes.east === 0 && writes.west <= sizes.mostWrites,
      figure: `${writes.west} writes in ${sizes.contestMs / 1_000} s, then ${kind ?? "nothing"} is shown on the link; ${writes.east} in the owner's desk`,
    };
  },
);

/** Answers each comment that our account writes, as a mailbox out of office does. */
function answerComments(desk: DeskSimulator, answered: Set<string>): () => Promise<void> {
  return async () => {
    for (const ticket of desk.tickets())
      for (const { id, byApi } of ticket.comments) {
        if (!byApi || answered.has(id)) continue;
        answered.add(id);
        await desk.technician.addComment(ticket.id, {
          text: `Thank you for your message ${id}.`,
          visibility: "public",
        });
      }
  };
}

export const autoReplies = defineScenario(
  "D7",
  "both desks answer every comment of ours by themselves",
  async (context, sizes) => {
    const { world, east, west } = await openPair(context, { pollSeconds: 1 });
    const id = await east.technician.createTicket({ title: "D7" });
    await awaitTitles(world, ["D7"], 2);
    const stops = [east, west].map((desk) => startRival(answerComments(desk, new Set()), sizes.everyMs));
    await east.technician.addComment(id, { text: "Are you there?", visibility: "public" });
    const count = (desk: DeskSimulator) => desk.tickets()[0]?.comments.filter(({ byApi }) => byApi).length ?? 0;
    await pause((sizes.replyMs * 2) / 3);
    const until = count(east) + count(west);
    await pause(sizes.replyMs / 3);
    const [inEast, inWest] = [count(east), count(west)];
    await Promise.all(stops.map((stop) => stop()));
    const [view] = await awaitTitles(world, ["D7"], 2);
    const told = view !== undefined && listConflicts(view).some((text) => text.includes("autoReplyLoop"));
    // The person's own words are copied as well.
    const most = Math.ceil(sizes.replyMs / 60_000) * sizes.perMinute + 1;
    const rests = inEast + inWest === until;
    return {
      pass: inWest > 0 && Math.max(inEast, inWest) <= most && rests && told,
      figure: `${inEast} and ${inWest} comments written by us in ${sizes.replyMs / 1_000} s after one by a person, ${inEast + inWest - until} of them in the last third; the loop is ${told ? "listed" : "not listed"}`,
    };
  },
);
