import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PagerChannel } from "../../connectors/contract.ts";
import { examplePlanText } from "./example-plan.ts";
import { type DutyNames, readDutyPlan } from "./read-duty-plan.ts";

const channel = (name: string, form: RegExp, wrong: string): PagerChannel => ({
  name,
  label: { en: name, de: name },
  addressHelp: { en: wrong, de: `Auf Deutsch: ${wrong}` },
  checkAddress: (address) => (form.test(address) ? undefined : "This is no address of it."),
});
const names: DutyNames = {
  pagers: new Map([
    ["Chat", [channel("direct", /^\S+@\S+$/, "A mail address, such as anna@msp.example.")]],
    ["Phone", [channel("voice", /^\+\d+$/, "A number such as +4930123456."), channel("sms", /^\+\d+$/, "")]],
  ]),
  clients: ["Acme Dental"],
  calendars: ["office"],
};

function problems(text: string): string[] {
  const result = readDutyPlan(text, names);
  if (result.ok) return [];
  return result.error.map(({ line, path, detail }) => `${line} ${path}: ${detail}`);
}

const person = (channels: string) => `people:
  - { id: anna, name: Anna, timeZone: Europe/Berlin, channels: [${channels}] }
`;

describe("a duty plan as it is typed", () => {
  it("is empty where it says nothing", () => {
    const result = readDutyPlan("", names);
    assert.deepEqual(result.ok && result.value.schedules, []);
  });

  it("is shown as an example until one is saved: valid, and nobody is in it", () => {
    const result = readDutyPlan(examplePlanText, { pagers: new Map(), clients: [], calendars: [] });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual([result.value.people, result.value.escalations, result.value.lastResort], [[], [], []]);
  });

  it("is right when the example's comments are taken away", () => {
    const result = readDutyPlan(examplePlanText.replaceAll(/^# /gm, ""), names);
    assert.ok(result.ok, JSON.stringify(result));
    const { people, teams, schedules, escalations, assignments, lastResort } = result.value;
    assert.deepEqual(
      [people, teams, schedules, escalations, assignments, lastResort].map(({ length }) => length),
      [3, 1, 1, 1, 1, 1],
    );
  });

  const wrong: [string, string, RegExp][] = [
    [
      "a pager that there is none of, once",
      person("{ connection: Chatt, channel: direct, address: a@b.example }"),
      /^2 people\.0\.channels\.0\.connection: There is no pager "Chatt" among the connections\. Pagers: Chat, Phone\.$/,
    ],
    [
      "a channel that the pager does not have",
      person("{ connection: Phone, channel: fax, address: '+49' }"),
      /^2 people\.0\.channels\.0\.channel: "Phone" has no channel "fax"\. Channels: voice, sms\.$/,
    ],
    [
      "an address that the pager cannot send to",
      person("{ connection: Phone, channel: voice, address: '030 123' }"),
      /^2 people\.0\.channels\.0\.address: "030 123": This is no address of it\. A number such as \+4930123456\.$/,
    ],
    [
      "an address of a place that a step tells",
      "escalations:\n  - name: urgent\n    steps:\n      - notify: [{ connection: Chat, channel: direct, address: nobody }]\n",
      /^4 escalations\.0\.steps\.0\.notify\.0\.address: "nobody": This is no address/,
    ],
    [
      "an address of the last resort",
      "lastResort:\n  - { connection: Chat, channel: room, address: '#night' }\n",
      /^2 lastResort\.0\.channel: "Chat" has no channel "room"\. Channels: direct\.$/,
    ],
    [
      "a calendar that the SLA plan does not have",
      "people: [{ id: anna, name: Anna, timeZone: UTC }]\nescalations:\n  - name: urgent\n    hours: { calendar: ofice, priorities: [4] }\n    steps: [{ notify: [{ person: anna }] }]\n",
      /^4 escalations\.0\.hours\.calendar: There is no calendar "ofice"\. There are: office\.$/,
    ],
    [
      "a person whom nobody is",
      "schedules:\n  - id: night\n    name: Night\n    timeZone: UTC\n    layers:\n      - name: all\n        people: [anna]\n        rotation: { unit: day, handOver: '09:00' }\n        startsOn: 2026-03-02\n",
      /^7 schedules\.0\.layers\.0\.people\.0: There is no person "anna"\. People: none yet\.$/,
    ],
    ["a field that there is none of", "peeple: []\n", /^1 peeple: There is no field "peeple" here\.$/],
  ];
  for (const [what, text, expected] of wrong)
    it(`is refused with its line for ${what}`, () => {
      const found = problems(text);
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.match(found[0] ?? "", expected);
    });
});
