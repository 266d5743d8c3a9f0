import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { remindDismissed } from "../../core/flows/remind-dismissed.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { AlertStory, AlertView } from "../../server/db/list-alerts.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { createUnitOfWork } from "../../server/db/unit-of-work.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();
const berlin = "reminder: { timeZone: Europe/Berlin }";

async function alertOf(title: string): Promise<AlertView> {
  const all = (await intake.world.api.get("/alerts?which=all&limit=500")) as AlertView[];
  return all.find((alert) => alert.title === title) ?? assert.fail(`no alert "${title}"`);
}

/** The next working day has come for these alerts, or it never will. */
async function setReminder(when: "now" | "never", ...titles: string[]): Promise<void> {
  const at = when === "now" ? sql`now()` : sql`null`;
  await withTenant(intake.world.hub.hub.db, await intake.tenant(), (trx) =>
    sql`update alert set remind_at = ${at} where title = any(${titles}::text[]) and remind_at is not null`.execute(trx),
  );
}

/** All that is due, as a node that comes to it does; another node is at it meanwhile: the hub's own. */
async function remind(): Promise<number> {
  const { db, world } = intake.world.hub.hub;
  const { told } = await remindDismissed(
    { ...world, unit: createUnitOfWork(db, world.ids.next, 0) },
    await intake.tenant(),
  );
  return told;
}

/** A technician closes the ticket of an alert in the desk. @returns its record there, and what is said in it */
async function closed(alertname: string) {
  await intake.deliver({ alertname, client: "acme-dental", severity: "warning" });
  return closeInDesk(alertname);
}

async function closeInDesk(alertname: string) {
  const { value: record } = await awaitUntil("its ticket in the desk", async () =>
    intake.world.desk.tickets().find(({ title }) => title.includes(alertname)),
  );
  await awaitUntil("both to agree", async () => {
    const { links } = await intake.ticketOf(alertname);
    return links.every(({ agreed, number }) => agreed && number !== null) ? true : undefined;
  });
  await intake.world.desk.technician.edit(record.id, { status: "Complete" });
  await awaitUntil("the close", async () => ((await alertOf(alertname)).handling === "dismissed" ? true : undefined));
  const notes = () => intake.world.desk.tickets().find(({ id }) => id === record.id)?.comments ?? [];
  return { record, notes };
}

const untilNoReminder = (title: string) =>
  awaitUntil("no reminder any more", async () => ((await alertOf(title)).remindAt === null ? true : undefined));

describe("an alert whose ticket a technician has closed, and that still fires", () => {
  it("is told once, on the next working day, whichever node comes first", async () => {
    await intake.setRules(berlin);
    const { notes } = await closed("Disk full");
    const { remindAt, id } = await alertOf("Disk full");
    assert.ok(remindAt);
    const local = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Berlin",
      weekday: "short",
      timeStyle: undefined,
      hour: "2-digit",
      minute: "2-digit",
    });
    assert.match(local.format(new Date(remindAt)), /^(Mon|Tue|Wed|Thu|Fri).*09:00$/);
    assert.equal(await remind(), 0);
    await setReminder("now", "Disk full");
    await Promise.all([remind(), remind(), remind()]);
    const { value: note } = await awaitUntil("the note in the desk", async () => notes()[0]);
    assert.match(note.text, /^An alert that was closed by .+ in autotask on .+ \(Europe\/Berlin\) still fires:/);
    assert.match(note.text, /- Disk full: medium, since .+, last heard of .+/);
    assert.equal(note.visibility, "internal");
    assert.equal(await remind(), 0);
    const ticket = await intake.ticketOf("Disk full");
    assert.equal(ticket.comments.length, 1);
    assert.equal(ticket.fields["status"], "closed");
    const told = ticket.timeline.filter(({ reason }) => reason === "stillFires");
    assert.equal(told.length, 1);
    assert.match(told[0]?.text ?? "", /it still fires though its ticket was closed by .+ in autotask at .+ \(medium\)/);
    const story = (await intake.world.api.get(`/alerts/${id}`)) as AlertStory;
    assert.deepEqual([story.events[0]?.decision, story.events[0]?.reason], ["remind", "stillFires"]);
    // It goes on firing: that was said.
    await intake.deliver({ alertname: "Disk full", client: "acme-dental", severity: "warning" });
    assert.equal((await alertOf("Disk full")).remindAt, null);
  });

  it("is told in one note for all alerts of the ticket", async () => {
    await intake.setRules(`${berlin}\nrules: [{ id: devices, set: { groupKey: { preset: clientDevice } } }]`);
    const labels = { client: "acme-dental", instance: "srv-9", severity: "warning" };
    await intake.deliver({ alertname: "Swap busy", ...labels }, { alertname: "Fan loud", ...labels });
    await closeInDesk("Swap busy");
    await setReminder("now", "Swap busy", "Fan loud");
    await Promise.all([remind(), remind()]);
    await untilNoReminder("Fan loud");
    const { comments } = await intake.ticketOf("Swap busy");
    assert.equal(comments.length, 1);
    assert.match(comments[0]?.body ?? "", /^2 alerts that were closed by .+ still fire:\n\n- .+\n- /);
  });
});

describe("no reminder is given", () => {
  it("of what has cleared since", async () => {
    await intake.setRules(berlin);
    const { notes } = await closed("Memory low");
    await deliverAlerts(
      intake.world.hookUrl,
      [{ alertname: "Memory low", client: "acme-dental", severity: "warning" }],
      "resolved",
    );
    await untilNoReminder("Memory low");
    assert.equal(await remind(), 0);
    assert.deepEqual(notes(), []);
  });

  it("of what has cleared and fired anew: that has a ticket of its own", async () => {
    const { record } = await closed("Link flaky");
    const labels = { alertname: "Link flaky", client: "acme-dental", severity: "warning" };
    await deliverAlerts(intake.world.hookUrl, [labels], "resolved");
    await untilNoReminder("Link flaky");
    await deliverAlerts(intake.world.hookUrl, [labels], "firing", "2026-03-17T11:00:00Z");
    await awaitUntil("a ticket of its own", async () =>
      intake.world.desk.tickets().some(({ id, title }) => title.includes("Link flaky") && id !== record.id)
        ? true
        : undefined,
    );
    assert.equal((await alertOf("Link flaky")).remindAt, null);
  });

  it("of what got worse: that has a new ticket", async () => {
    await closed("Load high");
    await intake.deliver({ alertname: "Load high", client: "acme-dental", severity: "critical" });
    await untilNoReminder("Load high");
    assert.equal((await alertOf("Load high")).handling, "open");
  });

  it("where the ticket was opened again", async () => {
    const { record } = await closed("Queue long");
    await intake.world.desk.technician.edit(record.id, { status: "In Progress" });
    await untilNoReminder("Queue long");
    assert.equal((await alertOf("Queue long")).handling, "acknowledged");
  });

  it("where the rules want none when it is closed, or when it would be told", async () => {
    await closed("Job late");
    await intake.setRules("reminder: never");
    await setReminder("now", "Job late");
    await untilNoReminder("Job late");
    assert.deepEqual((await intake.ticketOf("Job late")).comments, []);
    await closed("Job failed");
    assert.equal((await alertOf("Job failed")).remindAt, null);
  });

  it("in a zone or at a time that there is none of", async () => {
    await assert.rejects(intake.setRules("reminder: { timeZone: Europe/Nowhere }"), /reminder\.timeZone/);
    await assert.rejects(intake.setRules("reminder: { at: '9 o clock' }"), /reminder\.at/);
    await assert.rejects(intake.setRules("reminder: { days: [] }"), /reminder\.days/);
  });
});
