import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { useCommandLine } from "../support/command-line.ts";
import { dutyPlanText } from "../support/duty-world.ts";

const line = useCommandLine();
const oncall = (...args: string[]) => line.interdesk(["oncall", ...args]);
const idIn = (text: string) => /[\da-f]{8}-[\da-f-]{27}/.exec(text)?.[0] ?? assert.fail(`no id in ${text}`);
const march = ["--from", "2026-03-09", "--to", "2026-03-11"];

describe("duty on the command line", () => {
  it("teaches what to do while there is no plan", async () => {
    const { out } = await oncall("show");
    assert.match(out, /^# No plan yet\. Save some with: interdesk oncall set FILE\n## Who is on duty/);
    for (const args of [["who"], ["gaps"]])
      assert.match((await oncall(...args)).out, /^No schedules yet\..*\n {2}interdesk oncall show > on-call\.yaml\n/);
    assert.match((await oncall("shifts", "night")).err, /There is no schedule "night"\. No duty plan/);
    assert.match((await oncall("load")).out, /Nobody was on duty or paged/);
    assert.match(
      (await oncall("overrides")).out,
      /^Nothing is otherwise than the plan says\. .*interdesk oncall override/,
    );
    assert.match((await oncall("feeds")).out, /^Nobody subscribes to a calendar\. .*interdesk oncall feed/);
    assert.match((await oncall("history")).out, /^No plan yet\./);
  });

  it("refuses a wrong plan by line, and keeps versions of right ones", async () => {
    const wrong = await line.interdesk(
      ["oncall", "set", "-"],
      dutyPlanText.replace("startsOn: 2026-03-02", "startsOn: 2026-03-03"),
    );
    assert.deepEqual([wrong.code, wrong.out], [1, ""]);
    assert.match(
      wrong.err,
      /^line 13, schedules\.0\.layers\.0\.startsOn: 2026-03-03 is a tuesday, and duty is handed over on a monday/,
    );
    const file = path.join(line.dataDir, "on-call.yaml");
    await writeFile(file, dutyPlanText);
    assert.equal((await oncall("set", file)).out, "Saved as version 1.\n");
    assert.equal((await oncall("show")).out, dutyPlanText);
    assert.equal((await line.interdesk(["oncall", "set", "-"], "people: []\n")).out, "Saved as version 2.\n");
    assert.equal((await oncall("undo")).out, "Version 1 counts again, as version 3.\n");
    assert.match((await oncall("history")).out, /^version.*\n3 .*\n2 .*\n1 /);
  });

  it("says who is on duty, by the schedule's own clocks", async () => {
    const { out } = await oncall("who", "--at", "2026-03-10T20:00");
    assert.equal(
      out,
      `Night duty (night), Tue 2026-03-10 20:00; times are those of Europe/Berlin
  Ben Ott is on duty, since Mon 2026-03-09 09:00, until Mon 2026-03-16 09:00
  why: layer "nights"
  next: Anna Berg from Mon 2026-03-16 09:00
Day duty (day), Tue 2026-03-10 20:00; times are those of Europe/Berlin
  nobody is on duty, since Tue 2026-03-10 17:00, until Mon 2026-03-16 08:00
  why: no layer is on duty then
  next: Carl Roth from Mon 2026-03-16 08:00
`,
    );
    const one = await oncall("who", "--at", "2026-07-01 20:00", "--schedule", "night", "--json");
    assert.deepEqual((JSON.parse(one.out) as { at: string }).at, "2026-07-01T18:00:00.000Z");
    const wrong = await oncall("who", "--at", "tonight");
    assert.deepEqual([wrong.code, wrong.out], [1, ""]);
    assert.match(wrong.err, /^at is "tonight": expected a date such as 2026-12-24, a time such as/);
  });

  it("lists shifts with their gaps and layers, gaps alone, and who is on duty twice", async () => {
    const shifts = (await oncall("shifts", "day", ...march, "--layers")).out.split("\n");
    assert.deepEqual(shifts.slice(0, 3), [
      "Day duty (day), Mon 2026-03-09 00:00 to Wed 2026-03-11 00:00; times are those of Europe/Berlin",
      "from                  to                    on duty    why",
      "Mon 2026-03-09 00:00  Mon 2026-03-09 08:00  nobody     no layer is on duty then",
    ]);
    assert.equal(shifts[3], 'Mon 2026-03-09 08:00  Mon 2026-03-09 17:00  Anna Berg  layer "days"');
    assert.ok(shifts.includes('Layer "days" alone'));
    assert.equal(shifts.at(-2), "  Mon 2026-03-09 08:00 to Mon 2026-03-09 09:00  Anna Berg: Night duty, Day duty");
    const gaps = (await oncall("gaps", ...march)).out.split("\n");
    assert.deepEqual(gaps.slice(0, 3), [
      "Night duty (night), Mon 2026-03-09 00:00 to Wed 2026-03-11 00:00: somebody is always on duty (Europe/Berlin)",
      "Day duty (day), Mon 2026-03-09 00:00 to Wed 2026-03-11 00:00: nobody is on duty at these times of Europe/Berlin",
      "  Mon 2026-03-09 00:00 to Mon 2026-03-09 08:00  no layer is on duty then",
    ]);
    assert.match((await oncall("gaps", "--from", "2026-03-02", "--to", "2027-12-31")).err, /expected 400 at most/);
  });

  it("measures the load", async () => {
    const { out } = await oncall("load", "--from", "2026-03-02", "--to", "2026-03-16");
    assert.match(out, /^Mon 2026-03-02 00:00 to Mon 2026-03-16 00:00 \(Europe\/Berlin\)\n/);
    assert.match(out, /\nAnna Berg {2}185 h +7 +56 h +48 h +– +0 +0\n/);
    assert.match((await oncall("load", "--holidays", "office")).err, /The SLA plan has no calendar "office"/);
  });

  it("puts somebody else on duty, and takes that back", async () => {
    const night = ["override", "night", "--from", "2027-03-10T18:00", "--to", "2027-03-11T09:00"];
    assert.match((await oncall(...night)).err, /either --person with an id of the plan, or --nobody/);
    assert.match(
      (await oncall(...night, "--person", "dora")).err,
      /There is no person "dora"\. People: anna, ben, carl/,
    );
    const made = await oncall(...night, "--person", "carl", "--note", "Training");
    assert.match(
      made.out,
      /^Carl Roth in Night duty, Wed 2027-03-10 18:00 to Thu 2027-03-11 09:00 \(Europe\/Berlin\)\n {2}Wed 2027-03-10 18:00 to Thu 2027-03-11 09:00 {2}Carl Roth is on duty\nTake it back with: interdesk oncall remove /,
    );
    assert.match(
      (await oncall("overrides", "--from", "2027-03-01")).out,
      /\n\S{36} {2}night {5}Wed 2027-03-10 18:00 .* Europe\/Berlin {2}Carl Roth {2}– +Training {2}admin\n$/,
    );
    const told = await oncall("who", "--at", "2027-03-10T20:00", "--schedule", "night");
    assert.match(
      told.out,
      /Carl Roth is on duty, since Wed 2027-03-10 18:00.*\n {2}why: override by admin: Training\n/,
    );
    assert.match(told.out, /\n {2}before that was made: (?:Anna Berg|Ben Ott), layer "nights"\n/);
    const id = idIn(made.out);
    assert.equal(
      (await oncall("remove", id)).out,
      "Taken back: Carl Roth in Night duty, Wed 2027-03-10 18:00 to Thu 2027-03-11 09:00 (Europe/Berlin).\n",
    );
    assert.match((await oncall("remove", id)).err, /There is no override .*or it was removed before/);
    const idle = await oncall(
      "override",
      "night",
      "--from",
      "2026-03-10",
      "--to",
      "2026-03-11",
      "--person",
      "carl",
      "--instead",
      "anna",
    );
    assert.match(idle.out, /It changes nothing now: Anna Berg is not on duty in that time\./);
  });

  it("swaps the shifts of two people", async () => {
    const first = ["--person", "anna", "--from", "2026-03-02T09:00", "--to", "2026-03-09T09:00"];
    const other = ["--with", "ben", "--with-from", "2026-03-09T09:00", "--with-to", "2026-03-16T09:00"];
    assert.match((await oncall("swap", "night", ...first, "--with", "ben")).err, /with\.from and with\.to: expected/);
    const made = await oncall("swap", "night", ...first, ...other);
    assert.match(
      made.out,
      /^Ben Ott instead of Anna Berg in Night duty, Mon 2026-03-02 09:00 .*\n.*Ben Ott is on duty\nAnna Berg instead of Ben Ott/,
    );
    const removed = await oncall("remove", idIn(made.out));
    assert.equal(removed.out.trim().split("\n").length, 2);
  });

  it("makes a calendar's address once, and ends it", async () => {
    const made = await oncall("feed", "anna");
    const url = /http:\S+\.ics/.exec(made.out)?.[0] ?? assert.fail(made.out);
    assert.match(made.out, /Only this machine reaches that address: set http\.publicUrl/);
    assert.equal((await fetch(url)).status, 200);
    assert.match((await oncall("feeds")).out, /person {2}Anna Berg/);
    const id = /revoke (\S+)/.exec(made.out)?.[1] ?? assert.fail(made.out);
    assert.equal((await oncall("revoke", id)).out, "Its address leads nowhere now.\n");
    assert.equal((await fetch(url)).status, 404);
    assert.match((await oncall("feed", "dora")).err, /There is no person or schedule "dora"/);
  });
});
