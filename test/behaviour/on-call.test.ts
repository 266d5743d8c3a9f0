import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { withTenant } from "../../server/db/tenant.ts";
import { dutyPlanText, type Named, tell, useDutyWorld } from "../support/duty-world.ts";

const { intake, api, who, shifts } = useDutyWorld();

describe("who is on duty", () => {
  it("is nobody until a plan is saved, which is shown as an example; a wrong one is refused with its lines", async () => {
    const { version, text } = (await api().get("/on-call")) as { version: number; text: string };
    assert.equal(version, 0);
    assert.match(text, /^## Who is on duty/);
    assert.deepEqual((await who({})).schedules, []);
    await assert.rejects(who({ schedule: "night" }), /There is no schedule "night"\. No duty plan with a schedule/);
    await assert.rejects(
      api().post("/on-call", { text: dutyPlanText.replace("people: [carl, anna]", "people: [karl, anna]") }),
      /^Error: line 19, schedules\.1\.layers\.0\.people\.0: There is no person "karl"\. People: anna, ben, carl\.$/,
    );
    assert.deepEqual(await api().post("/on-call", { text: dutyPlanText }), { version: 1, changed: true });
    assert.deepEqual(await api().post("/on-call", { text: dutyPlanText }), { version: 1, changed: false });
  });

  it("is told with the reason, until when, and who is next; also in a gap", async () => {
    const { version, schedules } = await who({ at: "2026-03-10T20:00" });
    assert.equal(version, 1);
    assert.deepEqual(
      schedules.map(({ schedule, person, because, since, until, next }) => [
        schedule.id,
        person?.id ?? null,
        because.layer ?? because.by,
        since,
        until,
        next?.person.id,
        next?.from,
      ]),
      [
        [
          "night",
          "ben",
          "nights",
          "2026-03-09T08:00:00.000Z",
          "2026-03-16T08:00:00.000Z",
          "anna",
          "2026-03-16T08:00:00.000Z",
        ],
        [
          "day",
          null,
          "noLayer",
          "2026-03-10T16:00:00.000Z",
          "2026-03-16T07:00:00.000Z",
          "carl",
          "2026-03-16T07:00:00.000Z",
        ],
      ],
    );
    assert.equal((await who({ at: "2026-03-10T20:00", schedule: "night" })).schedules.length, 1);
    await assert.rejects(who({ schedule: "nigth" }), /There is no schedule "nigth"\. Schedules: night, day\./);
    await assert.rejects(who({ at: "soon" }), /at is "soon": expected a date such as/);
  });

  it("is listed by shift, with layers, gaps and double cover, over 400 days at most", async () => {
    const told = await shifts({ schedule: "day", from: "2026-03-09", to: "2026-03-11" });
    const [day] = told.schedules;
    assert.deepEqual(day?.shifts.map(tell), [
      "2026-03-09T07:00 2026-03-09T16:00 anna",
      "2026-03-10T07:00 2026-03-10T16:00 anna",
    ]);
    assert.deepEqual(day?.gaps.map(tell), [
      "2026-03-08T23:00 2026-03-09T07:00 nobody",
      "2026-03-09T16:00 2026-03-10T07:00 nobody",
      "2026-03-10T16:00 2026-03-10T23:00 nobody",
    ]);
    assert.deepEqual(
      day?.layers.map(({ layer }) => layer),
      ["days"],
    );
    assert.deepEqual(
      told.doubleCover.map(({ start, end, person, schedules }) => [
        start,
        end,
        person.id,
        schedules.map(({ id }) => id),
      ]),
      [["2026-03-09T07:00:00.000Z", "2026-03-09T08:00:00.000Z", "anna", ["night", "day"]]],
    );
    assert.equal((await shifts({ from: "2026-03-02", to: "2027-04-06" })).schedules.length, 2);
    await assert.rejects(shifts({ from: "2026-03-02", to: "2027-04-07" }), /are 401 days; expected 400 at most/);
    await assert.rejects(shifts({ from: "2026-03-02", to: "2026-03-02" }), /expected an instant after from/);
  });
});

describe("the load of each person", () => {
  interface Load {
    people: {
      person: Named;
      email: string | null;
      dutyMs: number;
      nights: number;
      weekendMs: number;
      holidayMs: number;
      pages: number;
      nightPages: number;
    }[];
  }
  const load = (more = "") => api().get(`/on-call/load?from=2026-03-02&to=2026-03-16${more}`) as Promise<Load>;
  const hourMs = 3_600_000;

  it("is their time on duty, once where two schedules overlap, and the pages that were sent to them", async () => {
    const db = intake.world.hub.hub.db;
    const tenant = await intake.tenant();
    assert.equal(await intake.deliver({ alertname: "Paged", client: "acme-dental", severity: "warning" }), "applied");
    await withTenant(db, tenant, async (trx) => {
      const page = (person: string, sentAt: string | null, escalation: boolean) => sql`
        insert into page (tenant_id, id, escalation_id, step, round, target, way, person, connection_id, content, state, answers_until, code, sent_at)
        select ${tenant}, gen_random_uuid(), ${escalation ? sql`e.id` : sql`null`}, 0, 0, gen_random_uuid()::text, 0, ${person}, c.id, '{}', 'sent', now(), 'X', ${sentAt}::timestamptz
        from (select id from connection where tenant_id = ${tenant} limit 1) c, (select id from escalation where tenant_id = ${tenant} limit 1) e`;
      const { rows } = await sql<{ id: string }>`select id from ticket where tenant_id = ${tenant} limit 1`.execute(
        trx,
      );
      await sql`insert into escalation (tenant_id, id, ticket_id, policy, version, cause, cause_key, stage)
        values (${tenant}, gen_random_uuid(), ${rows[0]?.id}, 'urgent', 1, '{}', 'opened', 'ended')`.execute(trx);
      await page("anna", "2026-03-04T23:30:00Z", true).execute(trx);
      await page("anna", "2026-03-04T12:00:00Z", true).execute(trx);
      // Night in Berlin, and evening where Carl is.
      await page("carl", "2026-03-04T23:30:00Z", true).execute(trx);
      await page("ben", "2026-03-04T12:00:00Z", false).execute(trx);
      await page("ben", null, true).execute(trx);
      await page("ben", "2026-03-15T23:00:00Z", true).execute(trx);
    });
    const { people } = await load();
    assert.deepEqual(
      people.map(({ person, dutyMs, nights, pages, nightPages }) => [
        person.id,
        dutyMs / hourMs,
        nights,
        pages,
        nightPages,
      ]),
      [
        // A week of nights, and two days of nine hours, one hour of which was also hers by night.
        ["anna", 7 * 24 + 18 - 1, 7, 2, 1],
        ["ben", 6 * 24 + 15, 7, 0, 0],
        ["carl", 18, 2, 1, 0],
      ],
    );
    assert.equal(people[0]?.weekendMs, 48 * hourMs);
    assert.equal(people[0]?.email, null, "the plan has none");
    await assert.rejects(load("&calendar=office"), /The SLA plan has no calendar "office"\. Calendars: none\./);
  });

  it("counts the holidays of a calendar of the SLA plan", async () => {
    await api().post("/sla", {
      text: `calendars: { office: { timeZone: UTC, weekly: { monday: [{ from: "08:00", to: "17:00" }] }, holidays: [{ date: 2026-03-04, name: Day off }] } }
policies: [{ name: standard, response: { 1: 15m } }]
`,
    });
    const { people } = await load("&calendar=office");
    assert.deepEqual(
      people.map(({ holidayMs }) => holidayMs / hourMs),
      [24, 0, 0],
    );
  });
});
