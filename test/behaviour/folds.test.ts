import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { AlertView } from "../../server/db/list-alerts.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();
const client = "acme-dental";

async function alerts(which = "all"): Promise<readonly AlertView[]> {
  return (await intake.world.api.get(`/alerts?which=${which}&limit=500`)) as AlertView[];
}

async function alertOf(title: string): Promise<AlertView> {
  const found = (await alerts()).find((alert) => alert.title === title);
  return found ?? assert.fail(`no alert "${title}"`);
}

/** Lets what is due later be due now. */
async function makeDue(statement: ReturnType<typeof sql>): Promise<void> {
  const { db } = intake.world.hub.hub;
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(db);
  await withTenant(db, TenantId.parse(rows[0]?.id), (trx) => statement.execute(trx));
}

describe("alerts of one device", () => {
  it("share a ticket here and in the desk, which is told of all in one note and ends with the last", async () => {
    await intake.setRules("rules:\n  - id: devices\n    set: { groupKey: { preset: clientDevice } }\n");
    const [disk, memory, swap] = ["Disk slow", "Memory low", "Swap busy"].map((alertname) => ({
      alertname,
      client,
      instance: "srv-7",
      severity: "warning",
    }));
    assert.ok(disk && memory && swap);
    await intake.deliver(disk);
    await intake.deliver(memory, { ...swap, severity: "critical" });
    const ticket = await intake.ticketOf("Disk slow");
    assert.deepEqual([ticket.alerts.length, ticket.fields["priority"]], [3, 1]);
    assert.equal(await intake.titled("Memory low"), undefined);
    await awaitUntil("the ticket in the desk", async () =>
      intake.world.desk.tickets().length === 1 ? true : undefined,
    );
    await makeDue(sql`update fold set tell_at = now() where tell_at is not null`);
    const { value: told } = await awaitUntil("the note", async () => {
      const [there] = intake.world.desk.tickets();
      return there?.comments[0];
    });
    assert.match(told.text, /2 more alerts have joined this ticket: it holds 3 now, 3 of them firing/);
    assert.equal(told.visibility, "internal");
    await deliverAlerts(intake.world.hookUrl, [disk, memory], "resolved");
    await awaitUntil("two clear", async () => ((await alerts("firing")).length === 1 ? true : undefined));
    assert.equal((await intake.ticketOf("Disk slow")).fields["status"], "new");
    await deliverAlerts(intake.world.hookUrl, [{ ...swap, severity: "critical" }], "resolved");
    const { value: ended } = await awaitUntil("the end", async () => {
      const seen = await intake.ticketOf("Disk slow");
      return seen.fields["status"] === "resolved" ? seen : undefined;
    });
    assert.match(String(ended.fields["resolution"]), /the last of 3 alerts/);
  });

  it("are parted again when a person says so, and stay apart", async () => {
    const labels = { client, instance: "srv-8", severity: "warning" };
    await intake.deliver({ alertname: "Fan loud", ...labels }, { alertname: "Backup late", ...labels });
    const { id } = await alertOf("Backup late");
    const { ticketId } = (await intake.world.api.post(`/alerts/${id}/split`)) as { ticketId: string };
    assert.equal((await intake.world.ticket(ticketId)).fields["title"], "Backup late");
    const told = (await intake.world.api.get(`/audit?action=alert.split&object=${id}`)) as { entries: unknown[] };
    assert.equal(told.entries.length, 1);
    const left = await intake.ticketOf("Fan loud");
    assert.equal(left.alerts.length, 1);
    assert.match(left.comments[0]?.body ?? "", /Taken out of this ticket.*Backup late/);
    await assert.rejects(intake.world.api.post(`/alerts/${id}/split`), /the only one of its ticket/);
    await deliverAlerts(intake.world.hookUrl, [{ alertname: "Backup late", ...labels }], "resolved");
    await awaitUntil("its end", async () => ((await alertOf("Backup late")).condition === "clear" ? true : undefined));
    const story = (await intake.world.api.get(`/alerts/${id}`)) as { events: { decision: string; reason: string }[] };
    assert.deepEqual(
      story.events.map(({ decision, reason }) => `${decision} ${reason}`),
      ["clear alertCleared", "openTicket split", "join sameGroup"],
    );
  });
});

describe("one fault that two tools tell", () => {
  it("has one ticket, which ends when both say that it is over", async () => {
    await intake.setRules(
      'rules:\n  - id: same\n    when: event.title.contains("link-12")\n    set: { dedupKey: { expression: "\'link-12\'" } }\n',
    );
    const { hookUrl } = (await intake.world.api.post("/connections", {
      name: "second",
      connector: "alertmanager",
      secrets: { bearerToken: "test-token-not-secret" },
      defaultClient: "Acme Dental",
    })) as { hookUrl: string };
    const [first, second] = ["Port of link-12 down", "Neighbour behind link-12 lost"].map((alertname) => ({
      alertname,
      client,
      severity: "warning",
    }));
    assert.ok(first && second);
    await intake.deliver(first);
    await deliverAlerts(hookUrl, [second]);
    await awaitUntil("both", async () => {
      const { alerts: both } = await intake.ticketOf("Port of link-12 down");
      return both.length === 2 ? true : undefined;
    });
    assert.equal(await intake.titled("Neighbour behind link-12 lost"), undefined);
    await deliverAlerts(intake.world.hookUrl, [first], "resolved");
    await awaitUntil("one clear", async () =>
      (await alertOf("Port of link-12 down")).condition === "clear" ? true : undefined,
    );
    assert.equal((await intake.ticketOf("Port of link-12 down")).fields["status"], "new");
    await deliverAlerts(hookUrl, [second], "resolved");
    await awaitUntil("the end", async () =>
      (await intake.ticketOf("Port of link-12 down")).fields["status"] === "resolved" ? true : undefined,
    );
  });
});

describe("a window in which alerts open no tickets", () => {
  it("keeps them waiting, and gives what still fires a ticket when it is ended", async () => {
    const window = (await intake.world.api.post("/maintenance", {
      client: "Acme Dental",
      resource: "srv-9*",
      endsAt: "2999-01-01T00:00:00Z",
      reason: "Patch night",
    })) as { id: string };
    await intake.deliver({ alertname: "Host down", client, instance: "srv-9:9100", severity: "critical" });
    const [waiting] = await alerts("waiting");
    assert.deepEqual(
      [waiting?.title, waiting?.handling, waiting?.waiting?.reason, waiting?.waiting?.detail],
      ["Host down", "suppressed", "maintenance", "Patch night"],
    );
    assert.equal(await intake.titled("Host down"), undefined);
    await intake.world.api.remove(`/maintenance/${window.id}`);
    await awaitUntil("its ticket", () => intake.titled("Host down"));
    assert.equal((await alertOf("Host down")).handling, "open");
    await assert.rejects(intake.world.api.remove(`/maintenance/${window.id}`), /no such window that is not over/);
  });

  it("lasts longer, or ends earlier, once its end is changed", async () => {
    const { api } = intake.world;
    const endsAt = "2999-01-01T00:00:00.000Z";
    const { id } = (await api.post("/maintenance", {
      client: "Acme Dental",
      resource: "srv-8*",
      startsAt: "2026-01-01",
      endsAt,
      reason: "Cabling",
    })) as { id: string };
    await intake.deliver({ alertname: "Link flaps", client, instance: "srv-8:9100", severity: "critical" });
    const change = (to: string, which = id) => api.patch(`/maintenance/${which}`, { endsAt: to });
    const later = "2999-06-01T00:00:00.000Z";
    assert.deepEqual(await change(later), { id, endsAt: later });
    const windows = (await api.get("/maintenance")) as { id: string; endsAt: string }[];
    assert.equal(windows.find((one) => one.id === id)?.endsAt, later);
    await assert.rejects(change("2025-01-01"), /endsAt: must be after its begin/);
    await assert.rejects(change("2026-01-02"), /endsAt: must be ahead/);
    await assert.rejects(change(later, randomUUID()), /no such window that is not over/);
    assert.equal((await alertOf("Link flaps")).waiting?.detail, "Cabling");
    await api.remove(`/maintenance/${id}`);
    await assert.rejects(change(later), /no such window that is not over/);
    await awaitUntil("its ticket", () => intake.titled("Link flaps"));
  });

  it("says what it needs", async () => {
    const add = (change: object) => intake.world.api.post("/maintenance", { reason: "x", ...change });
    await assert.rejects(add({}), /endsAt: needed, unless the window comes again/);
    await assert.rejects(
      add({ kind: "silence", recurrence: { timeZone: "UTC", days: [1], from: "22:00", minutes: 5 } }),
      /a silence needs an end/,
    );
    await assert.rejects(add({ endsAt: "2001-01-01" }), /must be after its begin/);
    await assert.rejects(add({ endsAt: "2999-01-01", client: "Nobody" }), /no client "Nobody"/);
    const recurrence = { timeZone: "Mars/North", days: [8], from: "25:00", minutes: 0 };
    await assert.rejects(
      add({ recurrence }),
      /recurrence\.timeZone: an IANA zone.*recurrence\.days\.0.*recurrence\.from.*recurrence\.minutes/s,
    );
  });
});

describe("a storm", () => {
  it("has one ticket for all but the most urgent", async () => {
    await intake.setRules("storm: { perMinute: 5 }\n");
    const before = (await intake.world.tickets()).length;
    const many = Array.from({ length: 40 }, (_, index) => ({
      alertname: `Probe ${index}`,
      client,
      instance: `probe-${index}`,
      severity: index === 39 ? "critical" : "warning",
    }));
    await intake.deliver(...many);
    const titles = (await intake.world.tickets())
      .slice(0, (await intake.world.tickets()).length - before)
      .map(({ title }) => title);
    const storm = titles.find((title) => title.startsWith("Alert storm at Acme Dental"));
    assert.ok(storm, titles.join(", "));
    assert.ok(titles.includes("Probe 39"));
    assert.ok(titles.length <= 7, `${titles.length} tickets`);
    assert.ok((await intake.ticketOf(storm)).alerts.length >= 33);
  });
});
