import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startNtfySimulator } from "../../connectors/ntfy/simulator/index.ts";
import { TenantId } from "../../schemas/ids.ts";
import type { HubClient } from "../../server/cli/client.ts";
import { loadConfig } from "../../server/config/config.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { buildApi } from "../../server/main.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { dutyPlanText } from "../support/duty-world.ts";

const planText = dutyPlanText.replace(
  "name: Carl Roth,",
  "name: Carl Roth, channels: [{ connection: ntfy, channel: push, address: carl-7Qm2xR9vKd4T }],",
);
/** Day and night are not covered by the same people then, so both have something to give. */
const week = { schedule: "night", person: "anna", from: "2026-03-02T09:00", to: "2026-03-09T09:00" };
const weekAfter = { person: "ben", from: "2026-03-09T09:00", to: "2026-03-16T09:00" };

/** What one step leaves for the next. */
const made: Record<string, string> = {};

interface Step {
  route: string;
  action: string;
  send(api: HubClient): Promise<unknown>;
  /** What is changed is not in our database alone, or is there before: why that is so. */
  apart?: string;
}
const keep = async (name: string, answer: Promise<unknown>) => {
  const { id } = (await answer) as { id: string };
  made[name] = id;
};

const steps: readonly Step[] = [
  {
    route: "POST /connections",
    action: "connection.add",
    send: (api) =>
      api.post("/connections", {
        name: "extra",
        connector: "alertmanager",
        secrets: { bearerToken: "0123456789abcdef" },
        defaultClient: "New Client",
      }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { mode: "parked", reason: "tried" }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { secrets: { bearerToken: "fedcba9876543210" } }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { mode: "live" }),
  },
  {
    route: "POST /connections/:name/webhook",
    action: "connection.webhook",
    send: (api) => api.post("/connections/psa/webhook"),
  },
  {
    route: "POST /connections/:name/poll",
    action: "connection.poll",
    send: (api) => api.post("/connections/psa/poll"),
  },
  {
    route: "POST /connections/:name/reconcile",
    action: "connection.reconcile",
    send: (api) => api.post("/connections/psa/reconcile"),
  },
  {
    route: "POST /client-map",
    action: "client.map",
    send: (api) => api.post("/client-map", { connection: "extra", externalId: "new", client: "Newer Client" }),
  },
  {
    route: "POST /items",
    action: "items.import",
    send: (api) => api.post("/items", { items: [{ client: "New Client", name: "srv-1" }] }),
  },
  {
    route: "POST /connections/:name/deliveries",
    action: "delivery.add",
    apart: "deliveries are committed many at once, by a role that may add nothing else",
    send: async (api) => {
      const headers = { "content-type": "application/json" };
      const { deliveryId } = (await api.send("/connections/extra/deliveries", '{"version":"4"}', headers)) as {
        deliveryId: string;
      };
      made["delivery"] = deliveryId;
    },
  },
  {
    route: "POST /quarantine/:id/retry",
    action: "quarantine.retry",
    send: async (api) => api.post(`/quarantine/${await quarantined(api)}/retry`),
  },
  {
    route: "POST /deliveries/:id/replay",
    action: "delivery.replay",
    send: (api) => api.post(`/deliveries/${made["delivery"]}/replay`),
  },
  {
    route: "POST /deliveries/replay",
    action: "delivery.replay",
    send: (api) => api.post("/deliveries/replay", { clientHint: null }),
  },
  {
    route: "POST /maintenance",
    action: "silence.add",
    send: (api) =>
      keep(
        "window",
        api.post("/maintenance", { kind: "silence", reason: "Patch night", endsAt: "2099-01-01T00:00:00Z" }),
      ),
  },
  {
    route: "DELETE /maintenance/:id",
    action: "maintenance.end",
    send: (api) => api.remove(`/maintenance/${made["window"]}`),
  },
  {
    route: "POST /rules",
    action: "rules.set",
    send: (api) => api.post("/rules", { text: "storm: { perMinute: 100 }" }),
  },
  { route: "POST /rules/undo", action: "rules.undo", send: (api) => api.post("/rules/undo") },
  {
    route: "POST /sla",
    action: "sla.set",
    send: (api) => api.post("/sla", { text: "policies: [{ name: gold, response: { 1: 15m } }]" }),
  },
  { route: "POST /sla/undo", action: "sla.undo", send: (api) => api.post("/sla/undo") },
  { route: "POST /on-call", action: "onCall.set", send: (api) => api.post("/on-call", { text: planText }) },
  { route: "POST /on-call/undo", action: "onCall.undo", send: (api) => api.post("/on-call/undo") },
  {
    route: "POST /on-call",
    action: "onCall.set",
    send: (api) => api.post("/on-call", { text: `${planText}# again\n` }),
  },
  {
    route: "POST /on-call/overrides",
    action: "onCall.override.add",
    send: (api) =>
      keep(
        "override",
        api.post("/on-call/overrides", {
          schedule: "day",
          person: "ben",
          from: "2026-03-02T08:00",
          to: "2026-03-02T17:00",
        }),
      ),
  },
  {
    route: "DELETE /on-call/overrides/:id",
    action: "onCall.override.remove",
    send: (api) => api.remove(`/on-call/overrides/${made["override"]}`),
  },
  {
    route: "POST /on-call/overrides/swap",
    action: "onCall.swap.add",
    send: (api) => api.post("/on-call/overrides/swap", { ...week, with: weekAfter }),
  },
  {
    route: "POST /on-call/feeds",
    action: "onCall.feed.add",
    send: (api) => keep("feed", api.post("/on-call/feeds", { of: "anna" })),
  },
  {
    route: "DELETE /on-call/feeds/:id",
    action: "onCall.feed.revoke",
    send: (api) => api.remove(`/on-call/feeds/${made["feed"]}`),
  },
  { route: "POST /on-call/test", action: "onCall.test", send: (api) => api.post("/on-call/test", { person: "carl" }) },
  { route: "POST /keys/rewrap", action: "keys.rewrap", send: (api) => api.post("/keys/rewrap") },
  { route: "POST /audit/verify", action: "audit.verify", send: (api) => api.post("/audit/verify") },
  { route: "POST /audit/keys", action: "audit.keys", send: (api) => api.post("/audit/keys") },
  { route: "DELETE /connections/:name", action: "connection.remove", send: (api) => api.remove("/connections/extra") },
];

/** Routes whose rows are looked for where they are brought about. */
const elsewhere: Readonly<Record<string, string>> = {
  "POST /alerts/:id/split": "folds.test.ts",
  "POST /connections/:name/import": "going-live.test.ts",
  "POST /connections/:name/drift/repair": "going-live.test.ts",
};

/** Routes that are asked by POST, since they take a text, and change nothing. */
const changeNothing = new Set([
  "POST /connections/:name/test",
  "POST /connections/:name/discover",
  "POST /connections/:name/drift",
  "POST /rules/explain",
  "POST /rules/test",
  "POST /sla/backtest",
]);

/** Whatever these steps change, but what workers do by themselves. */
const tables = [
  "connection",
  "client",
  "client_ref",
  "rule_set",
  "maintenance_window",
  "configuration_item",
  "configuration_item_key",
  "duty_override",
  "calendar_feed",
  "tenant_key",
  "quarantine",
  "delivery_open",
  "audit",
];

let world: DeskWorld;
const closers: (() => Promise<void>)[] = [];
const ask = <Row extends object>(statement: string) => askDatabase<Row>(world.database, statement);

before(async () => {
  const desk = await startAutotaskSimulator();
  const ntfy = await startNtfySimulator();
  closers.push(() => ntfy.close());
  world = await openDeskWorld(
    { after: (run) => void closers.unshift(run) },
    { psa: { connector: "autotask", desk } },
    { allowedPrivate: [ntfy.address], environment: { INTERDESK_LOG_LEVEL: "silent" } },
  );
  await world.api.post("/connections", {
    name: "ntfy",
    connector: "ntfy",
    settings: { ...ntfy.settings },
    secrets: { ...ntfy.secrets },
  });
  await ask(`create table audit_fails (now boolean); insert into audit_fails values (false); grant select on audit_fails to public;
    create function fail_audit() returns trigger language plpgsql as $$ begin
      if (select f.now from audit_fails f) then raise exception 'no audit today'; end if;
      return new;
    end $$;
    create trigger audit_may_fail before insert on audit for each row execute function fail_audit()`);
});
after(async () => {
  for (const close of closers) await close();
});

async function quarantined(api: HubClient): Promise<string> {
  const { value } = await awaitUntil(
    "what is in quarantine",
    async () => ((await api.get("/quarantine")) as { id: string }[])[0],
  );
  return value.id;
}

async function digest(): Promise<string> {
  const parts = tables.map(
    (table) => `(select coalesce(md5(string_agg(t::text, '' order by t::text)), '-') from ${table} t)`,
  );
  // Pages are being sent while this looks.
  const pages = "(select string_agg(id::text, ' ' order by id) from page)";
  const [row] = await ask<{ all: string }>(`select concat_ws(' ', ${[...parts, pages].join(", ")}) as all`);
  return row?.all ?? "";
}

type Entries = { entries: { id: string; action: string }[] };
const newest = async () => ((await world.api.get("/audit?limit=1")) as Entries).entries[0];

describe("every route that changes something", () => {
  it("is known here by what it writes into the audit", async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-routes-"));
    closers.push(() => rm(dataDir, { recursive: true }));
    const config = await loadConfig("", { INTERDESK_DATA: dataDir });
    const { hub } = world.hub;
    const [tenant] = await ask<{ id: string }>("select id from tenant");
    const app = await buildApi(config, hub, { tenantId: TenantId.parse(tenant?.id), commit: hub.node.commit });
    const there = app.routes
      .filter(({ method }) => !["ALL", "GET"].includes(method))
      .map(({ method, path: route }) => `${method} ${route}`);
    const known = [...steps.map(({ route }) => route), ...Object.keys(elsewhere), ...changeNothing];
    assert.deepEqual([...new Set(there)].toSorted(), [...new Set(known)].toSorted());
  });

  for (const { route, action, send, apart } of steps)
    it(`${route} writes ${action}, ${apart === undefined ? "with what it changes or not at all" : "afterwards"}`, async () => {
      if (route === "POST /keys/rewrap") await addMasterKey();
      if (route === "POST /quarantine/:id/retry") await quarantined(world.api);
      await awaitUntil("workers at rest", async () =>
        (await ask("select 1 from delivery_open")).length === 0 ? true : undefined,
      );
      const before = await digest();
      await ask("update audit_fails set now = true");
      const refused = await send(world.api).then(
        () => "answered",
        (cause: unknown) => String(cause),
      );
      await ask("update audit_fails set now = false");
      assert.match(refused, /Something went wrong here/);
      if (apart === undefined) assert.equal(await digest(), before, "nothing is changed without its note");
      const last = await newest();
      await send(world.api);
      const entry = await newest();
      assert.deepEqual([entry?.action, entry?.id !== last?.id], [action, true]);
    });
});

/** Beside the hub's anchors lies its key file. */
async function addMasterKey(): Promise<void> {
  const file = path.join(path.dirname(world.hub.hub.anchors.path), "master-key");
  await writeFile(file, `young:${randomBytes(32).toString("base64")}\n${await readFile(file, "utf8")}`);
}
