import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OnCallPlan, Override } from "./on-call.ts";

const layer = {
  name: "weekly",
  people: ["anna"],
  rotation: { unit: "week", handOver: "09:00", weekday: "monday" },
  startsOn: "2026-03-02",
};
const person = { id: "anna", name: "Anna", timeZone: "Europe/Berlin" };
const way = { connection: "Twilio", channel: "sms", address: "+4912345" };
const withLayer = (given: object) => ({
  schedules: [{ id: "night", name: "Night", timeZone: "Europe/Berlin", layers: [{ ...layer, ...given }] }],
});
const withPerson = (given: object) => ({ people: [{ ...person, ...given }] });
const tell = ({ error }: ReturnType<typeof OnCallPlan.safeParse>) =>
  (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("a plan as it is written", () => {
  const cases: readonly [sentence: string, plan: object, problem: RegExp | undefined][] = [
    ["may begin a week on the day of its hand-over", withLayer({}), undefined],
    [
      "begins it on no other day",
      withLayer({ startsOn: "2026-03-03" }),
      /^schedules\.0\.layers\.0\.startsOn: 2026-03-03 is a tuesday, and duty is handed over on a monday/,
    ],
    ["may end on the day after its beginning", withLayer({ endsOn: "2026-03-03" }), undefined],
    ["does not end where it begins", withLayer({ endsOn: "2026-03-02" }), /endsOn: expected a date after 2026-03-02$/],
    [
      "has no weekday where days are counted",
      withLayer({ rotation: { unit: "day", handOver: "09:00", weekday: "monday" } }),
      /rotation: Unrecognized key: "weekday"$/,
    ],
    ["has somebody in each layer", withLayer({ people: [] }), /people: /],
    [
      "has hours with no other words",
      withLayer({ hours: { monday: [{ from: "09:00", to: "17:00", note: "x" }] } }),
      /hours\.monday\.0: Unrecognized key: "note"$/,
    ],
    ["has hours of days that there are", withLayer({ hours: { Monday: [] } }), /hours: /],
    [
      "may have ways to a person in the order of time",
      withPerson({ channels: [{ ...way, afterMinutes: 5 }, way] }),
      undefined,
    ],
    [
      "has no way before the one above it",
      withPerson({ channels: [{ ...way, afterMinutes: 5 }, way, { ...way, afterMinutes: 4 }] }),
      /^people\.0\.channels\.2\.afterMinutes: 4 is before the way above, which is tried after 5/,
    ],
    ["has ids with a letter first", withPerson({ id: "1a" }), /^people\.0\.id: expected letters/],
    ["has no other words", withPerson({ phone: "1" }), /Unrecognized key: "phone"$/],
  ];
  for (const [sentence, plan, problem] of cases)
    it(sentence, () => {
      const told = tell(OnCallPlan.safeParse(plan));
      if (problem === undefined) assert.deepEqual(told, []);
      else assert.match(told.join("\n"), problem);
    });

  it("says what is meant where a person leaves words out", () =>
    assert.deepEqual(OnCallPlan.parse(withPerson({})).people, [{ ...person, language: "en", channels: [] }]));
});

describe("an override as it is written", () => {
  const given = {
    id: "00000000-0000-4000-8000-000000000001",
    schedule: "night",
    from: "2026-03-29T09:00:00+02:00",
    to: "2026-03-29T07:00:01Z",
    person: null,
    by: "Dora",
  };
  it("ends after it begins, by the instant and not by the text", () =>
    assert.equal(Override.safeParse(given).success, true));
  it("does not end where it begins", () =>
    assert.deepEqual(
      Override.safeParse({ ...given, to: "2026-03-29T07:00:00Z" }).error?.issues.map(({ path }) => path),
      [["to"]],
    ));
  it("has times with an offset", () =>
    assert.match(
      Override.safeParse({ ...given, to: "2026-03-30T07:00:00" }).error?.issues[0]?.message ?? "",
      /^expected an instant with its offset/,
    ));
});
