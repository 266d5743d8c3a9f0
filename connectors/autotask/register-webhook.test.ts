import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http/vendor-http.ts";
import { autotask } from "./index.ts";
import { startAutotaskSimulator } from "./simulator/index.ts";

const hookUrl = "http://127.0.0.1:9/hooks/one";

async function openDesk(context: { after(run: () => Promise<void>): void }) {
  const simulator = await startAutotaskSimulator();
  const clock = { now: () => new Date() };
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: [],
    clock,
    random: () => 0,
  });
  context.after(async () => {
    await http.close();
    await simulator.close();
  });
  const { settings, secrets } = simulator;
  const opened = autotask.open({ settings, secrets, secretVersions: [secrets], maps: {}, http, clock });
  const desk = opened.desk ?? assert.fail("no desk");
  const ensure = async (url = hookUrl) => {
    const done = (await desk.ensureWebhook?.(url)) ?? assert.fail("cannot register");
    return done.ok ? done.value.state : done.error;
  };
  const list = async (family: string): Promise<Record<string, unknown>[]> => {
    const { secret, integrationCode } = secrets;
    const answer = await fetch(`${simulator.url}/ATServicesRest/V1.0/${family}/query`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        UserName: String(settings["userName"]),
        Secret: String(secret),
        ApiIntegrationCode: String(integrationCode),
      },
      body: JSON.stringify({ filter: [{ op: "gte", field: "id", value: 0 }] }),
    });
    return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
  };
  return { simulator, desk, ensure, list };
}

describe("webhooks that the hub registers by itself", () => {
  it("are one for tickets and one for notes, ready, and made once", async (context) => {
    const { ensure, list } = await openDesk(context);
    assert.equal(await ensure(), "made");
    assert.equal(await ensure(), "present");
    for (const family of ["TicketWebhooks", "TicketNoteWebhooks"]) {
      const rows = await list(family);
      assert.deepEqual(
        rows.map(({ webhookUrl, isActive, isReady }) => [webhookUrl, isActive, isReady]),
        [[hookUrl, true, true]],
        family,
      );
    }
  });

  it("are made anew when the vendor has switched them off, and others' are left alone", async (context) => {
    const { simulator, ensure, list } = await openDesk(context);
    await ensure();
    await simulator.registerWebhooks("http://127.0.0.1:9/hooks/other");
    assert.equal(await ensure(), "made", "an admin's own registration took ours away");
    const rows = await list("TicketWebhooks");
    assert.equal(rows.length, 2);
  });

  it("go when the connection goes", async (context) => {
    const { desk, ensure, list } = await openDesk(context);
    await ensure();
    const removed = await desk.removeWebhook?.(hookUrl);
    assert.equal(removed?.ok, true);
    assert.deepEqual(await list("TicketWebhooks"), []);
  });
});
