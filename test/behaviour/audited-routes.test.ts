import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startNtfySimulator } from "../../connectors/ntfy/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { listApiRoutes } from "../support/api-routes.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { changeNothing, elsewhere } from "./audited-elsewhere.ts";
import { steps } from "./audited-routes.ts";
import { quarantined } from "./audited-step.ts";

/** Whatever these steps change, but what workers do by themselves. */
const tables = [
  "connection",
  "client",
  "client_ref",
  "client_guide",
  "rule_set",
  "maintenance_window",
  "configuration_item",
  "configuration_item_key",
  "duty_override",
  "calendar_feed",
  "api_key",
  "person",
  "person_link",
  "person_session",
  "membership",
  "webhook",
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
  it("is known here by what it writes into the audit", () => {
    const there = listApiRoutes().filter((route) => !route.startsWith("GET "));
    const known = [...steps.map(({ route }) => route), ...Object.keys(elsewhere), ...changeNothing];
    assert.deepEqual(there, [...new Set(known)].toSorted());
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
