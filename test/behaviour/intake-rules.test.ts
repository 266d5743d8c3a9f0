import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import type { ExplainedEvent } from "../../server/rules/explain-events.ts";
import type { RehearsedRules } from "../../server/rules/rehearse-rules.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();

describe("rules that are typed", () => {
  it("are refused with line, place and reason, and nothing is saved", async () => {
    const text = [
      "rules:",
      "  - id: one",
      "    when: event.titel == 'x'",
      "  - id: two",
      "    set: { client: Nobody, desks: [autotask, halo] }",
      "  - id: three",
      "    colour: red",
    ].join("\n");
    await assert.rejects(intake.setRules(text), (cause: Error) => {
      assert.match(cause.message, /line 7, rules\.2\.colour: There is no field "colour"/);
      return true;
    });
    await assert.rejects(intake.setRules(text.split("\n").slice(0, 5).join("\n")), (cause: Error) => {
      assert.match(cause.message, /line 3, rules\.0\.when, characters 7 to 11: .*titel/);
      assert.match(cause.message, /line 5, rules\.1\.set\.client: There is no client "Nobody"\. Clients: Acme Dental/);
      assert.match(cause.message, /line 5, rules\.1\.set\.desks\.1: There is no service desk "halo"/);
      return true;
    });
    await assert.rejects(intake.setRules("rules: ["), /line 1: This is no YAML/);
    assert.equal(((await intake.world.api.get("/rules")) as { version: number }).version, 0);
  });

  it("say where in a text of several lines", async () => {
    const text = "rules:\n  - id: one\n    when: |\n      event.title == 'x' &&\n      event.bad == 'y'\n";
    await assert.rejects(intake.setRules(text), /line 5, rules\.0\.when, characters \d+ to \d+: .*bad/);
  });

  it("decide type, priority, queue, desks and what the ticket keeps; and the event says by which rule", async () => {
    await intake.setRules(
      [
        "rules:",
        "  - id: databases",
        "    when: event.resource.startsWith('sql-')",
        "    set:",
        "      type: problem",
        "      impact: 1",
        "      urgency: 3",
        "      desks: []",
        "      tags: [db]",
        "      slaPolicy: gold",
        "      runbookUrl: https://wiki.example/sql",
        "  - id: noise",
        "    when: event.title == 'Watch'",
        "    set: { drop: nobody wants to know }",
        "  - id: never",
        "    when: event.title == 'never'",
      ].join("\n"),
    );
    const client = "acme-dental";
    assert.equal(
      await intake.deliver(
        { alertname: "Slow queries", client, instance: "sql-1", severity: "critical" },
        { alertname: "Disk full", client, instance: "web-1", severity: "critical" },
        { alertname: "Watch", client, instance: "web-2", severity: "critical" },
      ),
      "applied",
    );
    const routed = await intake.ticketOf("Slow queries");
    assert.deepEqual([routed.fields.type, routed.fields.priority, routed.links], ["problem", 3, []]);
    assert.match(String(routed.fields.description), /Runbook: https:\/\/wiki\.example\/sql/);
    const { tags, slaPolicy, runbookUrl } = routed.routing ?? assert.fail("no routing");
    assert.deepEqual([tags, slaPolicy, runbookUrl], [["db"], "gold", "https://wiki.example/sql"]);
    const [event] = routed.timeline.filter(({ kind }) => kind === "event");
    assert.match(event?.text ?? "", /reported firing \(critical\), by the rules databases$/);
    const { because } = (event?.detail ?? assert.fail("no event")) as { because: unknown[] };
    assert.deepEqual(because.slice(0, 2), [
      { ruleId: "lookup:table", field: "client", value: "Acme Dental" },
      { ruleId: "databases", field: "type", value: "problem" },
    ]);
    const plain = await intake.ticketOf("Disk full");
    assert.deepEqual([plain.fields.type, plain.fields.priority, plain.links.length], ["incident", 1, 1]);
    await awaitUntil("its record in the desk", async () =>
      (await intake.ticketOf("Disk full")).links[0]?.number ? true : undefined,
    );
    assert.equal(await intake.titled("Watch"), undefined);
    const deliveries = (await intake.world.api.get("/deliveries")) as { connection: string; detail: string }[];
    const delivery = deliveries.find(({ connection }) => connection === "prometheus");
    assert.match(delivery?.detail ?? "", /1 × dropped by the rule noise: nobody wants to know/);
    const unused = (await intake.world.api.get("/rules/unused")) as { id: string }[];
    assert.deepEqual(
      unused.map(({ id }) => id),
      ["never"],
    );
    const since = (await intake.world.api.get("/rules/unused?since=2999-01-01")) as { id: string }[];
    assert.deepEqual(
      since.map(({ id }) => id),
      ["databases", "noise", "never"],
    );
  });

  it("are kept by version, and an older one comes back", async () => {
    const before = (await intake.world.api.get("/rules")) as { version: number; text: string };
    const { version } = await intake.setRules("rules: []");
    assert.equal(version, before.version + 1);
    assert.equal((await intake.setRules("rules: []")).changed, false);
    await intake.world.api.post("/rules/undo", {});
    const now = (await intake.world.api.get("/rules")) as { version: number; text: string };
    assert.deepEqual([now.version, now.text], [version + 1, before.text]);
    const history = (await intake.world.api.get("/rules/versions")) as { version: number }[];
    assert.deepEqual(
      history.map((one) => one.version),
      [3, 2, 1],
    );
    await assert.rejects(intake.world.api.post("/rules/undo", { to: 99 }), /no version 99/);
  });
});

describe("an explanation", () => {
  const body = alertmanagerBody([{ alertname: "Slow", client: "nobody", instance: "sql-9", severity: "warning" }]);

  it("tells of each rule what it did, and of the client what was tried", async () => {
    const [one] = (await intake.world.api.post("/rules/explain", {
      kind: "request",
      connection: "prometheus",
      body,
    })) as ExplainedEvent[];
    assert.deepEqual(
      one?.rules.map(({ ruleId, outcome }) => [ruleId, outcome]),
      [
        ["databases", "matched"],
        ["noise", "notMatched"],
        ["never", "notMatched"],
      ],
    );
    assert.deepEqual([one?.client.name, one?.result["priority"]], [null, 3]);
    assert.match(one?.client.detail ?? "", /the table for event\.clientHint does not know "nobody"/);
  });

  it("goes by rules that are not saved, and by an event or a stored delivery", async () => {
    const text = "rules: [{ id: a, when: 'connection.name == \"prometheus\"', set: { queue: Q } }]";
    const event = { dedupKey: "k", condition: "firing", severity: "low", title: "T", raisedAt: "2026-03-17T09:00:00Z" };
    const [one] = (await intake.world.api.post("/rules/explain", {
      kind: "event",
      connection: "prometheus",
      event,
      text,
    })) as ExplainedEvent[];
    assert.equal(one?.result["queue"], "Q");
    const deliveries = (await intake.world.api.get("/deliveries")) as { id: string; connection: string }[];
    const told = deliveries.find(({ connection }) => connection === "prometheus");
    const stored = (await intake.world.api.post("/rules/explain", {
      kind: "delivery",
      id: told?.id,
    })) as ExplainedEvent[];
    assert.deepEqual(
      stored.map(({ event: { title } }) => title),
      ["Slow queries", "Disk full", "Watch"],
    );
  });
});

describe("a rehearsal", () => {
  it("tells what would differ, and changes nothing", async () => {
    const text = "rules: [{ id: a, when: event.title == 'Disk full', set: { priority: 5, drop: no } }]";
    const before = await intake.world.tickets();
    const found = (await intake.world.api.post("/rules/test", { text })) as RehearsedRules;
    const [disk] = found.differences.filter(({ title }) => title === "Disk full");
    assert.deepEqual(disk?.fields, [
      { field: "priority", from: 1, to: 5 },
      { field: "drop", from: null, to: "no" },
    ]);
    assert.deepEqual([found.deliveries, found.events, found.differ], [1, 3, 3]);
    assert.deepEqual(await intake.world.tickets(), before);
  });
});
