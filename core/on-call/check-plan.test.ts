import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OnCallPlan } from "../../schemas/on-call.ts";
import { checkOverride, checkPlan } from "./check-plan.ts";
import { override } from "./test-plan.ts";

const person = (id: string, manager?: string, connection?: string) => ({
  id,
  name: id,
  timeZone: "Europe/Berlin",
  ...(manager === undefined ? {} : { manager }),
  channels: connection === undefined ? [] : [{ connection, channel: "sms", address: "+4912345" }],
});
const schedule = (id: string, ...layers: { name: string; people: string[] }[]) => ({
  id,
  name: id,
  timeZone: "Europe/Berlin",
  layers: layers.map((layer) => ({ ...layer, rotation: { unit: "day", handOver: "09:00" }, startsOn: "2026-03-02" })),
});
const check = (plan: object) =>
  checkPlan(OnCallPlan.parse(plan), { pagers: ["Twilio", "Slack"] }).map(
    ({ path, detail }) => `${path.join(".")}: ${detail}`,
  );
const anna = person("anna");

describe("a plan", () => {
  const cases: readonly [sentence: string, plan: object, problems: string[]][] = [
    [
      "is right where every name is known",
      {
        people: [person("anna", "ben", "Twilio"), person("ben", "carl"), person("carl")],
        teams: [{ id: "core", name: "Core", members: ["anna", "ben"], schedule: "night" }],
        schedules: [schedule("night", { name: "a", people: ["anna", "ben", "anna"] }, { name: "b", people: ["carl"] })],
      },
      [],
    ],
    ["may be empty", {}, []],
    [
      "names pagers that there are",
      { people: [person("anna", undefined, "Twillio")] },
      ['people.0.channels.0.connection: There is no pager "Twillio" among the connections. Pagers: Twilio, Slack.'],
    ],
    [
      "names managers that there are",
      { people: [person("anna", "zoe")] },
      ['people.0.manager: There is no person "zoe". People: anna.'],
    ],
    [
      "has an id for each person, team and schedule",
      {
        people: [anna, person("ben"), anna],
        teams: [
          { id: "core", name: "Core" },
          { id: "core", name: "Other" },
        ],
        schedules: [
          schedule("night", { name: "a", people: ["ben"] }),
          schedule("night", { name: "a", people: ["ben"] }),
        ],
      },
      [
        'people.2.id: Person 1 has the id "anna" too; each needs one of its own.',
        'teams.1.id: Team 1 has the id "core" too; each needs one of its own.',
        'schedules.1.id: Schedule 1 has the id "night" too; each needs one of its own.',
      ],
    ],
    [
      "has teams of people who are in it, once, and with a schedule that is",
      { people: [anna], teams: [{ id: "core", name: "Core", members: ["anna", "ben", "anna"], schedule: "day" }] },
      [
        'teams.0.members.1: There is no person "ben". People: anna.',
        'teams.0.members.2: "anna" is a member already; once is enough.',
        'teams.0.schedule: There is no schedule "day". Schedules: none yet.',
      ],
    ],
    [
      "has layers of people who are in it, and with names of their own",
      {
        people: [anna],
        schedules: [schedule("night", { name: "a", people: ["anna"] }, { name: "a", people: ["anna", "ben"] })],
      },
      [
        'schedules.0.layers.1.name: Layer 1 is called "a" too; each layer of a schedule needs a name of its own.',
        'schedules.0.layers.1.people.1: There is no person "ben". People: anna.',
      ],
    ],
    [
      "has nobody who is their own manager",
      { people: [person("anna", "anna")] },
      ['people.0.manager: Managers go in a circle: "anna", then "anna"; one of them needs none, or another.'],
    ],
    [
      "has no circle of managers, and tells of one once, from its first person on, though others lead into it",
      {
        people: [
          person("zoe", "carl"),
          person("ben", "dora"),
          person("carl", "ben"),
          person("dora", "carl"),
          person("emil", "zoe"),
        ],
      },
      [
        'people.1.manager: Managers go in a circle: "ben", then "dora", then "carl", then "ben"; one of them needs none, or another.',
      ],
    ],
    [
      "may have two people under one manager",
      { people: [person("anna", "carl"), person("ben", "carl"), person("carl")] },
      [],
    ],
  ];
  for (const [sentence, plan, problems] of cases) it(sentence, () => assert.deepEqual(check(plan), problems));

  it("gives the shape of problems that rules of intake have", () =>
    assert.deepEqual(checkPlan(OnCallPlan.parse({ people: [person("anna", "zoe")] }), { pagers: [] }), [
      { path: ["people", 0, "manager"], detail: 'There is no person "zoe". People: anna.', from: null, to: null },
    ]));
});

describe("an override", () => {
  const plan = OnCallPlan.parse({
    people: [anna, person("ben")],
    schedules: [schedule("night", { name: "a", people: ["anna"] })],
  });
  const check = (given: Parameters<typeof override>[3]) =>
    checkOverride(override(1, "2026-03-02T09:00Z", "2026-03-02T10:00Z", given), plan).map(
      ({ path, detail }) => `${path.join(".")}: ${detail}`,
    );
  it("is right where every name is known", () => assert.deepEqual(check({ person: "ben", instead: "anna" }), []));
  it("may be nobody's, and for whoever is on duty", () => assert.deepEqual(check({ person: null }), []));
  it("names a schedule and people that there are", () =>
    assert.deepEqual(check({ schedule: "day", person: "carl", instead: "dora" }), [
      'schedule: There is no schedule "day". Schedules: night.',
      'person: There is no person "carl". People: anna, ben.',
      'instead: There is no person "dora". People: anna, ben.',
    ]));
});
