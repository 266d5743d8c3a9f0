import assert from "node:assert/strict";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import type { Json } from "../../schemas/json.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { readRequest } from "../contract/monitor-recordings.ts";
import { type DeskWorld, openDeskWorld } from "./desk-world.ts";

export interface SourceWorldOptions {
  connector: string;
  simulator: SourceSimulator;
  settings?: Readonly<Record<string, Json>>;
}

/** A hub between a simulated Autotask and one simulated monitoring tool, connected as `tool`; alerts are one customer's. */
export async function openSourceWorld(
  context: { after(run: () => Promise<void>): void },
  { connector, simulator, settings = {} }: SourceWorldOptions,
) {
  const desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
  const options = { allowedPrivate: [simulator.address] };
  const world = await openDeskWorld(context, { autotask: { connector: "autotask", desk } }, options);
  context.after(() => simulator.close());
  const { hookUrl } = (await world.api.post("/connections", {
    name: "tool",
    connector,
    settings: { ...simulator.settings, ...settings },
    secrets: simulator.secrets,
    defaultClient: desk.clients[0]?.name ?? assert.fail("the desk has no client"),
  })) as { hookUrl: string };
  return { ...world, desk, simulator, hookUrl, ...buildSteps(world, connector, hookUrl) };
}

function buildSteps(world: DeskWorld, connector: string, hookUrl: string) {
  const folder = new URL(`../../connectors/${connector}/recordings/`, import.meta.url);
  const views = async () => Promise.all((await world.tickets()).map(({ id }) => world.ticket(id)));
  return {
    views,
    /** Sends a body as the tool would, and answers when it was applied. */
    async send(body: string, contentType = "application/json"): Promise<void> {
      const answer = await fetch(hookUrl, { method: "POST", headers: { "content-type": contentType }, body });
      const { deliveryId } = (await answer.json()) as { deliveryId: string };
      assert.equal(answer.status, 202);
      await awaitUntil("the delivery to be applied", async () => {
        const { outcome } = (await world.api.get(`/deliveries/${deliveryId}`)) as { outcome: string };
        if (outcome === "quarantined") assert.fail(`the delivery ${deliveryId} could not be read`);
        return outcome === "open" ? undefined : true;
      });
    },
    readRecorded: (name: string) => readRequest(folder, `${name}.json`),
    /** The ticket of an alert, once it is as wanted. */
    async until(what: string, is: (ticket: TicketView) => boolean): Promise<TicketView> {
      const { value } = await awaitUntil(what, async () => (await views()).find(is));
      return value;
    },
  };
}
