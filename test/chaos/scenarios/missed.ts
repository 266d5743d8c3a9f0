import { openDeskWorld } from "../../support/desk-world.ts";
import { defineScenario } from "../scenario.ts";
import { awaitAllAgreed, findView } from "../tools/agreed.ts";
import { comesAbout, describeDesk, indexByTitle, putDoorBefore, startDesk } from "../tools/desks.ts";
import type { Decide } from "../tools/proxy.ts";

const shut: Decide = () => ({ do: "cutBefore" });
const wide: Decide = () => ({ do: "pass" });

export const missedHooks = defineScenario("F13", "our endpoint is down while things change", async (context, sizes) => {
  const desk = putDoorBefore(await startDesk());
  const world = await openDeskWorld(context, { psa: describeDesk(desk) }, { pollSeconds: sizes.pollSeconds });
  const ids: string[] = [];
  for (let index = 0; index < sizes.changes + sizes.deleted; index++)
    ids.push(await desk.technician.createTicket({ title: `F13 ${index}` }));
  await awaitAllAgreed(world, ids, 1);
  desk.door().setDecide(shut);
  const kept = ids.slice(0, sizes.changes);
  const told: Promise<unknown>[] = [];
  for (const [index, id] of kept.entries()) {
    told.push(desk.technician.edit(id, { priority: "Critical" }));
    told.push(desk.technician.addComment(id, { text: `Missed ${index}`, visibility: "public" }));
    told.push(desk.technician.createTicket({ title: `F13 new ${index}` }));
  }
  for (const id of ids.slice(sizes.changes)) told.push(desk.technician.deleteTicket(id));
  // Every callout is tried and given up.
  await Promise.all(told);
  await desk.settled();
  const refused = desk.door().calls.length;
  desk.door().setDecide(wide);
  const startedAt = performance.now();
  const isSeen = async (id: string) => {
    const view = await findView(world, id);
    return view?.fields["priority"] === 1 && view.comments.some(({ body }) => body.startsWith("Missed"));
  };
  const news = kept.map((_, index) => indexByTitle(desk).tickets.get(`F13 new ${index}`)?.id ?? "");
  const isTaken = async (id: string) => (await findView(world, id)) !== undefined;
  const isGone = async (id: string) => (await findView(world, id))?.links[0]?.state === "gone";
  const count = async (some: readonly string[], holds: (id: string) => Promise<boolean>, mostMs: number) => {
    const holdsAll = async () => (await Promise.all(some.map(holds))).every(Boolean);
    await comesAbout(holdsAll, Math.max(100, startedAt + mostMs - performance.now()));
    return (await Promise.all(some.map(holds))).filter(Boolean).length;
  };
  const edits = await count(kept, isSeen, sizes.mostMs);
  const taken = await count(news, isTaken, sizes.mostMs);
  const tookMs = performance.now() - startedAt;
  const polled = (await Promise.all(ids.slice(sizes.changes).map(isGone))).filter(Boolean).length;
  await world.api.post("/connections/psa/reconcile");
  const gone = await count(ids.slice(sizes.changes), isGone, tookMs + sizes.mostMs);
  return {
    pass: edits === sizes.changes && taken === sizes.changes && gone === sizes.deleted && refused > 0,
    figure: `${refused} callouts refused; polls found ${edits} of ${sizes.changes} edits with comments and ${taken} of ${sizes.changes} new tickets ${(tookMs / 1_000).toFixed(1)} s after it was up again, and ${polled} of ${sizes.deleted} deletions; with a comparison ${gone}`,
  };
});
