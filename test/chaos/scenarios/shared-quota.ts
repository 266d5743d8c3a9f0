import { setTimeout as pause } from "node:timers/promises";
import { findTicket } from "../../support/three-desks.ts";
import { defineScenario } from "../scenario.ts";
import { openPair, putProxyBefore, startDesk } from "../tools/desks.ts";
import type { ProxiedCall, Verdict } from "../tools/proxy.ts";

const hourMs = 3_600_000;
const mostThreads = 3;
const suspended: Verdict = {
  do: "answer",
  status: 429,
  body: JSON.stringify({ errors: ["The request threshold of this database has been exceeded."] }),
};

/** `/atservicesrest/v1.0/Tickets/48213` and `…/Tickets/query` are calls of Tickets; what is below a ticket is of its own kind. */
function kindOf(path: string): string {
  const [plain = ""] = path.split("?");
  const names = plain.split("/").filter((part) => /^[A-Z]/.test(part));
  return names.at(-1) ?? plain;
}

/** Most calls of one kind that were on their way together. */
function mostTogether(calls: readonly ProxiedCall[]): number {
  const marks = calls.flatMap(({ path, at, endedAt }) => [
    { kind: kindOf(path), at, step: 1 },
    { kind: kindOf(path), at: endedAt ?? Number.POSITIVE_INFINITY, step: -1 },
  ]);
  const now = new Map<string, number>();
  let most = 0;
  // One that ends at the instant at which another begins has made room for it.
  for (const { kind, step } of marks.toSorted((one, other) => one.at - other.at || one.step - other.step)) {
    const count = (now.get(kind) ?? 0) + step;
    now.set(kind, count);
    most = Math.max(most, count);
  }
  return most;
}

/** Most calls within any hour; `times` rise. */
function mostInAnHour(times: readonly number[]): number {
  let [most, from] = [0, 0];
  for (const [index, at] of times.entries()) {
    while (at - (times[from] ?? at) >= hourMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

export const sharedQuota = defineScenario("F12", "a quota of which others use most", async (context, sizes) => {
  const { hourlyQuota, othersShare, ourShare } = sizes;
  const west = await putProxyBefore(await startDesk());
  west.setFaults({ latencyMs: sizes.latencyMs });
  const settings = { hourlyQuota, quotaShare: ourShare * 100 };
  const { east } = await openPair(context, { west: { desk: west, settings }, pollSeconds: 1 });
  let refused = 0;
  const startedAt = performance.now();
  // Others have used their share of the hour before, and go on evenly.
  west.proxy.setDecide(({ at }) => {
    const ours = west.proxy.calls.filter((call) => at - call.at < hourMs).length;
    if (ours + othersShare * hourlyQuota <= hourlyQuota) return { do: "pass" };
    refused += 1;
    return suspended;
  });
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `F12 ${index}`);
  for (const title of titles) await east.technician.createTicket({ title });
  let edits = 0;
  while (performance.now() - startedAt < sizes.workMs) {
    const { id } = findTicket(east, titles[edits % titles.length] ?? "");
    await east.technician.edit(id, { priority: Math.floor(edits++ / titles.length) % 2 === 0 ? "High" : "Low" });
    await pause(50);
  }
  const { calls } = west.proxy;
  const most = mostInAnHour(calls.map(({ at }) => at));
  const together = mostTogether(calls);
  // There was more to do than the share allows, and some of it was done.
  const wanted = edits > calls.length && west.ledger().length > 0;
  return {
    pass: wanted && most <= ourShare * hourlyQuota && refused === 0 && together <= mostThreads,
    figure: `${edits} edits in ${(sizes.workMs / 1_000).toFixed(0)} s: at most ${most} calls in an hour, ${((most / hourlyQuota) * 100).toFixed(1)} % of ${hourlyQuota}; ${refused} refused; at most ${together} of one kind at once`,
  };
});
