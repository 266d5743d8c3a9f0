import { setTimeout as pause } from "node:timers/promises";
import type { Desk, RegisteredConnector } from "../../../connectors/contract.ts";
import { halopsa } from "../../../connectors/halopsa/index.ts";
import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import { servicenow } from "../../../connectors/servicenow/index.ts";
import { startServiceNowSimulator } from "../../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { ExternalId } from "../../../schemas/ids.ts";
import { openDeskWorld } from "../../support/desk-world.ts";
import { findTicket } from "../../support/three-desks.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { openConnector } from "../tools/connector.ts";
import { awaitThat, comesAbout, describeDesk, putProxyBefore, startDesk } from "../tools/desks.ts";
import { awaitTitles } from "../tools/agreed.ts";

interface Expiring {
  connector: RegisteredConnector;
  simulator: DeskSimulator;
  expire(): void;
  tokens(): number;
}

async function startExpiring(): Promise<readonly Expiring[]> {
  const halo = await startHaloSimulator();
  const snow = await startServiceNowSimulator();
  const given = () => snow.calls()["POST oauth_token"] ?? 0;
  return [
    { connector: halopsa, simulator: halo, expire: () => halo.expireTokens(), tokens: () => halo.tokensGiven() },
    { connector: servicenow, simulator: snow, expire: () => snow.revokeToken(), tokens: given },
  ];
}

/** Many reads at once, of a record each. @returns how many found it */
async function readAtOnce(desk: Desk, ids: readonly string[]): Promise<number> {
  const answers = await Promise.all(ids.map((id) => desk.read([ExternalId.parse(id)])));
  return answers.filter((answer, index) => answer.ok && answer.value.has(ExternalId.parse(ids[index]))).length;
}

async function expireOnce(
  context: ScenarioContext,
  one: Expiring,
  calls: number,
  rounds: number,
): Promise<string | undefined> {
  const { desk } = openConnector(context, one.connector, one.simulator);
  const ids: string[] = [];
  for (let index = 0; index < calls; index++)
    ids.push(await one.simulator.technician.createTicket({ title: `F10 ${index}`, description: "." }));
  await readAtOnce(desk, ids.slice(0, 1));
  for (let round = 0; round < rounds; round++) {
    const before = one.tokens();
    one.expire();
    const found = await readAtOnce(desk, ids);
    const refreshes = one.tokens() - before;
    if (found !== calls || refreshes !== 1)
      return `${one.connector.manifest.name}: ${refreshes} refreshes, ${found} of ${calls} answered`;
  }
  return undefined;
}

export const expiredTokens = defineScenario(
  "F10",
  "the token ends under many calls at once",
  async (context, sizes) => {
    const wrong: string[] = [];
    const all = await startExpiring();
    for (const one of all) wrong.push(...[(await expireOnce(context, one, sizes.calls, sizes.rounds)) ?? []].flat());
    return {
      pass: wrong.length === 0,
      figure:
        wrong.length === 0
          ? `one refresh each of ${sizes.rounds} times under ${sizes.calls} calls, none lost, at HaloPSA and ServiceNow`
          : wrong.join("; "),
    };
  },
);

export const revokedCredentials = defineScenario(
  "F11",
  "credentials that the vendor no longer takes",
  async (context, sizes) => {
    const [east, north] = [await startDesk(), await startDesk()];
    const west = await putProxyBefore(await startDesk());
    const setups = { east: describeDesk(east), north: describeDesk(north), west: describeDesk(west) };
    const world = await openDeskWorld(context, setups, { pollSeconds: 1 });
    await east.technician.createTicket({ title: "F11" });
    await awaitTitles(world, ["F11"], 3);
    let attempts = 0;
    west.proxy.setDecide(() => {
      attempts += 1;
      const body = JSON.stringify({ errors: ["Unauthorized"] });
      return { do: "answer", status: 401, headers: { "content-type": "application/json" }, body };
    });
    let edits = 0;
    const endsAt = performance.now() + sizes.watchMs;
    const took: number[] = [];
    while (performance.now() < endsAt) {
      const priority = edits++ % 2 === 0 ? "High" : "Low";
      await east.technician.edit(findTicket(east, "F11").id, { priority });
      took.push(await awaitThat("the third desk", () => findTicket(north, "F11").priority === priority));
      await pause(sizes.everyMs);
    }
    const seen = attempts;
    const isTold = async () =>
      ((await world.api.get("/notices")) as { kind: string }[]).some(({ kind }) => kind === "unauthorized");
    const told = await comesAbout(isTold, 5_000);
    west.proxy.setDecide(() => ({ do: "pass" }));
    await world.api.patch("/connections/west", { secrets: west.secrets, mode: "live" });
    const isBack = () => findTicket(west, "F11").priority === findTicket(east, "F11").priority;
    const back = await comesAbout(isBack, 30_000);
    const allowed = sizes.attempts + Math.floor(sizes.watchMs / 900_000);
    return {
      pass: seen > 0 && seen <= allowed && told && back,
      figure: `${seen} attempts in ${sizes.watchMs / 1_000} s (at most ${allowed}), ${told ? "a person is told" : "nobody is told"}; ${edits} edits reached the third desk in at most ${Math.round(Math.max(...took))} ms; ${back ? "nothing owed after it was let in again" : "not equal within 30 s after it was let in again"}`,
    };
  },
);
