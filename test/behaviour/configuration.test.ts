import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Refused } from "../../server/cli/client.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import {
  bearerToken,
  type ConfigurationWorld,
  fullConfiguration,
  openConfigurationWorld,
} from "../support/configuration-world.ts";

let world: ConfigurationWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openConfigurationWorld({ after: (run) => void closers.unshift(run) });
});
after(async () => {
  for (const close of closers) await close();
});

const outlined = (changes: readonly { part: string; action: string; name: string }[]) =>
  changes.map(({ part, action, name }) => `${action} ${part} ${name}`);
/** What is refused, line by line. */
const refusal = async (asked: Promise<unknown>): Promise<string[]> => {
  const error = await asked.then(
    () => assert.fail("it was not refused"),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof Refused, String(error));
  return error.message.split("\n");
};
const everything = () =>
  askDatabase<{ all: string }>(
    world.database,
    `select md5(concat((select string_agg(c::text, ',' order by c.id) from connection c),
      (select string_agg(c::text, ',' order by c.id) from client c), (select count(*) from audit),
      (select string_agg(r::text, ',' order by r.version) from rule_set r),
      (select string_agg(w::text, ',' order by w.id) from webhook w),
      (select string_agg(i::text, ',' order by i.id) from configuration_item i))) as all`,
  );

describe("a configuration", () => {
  it("is empty at first, and says what it is", async () => {
    const text = await world.exported();
    assert.match(text, /^# yaml-language-server: \$schema=/);
    assert.match(text, /\ninterdesk: 1\n\nclients: \[\]\n\nconnections: \[\]\n/);
    assert.deepEqual((await world.diff(text)).changes, []);
  });

  it("is applied all of it or nothing, though only the vendor finds what is wrong", async () => {
    const before = await everything();
    const wrong = fullConfiguration(world.halo).replace('out: { "1": "1"', 'out: { "1": "no such priority"');
    const secrets = { ...world.secrets, prom: { bearerToken } };
    const [problem] = await refusal(world.apply(wrong, { secrets }));
    assert.match(problem ?? "", /^connection "halo": maps\.priority\.out\.1: /);
    assert.deepEqual(await everything(), before);
  });

  it("sets up everything at once, and then has nothing more to change", async () => {
    const secrets = { ...world.secrets, prom: { bearerToken } };
    const text = fullConfiguration(world.halo);
    const done = await world.apply(text, { secrets });
    assert.deepEqual(outlined(done.changes), [
      "add clients Acme",
      "add clients Beta",
      "add connections halo",
      "add connections prom",
      "add items Acme: hv-1",
      "add items Acme: vm-1",
      "add rules rules",
      "add sla sla",
      "add onCall onCall",
      "add webhooks https://told.example",
      "add windows maintenance of Beta: Patch night",
    ]);
    assert.match(done.connections[0]?.hookUrl ?? "", /^http.*\/hooks\//);
    assert.match(done.webhooks[0]?.secret ?? "", /^whsec_/);
    assert.deepEqual((await world.diff(text, { secrets })).changes, []);
    const rows = (await world.api.get("/connections")) as { name: string; mode: string; rules: { home: boolean } }[];
    assert.deepEqual(
      rows.map(({ name, mode, rules }) => [name, mode, rules.home]),
      [
        ["halo", "shadow", true],
        ["prom", "live", false],
      ],
    );
    // Its secrets work: the simulated Halo lets it in.
    const steps = (await world.api.post("/connections/halo/test")) as { ok: boolean }[];
    assert.ok(
      steps.every(({ ok }) => ok),
      JSON.stringify(steps),
    );
  });

  it("comes back as it was saved, comments too, and makes another tenant the same", async () => {
    const text = await world.exported();
    assert.match(text, /\n {2}# Nobody is told of the lab\.\n/);
    assert.match(text, / # as yet\n/);
    assert.match(text, /clientSecret:\n {8}env: INTERDESK_HALO_CLIENT_SECRET\n/);
    for (const value of [...Object.values(world.halo.secrets), bearerToken]) assert.ok(!text.includes(String(value)));
    assert.deepEqual((await world.diff(text)).changes, []);

    await world.api.post("/tenants", { name: "Twin" });
    const twin = await world.asTenant("Twin");
    const secrets = { ...world.secrets, prom: { bearerToken } };
    await world.apply(text, { secrets, api: twin });
    assert.equal(await world.exported("", twin), text);
  });

  it("tells each difference, never a secret, and changes only what it names", async () => {
    const text = `interdesk: 1
connections:
  - name: halo
    connector: halopsa
    mode: parked
    reason: Moving
    settings: { concurrency: 2 }
    secrets: { webhookSecret: { env: HALO_HOOK }, clientSecret: { env: HALO_SECRET } }
    defaultClient: null
rules: { storm: { perMinute: 90 } }
`;
    const secrets = { halo: { webhookSecret: "another-secret-1" } };
    const { changes, left, keptSecrets } = await world.diff(text, { secrets });
    assert.deepEqual(
      changes.map(({ part, differences }) => [part, differences.map(({ path, from, to }) => `${path} ${from} ${to}`)]),
      [
        [
          "connections",
          [
            'mode "shadow" "parked"',
            'reason null "Moving"',
            "settings.concurrency 3 2",
            "secrets.webhookSecret *** *** (another one)",
            'defaultClient "Gamma" null',
          ],
        ],
        ["rules", []],
      ],
    );
    assert.match(changes[1]?.lines ?? "", /\n-.*the lab is quiet\n[\s\S]*\n\+.*storm:/);
    assert.deepEqual(left, [{ part: "connections", name: "prom" }]);
    assert.deepEqual(keptSecrets, [{ connection: "halo", field: "clientSecret" }]);
    assert.ok(!JSON.stringify(changes).includes("another-secret-1"));
    await world.apply(text, { secrets });
    assert.deepEqual((await world.diff(text, { secrets })).changes, []);
    const steps = (await world.api.post("/connections/halo/test")) as { ok: boolean }[];
    assert.ok(
      steps.every(({ ok }) => ok),
      "the secret that was not named still counts",
    );
    const audit = (await world.api.get("/audit?limit=10")) as { entries: { action: string; detail: unknown }[] };
    assert.deepEqual(audit.entries.find(({ action }) => action === "configuration.apply")?.detail, {
      added: 0,
      changed: 2,
      removed: 0,
    });
    assert.ok(!JSON.stringify(audit).includes("another-secret-1"));
  });

  it("is not applied over what somebody changes meanwhile", async () => {
    const text = `interdesk: 1
connections:
  - name: halo
    connector: halopsa
    mode: shadow
    maps: { priority: { in: { "1": 2, "2": 2, "3": 3, "4": 4 }, out: { "1": "1", "2": "2", "3": "3", "4": "4", "5": "4" } } }
`;
    const asked = () => Object.values(world.halo.calls()).reduce((sum, count) => sum + count, 0);
    const calls = asked();
    world.halo.setFaults({ latencyMs: 1_500 });
    const applying = refusal(world.apply(text));
    await awaitUntil("it is asked", async () => (asked() > calls ? true : undefined));
    await world.api.post("/sla", { text: "policies: [{ name: silver, response: { 1: 30m } }]" });
    world.halo.setFaults({ latencyMs: 0 });
    assert.deepEqual(await applying, [
      "Somebody has changed something meanwhile. Nothing was applied; please try again.",
    ]);
    await world.apply(text);
  });

  it("takes away what it does not name only when it is told to", async () => {
    const text = "interdesk: 1\nclients: []\nconnections: []\nwebhooks: []\nwindows: []\n";
    const kept = await world.apply(text);
    assert.deepEqual(kept.changes, []);
    assert.equal(kept.left.length, 7);
    const gone = await world.apply(text, { prune: true });
    assert.deepEqual(outlined(gone.changes), [
      "remove windows maintenance of Beta: Patch night",
      "remove webhooks https://told.example",
      "remove connections halo",
      "remove connections prom",
    ]);
    assert.deepEqual(
      gone.left.map(({ name }) => name),
      ["Acme", "Beta", "Gamma"],
    );
    assert.deepEqual(await world.api.get("/connections"), []);
  });
});
