import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DutyPlan, type Recipient } from "../../schemas/escalation.ts";
import { PersonId } from "../../schemas/on-call.ts";
import { listTargets } from "./list-recipients.ts";
import { planReach } from "./plan-reach.ts";

const at = Date.parse("2026-03-02T03:00:00Z");
const person = (id: string, more: object = {}) => ({ id, name: id.toUpperCase(), timeZone: "Europe/Berlin", ...more });
const plan = DutyPlan.parse({
  people: [person("ann", { manager: "bo" }), person("ben", { manager: "bo" }), person("bo")],
  teams: [
    { id: "network", name: "Network", members: ["ben", "ann"] },
    { id: "night", name: "Night team", members: ["bo"], schedule: "night" },
  ],
  schedules: [
    {
      id: "night",
      name: "Night",
      timeZone: "Europe/Berlin",
      layers: [
        {
          name: "all",
          people: ["ann"],
          rotation: { unit: "day", handOver: "08:00" },
          startsOn: "2026-01-01",
          hours: { sunday: [{ from: "20:00", to: "08:00" }] },
        },
      ],
    },
  ],
});

function tell(recipients: readonly unknown[], before: readonly string[] = [], when = at): string[] {
  const told = before.map((id) => PersonId.parse(id));
  return listTargets(plan, [], recipients as readonly Recipient[], when, told).map((target) =>
    target.kind === "place" ? target.address : `${target.person.id} ${target.because.kind}`,
  );
}

describe("whom a step tells", () => {
  for (const [sentence, recipients, expected] of [
    ["is a person by name", [{ person: "ben" }], ["ben named"]],
    ["is whoever is on duty", [{ schedule: "night" }], ["ann onDuty"]],
    ["is whoever of a team is on duty", [{ team: "night" }], ["ann onDuty"]],
    ["is all of a team without a schedule", [{ team: "network" }], ["ben member", "ann member"]],
    ["is everybody once", [{ schedule: "night" }, { team: "network" }], ["ann onDuty", "ben member"]],
    ["is a place", [{ connection: "slack", channel: "chat", address: "C0123ABCDEF", language: "en" }], ["C0123ABCDEF"]],
    ["is nobody where the plan has no such person", [{ person: "cara" }], []],
  ] as const)
    it(sentence, () => assert.deepEqual(tell(recipients), expected));

  it("is nobody while nobody is on duty", () => {
    assert.deepEqual(tell([{ schedule: "night" }], [], Date.parse("2026-03-02T06:59:59Z")), ["ann onDuty"]);
    assert.deepEqual(tell([{ schedule: "night" }], [], Date.parse("2026-03-02T07:00:00Z")), []);
  });

  it("is the managers of whom the step before has told, each once", () =>
    assert.deepEqual(tell([{ managers: true }], ["ann", "ben"]), ["bo manager"]));
});

describe("the ways to a person", () => {
  const target = (more: object) => {
    const [built] = DutyPlan.parse({ people: [person("ann", more)] }).people;
    assert.ok(built);
    return { kind: "person" as const, person: built, because: { kind: "named" as const } };
  };
  const channels = [
    { connection: "push", channel: "push", address: "topic" },
    { connection: "sms", channel: "sms", address: "+49", afterMinutes: 2 },
    { connection: "voice", channel: "voice", address: "+49" },
  ];
  const minutes = (more: object, priority: 1 | 2, now = at) =>
    planReach(target({ channels, ...more }), priority, now).map((one) => (one.at - now) / 60_000);

  it("are taken in their order, those without a time together with the one before", () =>
    assert.deepEqual(minutes({}, 2), [0, 2, 2]));

  // 03:00 UTC is 04:00 in Berlin.
  const quietHours = { from: "22:00", to: "06:30" };
  it("wait for the end of quiet hours", () => assert.deepEqual(minutes({ quietHours }, 2), [150, 152, 152]));
  it("do not wait for priority 1", () => assert.deepEqual(minutes({ quietHours }, 1), [0, 2, 2]));
  it("do not wait from the end on", () => {
    const end = Date.parse("2026-03-02T05:30:00Z");
    assert.deepEqual(minutes({ quietHours }, 2, end), [0, 2, 2]);
    assert.deepEqual(minutes({ quietHours }, 2, end - 60_000), [1, 3, 3]);
  });
  it("do not wait on days on which quiet hours do not begin", () => {
    // The night of Sunday to Monday began on Sunday.
    assert.deepEqual(minutes({ quietHours: { ...quietHours, days: ["sunday"] } }, 2), [150, 152, 152]);
    assert.deepEqual(minutes({ quietHours: { ...quietHours, days: ["monday"] } }, 2), [0, 2, 2]);
  });
});
