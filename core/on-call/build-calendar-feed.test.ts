import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildCalendarFeed, type FeedOptions } from "./build-calendar-feed.ts";
import { at, layer, override, schedule } from "./test-plan.ts";

const night = schedule([layer()]);
const alone = schedule([layer({ people: ["anna"], name: "alone" })], { id: "alone" });
const [anna] = night.layers[0]?.people ?? [];
const usual = {
  name: "On call",
  stampedAt: at("2026-03-01T12:34:56.789Z"),
  refreshMinutes: 60,
  host: "hub.example",
  describe: ({ person }, { name }) => ({ summary: `${name}: ${person}`, description: null }),
} satisfies Partial<FeedOptions>;

function build(
  from: string,
  to: string,
  given: Partial<FeedOptions> = {},
  overrides = [] as ReturnType<typeof override>[],
) {
  const options = {
    ...usual,
    of: { by: "schedule", schedule: night.id },
    from: at(from),
    to: at(to),
    ...given,
  } as const;
  return buildCalendarFeed([night, alone], overrides, options);
}

const unfold = (feed: string) => feed.replaceAll("\r\n ", "").split("\r\n");
/** Values of a property, in the order of the entries. */
const read = (feed: string, property: string) =>
  unfold(feed).flatMap((line) => (line.startsWith(`${property}:`) ? [line.slice(property.length + 1)] : []));

describe("a calendar feed", () => {
  it("is one of RFC 5545, to the letter", () =>
    assert.equal(
      build("2026-03-02T00:00Z", "2026-03-02T12:00Z"),
      [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Interdesk//On call//EN",
        "CALSCALE:GREGORIAN",
        "NAME:On call",
        "X-WR-CALNAME:On call",
        "REFRESH-INTERVAL;VALUE=DURATION:PT60M",
        "BEGIN:VEVENT",
        "UID:night.anna.20260302T080000Z@hub.example",
        "DTSTAMP:20260301T123456Z",
        "DTSTART:20260302T080000Z",
        "DTEND:20260303T080000Z",
        "SUMMARY:Night duty: anna",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
      ].join("\r\n"),
    ));

  it("has a part even where there is no shift, as a calendar must", () => {
    const feed = build("2026-03-01T00:00Z", "2026-03-02T08:00Z");
    assert.equal(feed.includes("BEGIN:VEVENT"), false);
    assert.match(feed, /\r\nBEGIN:VTIMEZONE\r\nTZID:Etc\/UTC\r\n/);
  });

  it("keeps an entry as it is while days pass", () => {
    const entry = (from: string) => unfold(build(from, "2026-03-05T12:00Z")).slice(7, 15);
    assert.deepEqual(entry("2026-03-03T07:59Z"), entry("2026-03-02T09:00Z"));
    assert.equal(entry("2026-03-03T07:59Z")[1], "UID:night.anna.20260302T080000Z@hub.example");
    assert.equal(entry("2026-03-03T08:00Z")[1], "UID:night.ben.20260303T080000Z@hub.example");
  });

  it("ends a shift that has no end in sight with itself", () => {
    const feed = build("2026-04-01T00:00Z", "2026-05-01T00:00Z", { of: { by: "schedule", schedule: alone.id } });
    assert.deepEqual([...read(feed, "DTSTART"), ...read(feed, "DTEND")], ["20260302T080000Z", "20260501T000000Z"]);
  });

  it("has all shifts of a person, and only these, in the order of time, with overrides", () => {
    assert.ok(anna);
    const gone = override(1, "2026-03-04T08:00Z", "2026-03-05T08:00Z", { person: "ben" });
    const feed = build("2026-03-03T00:00Z", "2026-03-07T00:00Z", { of: { by: "person", person: anna } }, [gone]);
    assert.deepEqual(read(feed, "UID"), [
      "night.anna.20260302T080000Z@hub.example",
      "alone.anna.20260302T080000Z@hub.example",
      "night.anna.20260306T080000Z@hub.example",
    ]);
  });

  it("leaves out what is shorter than a second, since an entry must have a length", () => {
    const blink = (to: string) => [override(1, "2026-03-02T09:00:00.100Z", to, { person: "carl" })];
    const uids = (to: string) => read(build("2026-03-02T00:00Z", "2026-03-02T12:00Z", {}, blink(to)), "UID").length;
    assert.deepEqual([uids("2026-03-02T09:00:00.999Z"), uids("2026-03-02T09:00:01.000Z")], [2, 3]);
  });

  it("has an id for each entry", () => {
    const uids = read(build("2026-01-01T00:00Z", "2027-01-01T00:00Z"), "UID");
    assert.equal(uids.length, 305);
    assert.equal(new Set(uids).size, uids.length);
  });
});

describe("a text in a calendar", () => {
  const write = (summary: string) =>
    build("2026-03-02T00:00Z", "2026-03-02T12:00Z", { describe: () => ({ summary, description: null }) });
  const cases: readonly [sentence: string, text: string, written: string][] = [
    ["has its commas, semicolons and backslashes escaped", String.raw`a,b;c\d:e`, String.raw`a\,b\;c\\d:e`],
    ["has its line breaks escaped, each once", "a\r\nb\nc\rd", String.raw`a\nb\nc\nd`],
    ["keeps a backslash before an n apart from a line break", String.raw`a\nb`, String.raw`a\\nb`],
    ["cannot begin a property of its own", "a\r\nATTACH:http://x", String.raw`a\nATTACH:http://x`],
    ["has no control characters", "a\u0000b\u007Fc\td", "a b c\td"],
    ["has no half of a letter", "a\uD83Db", "a\uFFFDb"],
  ];
  for (const [sentence, text, written] of cases)
    it(sentence, () => assert.deepEqual(read(write(text), "SUMMARY"), [written]));

  it("may have a description", () =>
    assert.deepEqual(
      read(
        build("2026-03-02T00:00Z", "2026-03-02T12:00Z", { describe: () => ({ summary: "a", description: "b\nc" }) }),
        "DESCRIPTION",
      ),
      [String.raw`b\nc`],
    ));

  // "SUMMARY:" has eight octets of the 75.
  for (const [sentence, text, lengths] of [
    ["of 75 octets with its name stays on one line", "a".repeat(67), [75]],
    ["of 76 goes on in the next line", "a".repeat(68), [75, 2]],
    ["that goes on has the space counted", "a".repeat(67 + 74 + 1), [75, 75, 2]],
    ["is not broken within a letter of two octets", `${"a".repeat(66)}ä`, [74, 3]],
    ["is not broken within a letter of three", `${"a".repeat(65)}€`, [73, 4]],
    ["is not broken within a letter of four", `${"a".repeat(64)}🌙`, [72, 5]],
    ["keeps such a letter where it has room", `${"a".repeat(63)}🌙b`, [75, 2]],
    ["may be broken within what was escaped", `${"a".repeat(66)}\n`, [75, 2]],
  ] as const)
    it(sentence, () => {
      const feed = write(text);
      const lines = feed.split("\r\n");
      const first = lines.findIndex((line) => line.startsWith("SUMMARY:"));
      const octets = lines.slice(first, first + lengths.length).map((line) => new TextEncoder().encode(line).length);
      assert.deepEqual(octets, lengths);
      assert.deepEqual(read(feed, "SUMMARY"), [text.replaceAll("\n", String.raw`\n`)]);
    });
});
