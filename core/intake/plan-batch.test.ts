import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MaintenanceWindow } from "../../schemas/maintenance.ts";
import { minute } from "./test-events.ts";
import { clears, fires, id, Memory } from "./test-memory.ts";

const group = { key: "rack-1", windowMs: 3_600_000 };

describe("alerts that share a ticket", () => {
  it("open one, raise its priority with the worst, and end it with the last", () => {
    const memory = new Memory();
    memory.play(
      [
        [10, fires("a", { severity: "medium" })],
        [11, fires("b", { severity: "critical" })],
      ],
      { group },
    );
    memory.play([[12, fires("c", { severity: "low" })]], { group });
    assert.deepEqual(
      memory.tickets.map(({ fields }) => [fields.title, fields.priority]),
      [["Check a", 1]],
    );
    memory.play(
      [
        [20, clears("a", 20)],
        [21, clears("b", 21)],
      ],
      { group },
    );
    assert.deepEqual(memory.statuses(), ["new"]);
    memory.play([[22, clears("c", 22)]], { group });
    assert.deepEqual(memory.statuses(), ["resolved"]);
    assert.match(memory.tickets[0]?.fields.resolution ?? "", /the last of 3 alerts/);
    assert.deepEqual(memory.comments, []);
  });

  it("open another when the ticket has ended", () => {
    const memory = new Memory();
    memory.play(
      [
        [10, fires("a")],
        [20, clears("a", 20)],
        [40, fires("b", { raisedAt: minute(40) })],
      ],
      { group },
    );
    assert.deepEqual(memory.statuses(), ["resolved", "new"]);
  });

  it("reopen it when one of them returns soon", () => {
    const memory = new Memory();
    memory.play(
      [
        [10, fires("a")],
        [20, clears("a", 20)],
        [25, fires("a", { raisedAt: minute(25) })],
      ],
      { group, flap: null },
    );
    assert.deepEqual(memory.statuses(), ["new"]);
    assert.deepEqual(memory.tickets[0]?.fields.resolution, null);
    memory.play([[30, clears("a", 30)]], { group, flap: null });
    assert.deepEqual(memory.statuses(), ["resolved"]);
  });

  it("join what reads alike, and say why", () => {
    const memory = new Memory();
    const similar = { least: 0.9, windowMs: 600_000 };
    memory.play(
      [
        [10, fires("a", { title: "Disk C: full" })],
        [11, fires("b", { title: "Disk D: full" })],
      ],
      { similar },
    );
    assert.equal(memory.tickets.length, 1);
    assert.deepEqual(memory.decisions, ["openTicket firstFire", "join similar"]);
  });
});

describe("an alert that waits", () => {
  const window = MaintenanceWindow.parse({
    id: id(8),
    kind: "maintenance",
    clientId: null,
    resource: "srv-1",
    service: null,
    startsAt: minute(0),
    endsAt: minute(30),
    recurrence: null,
    reason: "Patch night",
    owner: "ann",
  });

  it("opens nothing in a window, and its ticket when that ends and it still fires", () => {
    const memory = new Memory();
    memory.windows = [window];
    memory.play([
      [10, fires("a", { resource: "srv-1" })],
      [11, fires("b", { resource: "srv-2" })],
    ]);
    assert.deepEqual(
      memory.tickets.map(({ fields }) => fields.title),
      ["Check b"],
    );
    assert.equal(memory.alert("a").handling, "suppressed");
    memory.review(29);
    assert.equal(memory.tickets.length, 1);
    memory.review(30);
    assert.deepEqual(
      memory.tickets.map(({ fields }) => fields.title),
      ["Check b", "Check a"],
    );
    assert.equal(memory.alert("a").handling, "open");
  });

  it("opens nothing at all when it has cleared by then", () => {
    const memory = new Memory();
    memory.windows = [window];
    memory.play([
      [10, fires("a", { resource: "srv-1" })],
      [20, clears("a", 20)],
    ]);
    memory.review(30);
    assert.deepEqual(memory.tickets, []);
    assert.deepEqual(memory.decisions, ["wait maintenance", "clear clearedUnopened"]);
  });

  it("is hidden behind what it depends on, and seen when that is fine and it is not", () => {
    const memory = new Memory();
    const wishes = { dependsOn: ["switch-1"] };
    memory.play(
      [
        [10, fires("up", { resource: "switch-1" })],
        [10, fires("a", { resource: "srv-1" })],
      ],
      wishes,
    );
    assert.equal(memory.tickets.length, 1);
    memory.review(11, wishes);
    assert.equal(memory.tickets.length, 1);
    memory.play([[12, clears("up", 12)]], wishes);
    memory.review(12, wishes);
    assert.deepEqual(memory.statuses(), ["resolved", "new"]);
  });

  it("opens its ticket after its hold-down, whose clock began with it", () => {
    const memory = new Memory();
    const wishes = { holdDownMs: 300_000 };
    memory.play([[10, fires("a")]], wishes);
    memory.review(14, wishes);
    assert.deepEqual(memory.tickets, []);
    memory.review(15, wishes);
    assert.equal(memory.tickets.length, 1);
    assert.equal(memory.alert("a").waiting, null);
  });

  it("never opens one where a rule says so", () => {
    const memory = new Memory();
    memory.play(
      [
        [10, fires("a")],
        [11, fires("a")],
      ],
      { suppress: "known noise" },
    );
    assert.deepEqual(memory.tickets, []);
    assert.equal(memory.alert("a").eventCount, 2);
  });
});

describe("an alert that flaps", () => {
  it("keeps one ticket open, says so once, and ends it when it has been calm", () => {
    const memory = new Memory();
    const flap = { changes: 4, withinMs: 1_800_000, calmMs: 600_000 };
    for (let at = 10; at < 30; at += 4)
      memory.play(
        [
          [at, fires("a", { raisedAt: minute(at) })],
          [at + 2, clears("a", at + 2)],
        ],
        { flap },
      );
    assert.deepEqual(memory.statuses(), ["new"]);
    assert.equal(memory.comments.length, 0);
    memory.review(37, { flap });
    assert.deepEqual(memory.statuses(), ["new"]);
    memory.review(38, { flap });
    assert.deepEqual(memory.statuses(), ["resolved"]);
  });
});

describe("a storm", () => {
  it("gathers what is not most urgent in one ticket, and gives each its own afterwards", () => {
    const memory = new Memory();
    memory.perMinute = 3;
    const storm = Array.from({ length: 8 }, (_, index) => `k${index}`);
    memory.play(storm.map((key) => [10, fires(key)]));
    memory.play([[10, fires("urgent", { severity: "critical" })]]);
    const titles = memory.tickets.map(({ fields }) => fields.title);
    assert.deepEqual(
      titles.map((title) => title.replace(/:.*/, "")),
      ["Check k0", "Check k1", "Check k2", "Alert storm at Acme", "Check urgent"],
    );
    memory.play([
      [12, clears("k3", 12)],
      [12, clears("k4", 12)],
    ]);
    memory.endStorm(30);
    memory.review(30);
    assert.equal(memory.tickets.length, 8);
    assert.equal(memory.tickets[3]?.fields.status, "resolved");
    assert.deepEqual(new Set(storm.slice(5).map((key) => memory.alert(key).waiting)), new Set([null]));
  });
});

describe("events in the wrong order", () => {
  it("open nothing when the end comes first", () => {
    const memory = new Memory();
    memory.play([
      [20, clears("a", 20)],
      [21, fires("a", { raisedAt: minute(10) })],
    ]);
    assert.deepEqual(memory.tickets, []);
    memory.play([[30, fires("a", { raisedAt: minute(30) })]]);
    assert.equal(memory.tickets.length, 1);
  });
});
