import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestStep } from "../contract.ts";
import { createOne, good, openWorld, type TestWorld } from "./test-world.ts";

const failed = (steps: readonly TestStep[]) => steps.filter(({ ok }) => !ok);
const detailOf = (steps: readonly TestStep[], step: string) =>
  steps.find((one) => one.step.startsWith(step))?.detail ?? assert.fail(`no step ${step}`);

async function openWithTicket(...parameters: Parameters<typeof openWorld>): Promise<TestWorld> {
  const world = await openWorld(...parameters);
  const id = await createOne(world);
  good(await world.desk.addComment(id, { body: "Ours", format: "plain", visibility: "internal" }));
  return world;
}

describe("the connection test", () => {
  it("passes on an instance that is set up well, and writes nothing", async (context) => {
    const world = await openWithTicket(context);
    const before = world.simulator.ledger().length;
    const steps = await Array.fromAsync(world.desk.test());
    assert.deepEqual(failed(steps), []);
    assert.equal(world.simulator.ledger().length, before);
    assert.match(detailOf(steps, "Read comments"), /as rows/);
    assert.match(detailOf(steps, "Try a query"), /ignores what it does not understand/);
    assert.match(detailOf(steps, "Read the API user's roles"), /^itil$/);
  });

  it("knows a strict instance, a hidden journal, hidden roles and hidden clocks, none of which stops it", async (context) => {
    const world = await openWithTicket(context);
    world.simulator.setToggles({ strictQueries: true, journalsHidden: true, rolesHidden: true, slaHidden: true });
    const steps = await Array.fromAsync(world.desk.test());
    assert.deepEqual(failed(steps), []);
    assert.match(detailOf(steps, "Try a query"), /as it should/);
    assert.match(detailOf(steps, "Read comments"), /display text/);
    assert.match(detailOf(steps, "Read lists"), /roles cannot be read/);
    assert.match(detailOf(steps, "Read SLA"), /left out/);
  });

  /** [sentence, what is wrong, step that fails, words] */
  const cases: readonly [string, (world: TestWorld) => void, string, RegExp][] = [
    [
      "a hibernating instance",
      ({ simulator }) => simulator.setToggles({ hibernating: true }),
      "Reach the instance",
      /hibernating/,
    ],
    [
      "a page in between",
      ({ simulator }) => simulator.setFaults({ badAnswer: { kind: "html", times: 1 } }),
      "Reach the instance",
      /web page/,
    ],
    [
      "another zone",
      ({ simulator }) => simulator.setUser("svc_interdesk", { time_zone: "US/Pacific" }),
      "Find the API user itself",
      /US\/Pacific/,
    ],
    ["shifted instants", ({ simulator }) => simulator.setToggles({ zoneHours: 2 }), "Try an instant in a query", /GMT/],
    [
      "old resolution codes",
      ({ simulator }) => simulator.setToggles({ oldCloseCodes: true }),
      "Check the resolution code",
      /Solved \(Permanently\)/,
    ],
    [
      "an API user that is switched off",
      ({ simulator }) => simulator.setUser("svc_interdesk", { active: "false" }),
      "Find the API user itself",
      /not active/,
    ],
  ];
  for (const [sentence, spoil, step, words] of cases) {
    it(`tells ${sentence}`, async (context) => {
      const world = await openWithTicket(context);
      spoil(world);
      const [first] = failed(await Array.fromAsync(world.desk.test()));
      assert.equal(first?.step, step);
      assert.match(first.detail, words);
    });
  }

  it("tells wrong credentials, a wrong user name and a missing API policy apart", async (context) => {
    const wrong = await openWorld(context, { secrets: { clientSecret: "not-the-secret" } });
    const [token] = failed(await Array.fromAsync(wrong.desk.test()));
    assert.match(token?.detail ?? "", /OAuth Application User/);
    const gate = await openWorld(context, {
      settings: { auth: "basic" },
      secrets: { password: "simulator-password-9Kd4" },
    });
    gate.simulator.setToggles({ basicGate: true });
    assert.deepEqual(failed(await Array.fromAsync(gate.desk.test())), []);
    gate.simulator.setUser("svc_interdesk", { web_service_access_only: "false" });
    const [basic] = failed(await Array.fromAsync(gate.desk.test()));
    assert.match(basic?.detail ?? "", /Web service access only/);
    const nameless = await openWorld(context, { settings: { userName: "somebody_else" } });
    assert.match(failed(await Array.fromAsync(nameless.desk.test()))[0]?.detail ?? "", /No user "somebody_else"/);
    const keyed = await openWorld(context, {
      settings: { auth: "apiKey" },
      secrets: { apiKey: "simulator-api-key-3Wn8" },
    });
    keyed.simulator.setToggles({ keyApis: ["table", "stats"] });
    const [file] = failed(await Array.fromAsync(keyed.desk.test()));
    assert.equal(file?.step, "Read attachments (Attachment API)");
    assert.match(file.detail, /access policy/);
    const empty = await openWorld(context, { settings: { auth: "apiKey" } });
    assert.match(failed(await Array.fromAsync(empty.desk.test()))[0]?.detail ?? "", /no API key/);
  });

  it("tells a wrong table and an address where nobody answers", async (context) => {
    const table = await openWorld(context, { settings: { table: "incidnet" } });
    assert.match(failed(await Array.fromAsync(table.desk.test()))[0]?.detail ?? "", /no such table/);
    const world = await openWorld(context);
    await world.simulator.close();
    const [step] = failed(await Array.fromAsync(world.desk.test()));
    assert.equal(step?.step, "Reach the instance");
    assert.match(step.detail, /could not be reached/);
  });

  it("discovers statuses with their reasons, groups, categories and companies", async (context) => {
    const world = await openWorld(context);
    const found = good(await world.desk.discover());
    assert.deepEqual(
      found.choices.status?.map(({ value, label }) => `${value} ${label}`),
      [
        "1 New",
        "2 In Progress",
        "3 On Hold",
        "3/1 On Hold (Awaiting Caller)",
        "3/3 On Hold (Awaiting Problem)",
        "3/4 On Hold (Awaiting Vendor)",
        "3/5 On Hold (Awaiting Change)",
        "6 Resolved",
        "7 Closed",
        "8 Canceled",
      ],
    );
    assert.ok(found.choices.category?.some(({ value }) => value === "software > email"));
    assert.deepEqual(found.clients.map(({ name }) => name).toSorted(), ["Acme Dental", "Harbor Foods"]);
    assert.equal(found.choices.queue?.find(({ label }) => label === "Old Desk")?.active, false);
  });
});
