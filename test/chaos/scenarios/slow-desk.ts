import { findTicket } from "../../support/three-desks.ts";
import { openDeskWorld } from "../../support/desk-world.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { awaitThat, describeDesk, putProxyBefore, startDesk } from "../tools/desks.ts";
import { quantile } from "../tools/parallel.ts";

export const silentDesk = defineScenario(
  "F6-desk",
  "one of three desks takes every call and says nothing",
  async (context, sizes) => {
    const [east, north] = [await startDesk(), await startDesk()];
    const west = await putProxyBefore(await startDesk());
    const setups = { east: describeDesk(east), north: describeDesk(north), west: describeDesk(west) };
    const world = await openDeskWorld(context, setups, { pollSeconds: 1 });
    const titles = Array.from({ length: sizes.tickets }, (_, index) => `F6 ${index}`);
    for (const title of titles) await east.technician.createTicket({ title });
    await awaitTitles(world, titles, 3);
    let edits = 0;
    /** One edit after the other, each timed until the third desk shows it; ms. */
    const workOn = async (ms: number): Promise<readonly number[]> => {
      const took: number[] = [];
      const endsAt = performance.now() + ms;
      while (performance.now() < endsAt) {
        const title = titles[edits % titles.length] ?? "";
        const priority = Math.floor(edits++ / titles.length) % 2 === 0 ? "High" : "Low";
        await east.technician.edit(findTicket(east, title).id, { priority });
        took.push(await awaitThat("the third desk", () => findTicket(north, title).priority === priority, ms));
      }
      return took;
    };
    const before = await workOn(sizes.watchMs);
    const silent: (() => void)[] = [];
    const from = west.proxy.calls.length;
    west.proxy.setDecide(async () => {
      await new Promise<void>((resolve) => silent.push(resolve));
      return { do: "cutBefore" };
    });
    const beside = await workOn(sizes.watchMs);
    const held = west.proxy.calls.length - from;
    west.proxy.setDecide(() => ({ do: "pass" }));
    for (const release of silent) release();
    const [quiet, loud] = [quantile(before, 0.99), quantile(beside, 0.99)];
    return {
      pass: held > 0 && loud <= Math.max(2 * quiet, quiet + sizes.noiseMs),
      figure: `${held} calls went into the void; an edit reached the third desk within ${Math.round(quiet)} ms (p99 of ${before.length}) before and ${Math.round(loud)} ms (p99 of ${beside.length}) meanwhile`,
    };
  },
);
