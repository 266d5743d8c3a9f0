import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { withTenant } from "../../server/db/tenant.ts";
import { dutyPlanText, type Made, type Named, useDutyWorld } from "../support/duty-world.ts";

const { intake, api } = useDutyWorld();

interface Feed {
  id: string;
  kind: string;
  of: Named & { name: string };
  url: string;
}
type Listed = Omit<Feed, "url"> & { readAt: string | null };

const subscribe = (body: object) => api().post("/on-call/feeds", body) as Promise<Feed>;
const listed = () => api().get("/on-call/feeds") as Promise<Listed[]>;
const tagOf = (answer: Response) => answer.headers.get("etag") ?? assert.fail("no tag");

/** Properties of each entry, by their names; lines are unfolded. */
function readEvents(text: string): Record<string, string>[] {
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]);
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [, name = "", value = ""] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
    if (line === "BEGIN:VEVENT") events.push({});
    else Object.assign(events.at(-1) ?? {}, { [name]: value });
  }
  return events;
}

/** Monday, at nine in Berlin, of a week that is shown and to come. */
function nextMonday(): string {
  const day = new Date(Date.now() + 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}

describe("a calendar feed", () => {
  before(() => api().post("/on-call", { text: dutyPlanText }));

  it("holds a person's shifts in every schedule, in their language, and is kept by nobody between", async () => {
    const { url, kind, of } = await subscribe({ of: "anna" });
    assert.deepEqual([kind, of], ["person", { id: "anna", name: "Anna Berg" }]);
    assert.match(url, new RegExp(`^${intake.world.hub.url}/calendars/[\\w-]{43}\\.ics$`));
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    const names = ["content-type", "cache-control", "referrer-policy", "x-content-type-options", "x-robots-tag"];
    assert.deepEqual(
      names.map((name) => answer.headers.get(name)),
      ["text/calendar; charset=utf-8", "private, max-age=300", "no-referrer", "nosniff", "noindex"],
    );
    const text = await answer.text();
    assert.match(text, /\r\nNAME:Bereitschaft: Anna Berg\r\n/);
    const events = readEvents(text);
    assert.deepEqual([...new Set(events.map(({ SUMMARY }) => SUMMARY))].toSorted(), [
      "Bereitschaft: Day duty",
      "Bereitschaft: Night duty",
    ]);
    assert.ok(events.every(({ DTSTART = "", DTEND = "" }) => /^\d{8}T\d{6}Z$/.test(DTSTART) && DTSTART < DTEND));
    assert.equal(new Set(events.map(({ UID }) => UID)).size, events.length);
  });

  it("of a schedule names who is on duty, and shows an override without its note", async () => {
    const { url, kind } = await subscribe({ of: "night" });
    assert.equal(kind, "schedule");
    const first = await fetch(url);
    const summaries = async (answer: Response) =>
      new Set(readEvents(await answer.text()).map(({ SUMMARY }) => SUMMARY));
    assert.deepEqual(await summaries(first), new Set(["On call: Anna Berg", "On call: Ben Ott"]));
    const same = await fetch(url, { headers: { "if-none-match": `"other", W/${tagOf(first)}` } });
    assert.deepEqual([same.status, await same.text(), tagOf(same)], [304, "", tagOf(first)]);
    const monday = nextMonday();
    const override = {
      schedule: "night",
      from: `${monday}T18:00`,
      to: `${monday}T23:00`,
      person: "carl",
      note: "Anna is ill",
    };
    const { id } = (await api().post("/on-call/overrides", override)) as Made;
    const changed = await fetch(url, { headers: { "if-none-match": tagOf(first) } });
    assert.equal(changed.status, 200);
    const text = await changed.text();
    assert.ok(!text.includes("ill"), "why is not told to whoever has the address");
    const carl = readEvents(text).filter(({ SUMMARY }) => SUMMARY === "On call: Carl Roth");
    assert.deepEqual(
      carl.map(({ DESCRIPTION }) => DESCRIPTION),
      [String.raw`Night duty\, standing in.`],
    );
    await api().remove(`/on-call/overrides/${id}`);
    const after = await fetch(url, { headers: { "if-none-match": tagOf(changed) } });
    assert.deepEqual(await summaries(after), new Set(["On call: Anna Berg", "On call: Ben Ott"]));
  });

  it("speaks German where it is asked to", async () => {
    const { url } = await subscribe({ of: "day", kind: "schedule", language: "de" });
    assert.match(await (await fetch(url)).text(), /\r\nNAME:Bereitschaft: Day duty\r\n/);
  });

  it("is there for its address alone, until that is revoked; only a hash of it is stored", async () => {
    const { url, id } = await subscribe({ of: "ben" });
    const token = /calendars\/(.+)\.ics/.exec(url)?.[1] ?? "";
    const base = `${intake.world.hub.url}/calendars/`;
    const wrong = [
      `${token.slice(0, -1)}${token.endsWith("A") ? "E" : "A"}.ics`,
      token,
      `${token}.ics.ics`,
      "x.ics",
      ".ics",
      `${id}.ics`,
    ];
    for (const file of wrong) {
      const answer = await fetch(`${base}${file}`);
      assert.deepEqual([file, answer.status, answer.headers.get("cache-control")], [file, 404, "no-store"]);
    }
    const head = await fetch(url, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    assert.equal((await fetch(url, { method: "POST" })).status, 404);
    const mine = (await listed()).find((one) => one.id === id);
    assert.equal(mine?.of.id, "ben");
    assert.ok(Date.parse(mine?.readAt ?? "") > 0, "that it was read is noted");
    const stored = await withTenant(intake.world.hub.hub.db, await intake.tenant(), async (trx) => {
      const { rows } = await sql<{
        all: string;
      }>`select (select jsonb_agg(f)::text from calendar_feed f) || (select jsonb_agg(a)::text from audit a) as all`.execute(
        trx,
      );
      return rows[0]?.all ?? "";
    });
    assert.ok(stored.includes(id) && !stored.includes(token));
    await api().remove(`/on-call/feeds/${id}`);
    const gone = await fetch(url);
    assert.deepEqual([gone.status, await gone.text()], [404, "There is no such calendar.\n"]);
    assert.ok((await listed()).every((one) => one.id !== id));
    await assert.rejects(api().remove(`/on-call/feeds/${id}`), /or it was revoked before/);
    await assert.rejects(api().remove("/on-call/feeds/x"), /There is no calendar feed x/);
  });

  it("is refused for whom there is none of, and has no entries once they have left the plan", async () => {
    await assert.rejects(
      subscribe({ of: "dora" }),
      /There is no person or schedule "dora"\. People: anna, ben, carl\. Schedules: night, day\./,
    );
    await assert.rejects(subscribe({ of: "anna", kind: "schedule" }), /There is no schedule "anna"/);
    const { url } = await subscribe({ of: "anna" });
    await api().post("/on-call", { text: "people: [{ id: ben, name: Ben, timeZone: UTC }]" });
    const answer = await fetch(url);
    assert.deepEqual([answer.status, readEvents(await answer.text())], [200, []]);
    await api().post("/on-call/undo");
    assert.ok(readEvents(await (await fetch(url)).text()).length > 0);
    await api().post("/on-call", {
      text: `${dutyPlanText.replaceAll("id: night", "id: anna").replaceAll("[carl, anna]", "[carl]")}`,
    });
    await assert.rejects(subscribe({ of: "anna" }), /a person "anna" and a schedule "anna": say which by its kind/);
    assert.equal((await subscribe({ of: "anna", kind: "schedule" })).kind, "schedule");
  });
});
