import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startNtfySimulator } from "../../connectors/ntfy/simulator/index.ts";
import type { PagerSimulator } from "../../connectors/simulator-kit/pager-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { type DeskBackups, openDeskBackups } from "../support/backup-world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const addresses = { ann: "ann-7Qm2xR9vKd4T", ben: "ben-7Qm2xR9vKd4T", boss: "boss-7Qm2xR9vKd4T" };
const toPerson = (id: keyof typeof addresses) => ({
  id,
  name: id,
  timeZone: "UTC",
  channels: [{ connection: "ntfy", channel: "push", address: addresses[id] }],
});
const plan = {
  people: [toPerson("ann"), toPerson("ben"), toPerson("boss")],
  schedules: [],
  escalations: [
    {
      name: "wake",
      repeat: { times: 0 },
      steps: [{ notify: [{ person: "ann" }] }, { afterMinutes: 5, notify: [{ person: "ben" }] }],
    },
  ],
  assignments: [{ policy: "wake", priorities: [1, 2] }],
  lastResort: [{ person: "boss" }],
};

type Notice = { kind: string; title: string; body: string; settledAt: string | null };

let world: DeskWorld;
let backups: DeskBackups;
let ntfy: PagerSimulator;
let hookUrl = "";
const closers: (() => Promise<void>)[] = [];
const context = {
  after(run: () => Promise<void>): void {
    closers.unshift(run);
  },
};
const ask = <Row extends object>(statement: string) => askDatabase<Row>(world.database, statement);

before(async () => {
  ntfy = await startNtfySimulator();
  context.after(() => ntfy.close());
  const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  world = await openDeskWorld(
    context,
    { psa: { connector: "autotask", desk } },
    { pollSeconds: 10, allowedPrivate: [ntfy.address], environment: { INTERDESK_LOG_LEVEL: "silent" } },
  );
  backups = await openDeskBackups(context, world);
  const { settings, secrets } = ntfy;
  await world.api.post("/connections", { name: "ntfy", connector: "ntfy", settings: { ...settings }, secrets });
  await world.api.post("/on-call", { text: JSON.stringify(plan) });
  const alerts = { name: "alerts", connector: "alertmanager", secrets: { bearerToken: "test-token-not-secret" } };
  const added = await world.api.post("/connections", { ...alerts, defaultClient: desk.clients[0]?.name });
  ({ hookUrl } = added as { hookUrl: string });
});
after(async () => {
  for (const close of closers) await close();
});

const pagesTo = (who: keyof typeof addresses, about: string) =>
  ntfy.pages().filter(({ to, text }) => to === addresses[who] && text.includes(about)).length;
const paged = (who: keyof typeof addresses, about: string) =>
  awaitUntil(`a page to ${who}`, async () => (pagesTo(who, about) > 0 ? true : undefined));

/** An alert that has woken the first person, and whose second step is due in seconds. */
async function fire(alertname: string, seconds: number): Promise<void> {
  await deliverAlerts(hookUrl, [{ alertname, severity: "critical" }]);
  await paged("ann", alertname);
  await ask(`update escalation e set stepped_at = now() - interval '5 minutes' + ${seconds} * interval '1 second',
    next_at = now() + ${seconds} * interval '1 second' from ticket t
    where t.id = e.ticket_id and t.fields ->> 'title' = '${alertname}'`);
}

async function recovered(cause: RegExp): Promise<Notice> {
  const { value } = await awaitUntil("the notice", async () => {
    const all = (await world.api.get("/notices?all=true")) as Notice[];
    return all.find(({ kind, title, settledAt }) => kind === "recovery" && settledAt === null && cause.test(title));
  });
  return value;
}

describe("what fell due while nothing was done", () => {
  it("is one notice after a restore, and what comes next is paged as usual", async () => {
    await fire("Restored", 8);
    const file = await backups.take("paging.backup");
    await paged("ben", "Restored");
    await world.restart(async () => void (await backups.restore(file)));
    const { title, body } = await recovered(/^Restore/);
    assert.match(title, /1 thing fell due/);
    assert.match(body, /“Restored”: escalation “wake”, step 2/);
    assert.deepEqual([pagesTo("ann", "Restored"), pagesTo("ben", "Restored")], [1, 1], "nobody twice");
    await ask(
      "update escalation set stepped_at = now() - interval '5 minutes', next_at = now() where stage = 'running'",
    );
    await paged("boss", "Restored");
  });

  it("is one notice after an outage, but not after a restart", async () => {
    await fire("Unseen", 600);
    await world.restart(async () => {
      await ask("update instance set beat_at = now() - interval '20 minutes'");
      await ask(
        "update escalation set next_at = now() - interval '1 minute', stepped_at = now() - interval '6 minutes' where stage = 'running'",
      );
    });
    const { title, body } = await recovered(/^Outage/);
    assert.match(title, /fell due in 20 minutes/);
    assert.match(body, /“Unseen”: escalation “wake”, step 2/);
    assert.equal(pagesTo("ben", "Unseen"), 0);
    await fire("Late", 600);
    await world.restart(async () => {
      await ask(
        "update escalation set next_at = now() - interval '1 minute', stepped_at = now() - interval '6 minutes' where stage = 'running'",
      );
    });
    await paged("ben", "Late");
  });

  it("is found when the database went back by other means, once", async () => {
    const epochs = () => ask<{ epoch: number }>("select epoch from instance");
    const [before] = await epochs();
    await world.restart(async () => void (await ask("update instance set beat = 0")));
    await recovered(/^Restore/);
    const read = await ask<{ level: number }>(
      "select convalescing as level from connection_run r join connection c on c.id = r.connection_id where c.kind = 'desk'",
    );
    assert.deepEqual(read, [{ level: 0 }]);
    assert.deepEqual(await epochs(), [{ epoch: (before?.epoch ?? 0) + 1 }]);
    await world.restart();
    assert.deepEqual(await epochs(), [{ epoch: (before?.epoch ?? 0) + 1 }]);
    assert.deepEqual(await ask("select 1 from convalescence"), []);
  });
});
