import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { type NsightSimulator, simulatedKey, startNsightSimulator } from "../../connectors/nable-nsight/simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const closers: (() => Promise<void>)[] = [];
let nsight: NsightSimulator;
let world: DeskWorld;
let database: pg.Client;
let hookUrl = "";

before(async () => {
  nsight = await startNsightSimulator();
  const environment = { INTERDESK_LOG_LEVEL: "silent" };
  world = await openDeskWorld(
    { after: (run) => void closers.push(run) },
    {},
    { allowedPrivate: [nsight.address], environment },
  );
  database = new pg.Client(world.database.admin);
  await database.connect();
  const added = (await world.api.post("/connections", {
    name: "rmm",
    connector: "nable-nsight",
    settings: { server: nsight.url },
    secrets: { apiKey: simulatedKey },
    defaultClient: "Acme Dental",
  })) as { hookUrl: string };
  hookUrl = added.hookUrl;
});
after(async () => {
  await database.end();
  for (const close of closers) await close();
  await nsight.close();
});

const count = async (sql: string) =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n;

/** Asks now, and waits until the tool was asked and all that was stored is taken. */
async function ask(): Promise<void> {
  const { calls } = nsight;
  const before = calls().length;
  await world.api.post("/connections/rmm/poll");
  await awaitUntil("a call", async () => (calls().length > before ? true : undefined));
  await awaitUntil("the end of the turn", async () => {
    const open = await count("connection_run where read_lease_owner is not null");
    return open === 0 && (await count("delivery_open")) === 0 ? true : undefined;
  });
}

const statuses = async () => (await world.tickets()).map(({ title, status }) => `${title}: ${status}`).toSorted();

const disk = { id: 9001, description: "Disk", output: "Free: 1 GB", device: 501 };
const backup = { id: 9002, description: "Backup", output: "Failed", device: 502 };

describe("a monitoring tool that has to be asked", () => {
  it("opens tickets, and ends those that it lists no more; what says the same is stored once", async () => {
    nsight.fail(disk);
    nsight.fail(backup);
    await ask();
    await ask();
    assert.deepEqual(await statuses(), ["Backup on SRV-502: new", "Disk on SRV-501: new"]);
    nsight.pass(disk.id);
    await ask();
    assert.deepEqual(await statuses(), ["Backup on SRV-502: new", "Disk on SRV-501: resolved"]);
    nsight.fail(disk);
    await ask();
    // It is back soon: its ticket goes on.
    assert.deepEqual(await statuses(), ["Backup on SRV-502: new", "Disk on SRV-501: new"]);
    const stored = await count("delivery");
    await ask();
    assert.equal(await count("delivery"), stored);
  });

  it("ends nothing by an answer that is no list, and says what is wrong", async () => {
    const before = await statuses();
    for (const [body, words] of [
      ["<html/>", /^unreadable/],
      ['<result status="FAIL"><error><message>Too busy</message></error></result>', /^unavailable: .*Too busy/],
    ] as const) {
      nsight.answer(body);
      await ask();
      const [connection] = (await world.api.get("/connections")) as { lastError: string | null }[];
      assert.match(connection?.lastError ?? "", words);
    }
    nsight.answer(null);
    await ask();
    assert.deepEqual(await statuses(), before);
    assert.equal(((await world.api.get("/connections")) as { lastError: string | null }[])[0]?.lastError, null);
  });

  it("replayed, opens and ends nothing that was seen since", async () => {
    const before = await statuses();
    const { rows } = await database.query<{ id: string }>("select id from delivery order by id limit 1");
    await world.api.post(`/deliveries/${rows[0]?.id}/replay`);
    await awaitUntil("the replay", async () => ((await count("delivery_open")) === 0 ? true : undefined));
    assert.deepEqual(await statuses(), before);
  });

  it("explains an end by the answer that did not name it", async () => {
    nsight.pass(backup.id);
    await ask();
    const { rows } = await database.query<{ reason: string; body: Buffer }>(
      `select e.reason, d.body from event e join delivery d on d.id = e.delivery_id
        join alert a on a.id = e.alert_id where a.dedup_key like '%/9002' order by e.at desc limit 1`,
    );
    assert.equal(rows[0]?.reason, "alertCleared");
    assert.doesNotMatch(rows[0].body.toString("latin1"), /9002/);
  });

  it("has no address to deliver to", async () => {
    const answer = await fetch(hookUrl, { method: "POST", headers: { "content-type": "text/xml" }, body: "<result/>" });
    assert.equal(answer.status, 404);
  });

  it("is let in again once its new key is entered", async () => {
    const asked = nsight.calls().length;
    await world.api.patch("/connections/rmm", { secrets: { apiKey: "0000000000000000" } });
    await awaitUntil("the refusal", async () => {
      const [connection] = (await world.api.get("/connections")) as { lastError: string | null }[];
      return connection?.lastError?.startsWith("unauthorized") ? true : undefined;
    });
    await world.api.patch("/connections/rmm", { secrets: { apiKey: simulatedKey } });
    await awaitUntil("a success", async () => {
      const [connection] = (await world.api.get("/connections")) as { lastError: string | null }[];
      return connection?.lastError === null ? true : undefined;
    });
    assert.ok(nsight.calls().length - asked <= 4, "the account is not locked by it");
  });
});
