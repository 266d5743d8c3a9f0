import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DutyPlan, type EscalationCause } from "../../schemas/escalation.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import { buildTicket } from "../sla/test-ticket.ts";
import { checkEscalations } from "./check-escalations.ts";
import { chooseEscalations } from "./choose-escalations.ts";

const people = [{ id: "ann", name: "Ann", timeZone: "UTC" }];
const policy = (name: string) => ({ name, steps: [{ notify: [{ person: "ann" }] }] });
const opened: EscalationCause = { kind: "opened" };
const sla = (share: number, target: "update" | "response" = "update"): EscalationCause => ({
  kind: "sla",
  target,
  round: 1,
  share,
});

function choose(assignments: readonly object[], cause = opened, more: object = {}, named: string | null = null) {
  const plan = DutyPlan.parse({ people, escalations: ["one", "two", "three"].map(policy), assignments });
  const routing = {
    desks: null,
    tags: [],
    slaPolicy: null,
    escalationPolicy: named,
    runbookUrl: null,
    impact: null,
    urgency: null,
    itemId: null,
  };
  const ticket = { ...buildTicket({ priority: 1 }, routing), ...more };
  return chooseEscalations(plan, ticket, "Acme Dental", cause).map(({ policy, share }) =>
    share === null ? policy.name : `${policy.name} at ${share}`,
  );
}

describe("who is told of a ticket", () => {
  const desk = ConnectionId.parse("00000000-0000-4000-8000-00000000000c");
  it("is nobody where nothing fits", () => assert.deepEqual(choose([{ policy: "one", priorities: [2] }]), []));
  it("is everybody whose assignment fits, each policy once", () =>
    assert.deepEqual(
      choose([{ policy: "one", clients: ["acme dental"] }, { policy: "two" }, { policy: "one", priorities: [1] }]),
      ["one", "two"],
    ));
  it("is whom an intake rule names, and nobody else", () =>
    assert.deepEqual(choose([{ policy: "one" }], opened, {}, "three"), ["three"]));
  it("goes by the assignments where a rule names what the plan does not have", () =>
    assert.deepEqual(choose([{ policy: "one" }], opened, {}, "gone"), ["one"]));
  it("may depend on whether a person has opened it", () => {
    const assignments = [
      { policy: "one", bornBy: "alert" },
      { policy: "two", bornBy: "desk" },
    ];
    assert.deepEqual(choose(assignments), ["one"]);
    assert.deepEqual(choose(assignments, opened, { birthConnectionId: desk }), ["two"]);
  });
  it("may begin with a share of a target", () => {
    const assignments = [{ policy: "one", at: { target: "update", share: 75 } }, { policy: "two" }];
    assert.deepEqual(choose(assignments), ["two"]);
    assert.deepEqual(choose(assignments, sla(74)), []);
    assert.deepEqual(choose(assignments, sla(75)), ["one at 75"]);
    assert.deepEqual(choose(assignments, sla(100)), ["one at 75"]);
    assert.deepEqual(choose(assignments, sla(100, "response")), []);
  });
  it("begins once for all shares from the one that is given, and anew with a greater one that is given too", () => {
    const at = (share: number) => ({ policy: "one", at: { target: "update", share } });
    assert.deepEqual(
      [75, 90, 100].flatMap((share) => choose([at(75)], sla(share))),
      Array(3).fill("one at 75"),
    );
    assert.deepEqual(
      [75, 90, 100].flatMap((share) => choose([at(75), at(100)], sla(share))),
      ["one at 75", "one at 75", "one at 100"],
    );
  });
  it("is told of a breach where no share is given, though a rule names another policy for the opening", () =>
    assert.deepEqual(choose([{ policy: "one", at: { target: "update" } }], sla(100), {}, "two"), ["one at 100"]));
});

describe("names in escalations", () => {
  const check = (more: object) =>
    checkEscalations(DutyPlan.parse({ people, escalations: [policy("one")], ...more }), {
      pagers: ["slack"],
      clients: ["Acme Dental"],
      calendars: ["always", "office"],
    }).map(({ path, detail }) => `${path.join(".")}: ${detail}`);
  const step = (notify: object) => ({ escalations: [{ name: "one", steps: [{ notify: [notify] }] }] });
  it("that are all known are no problem", () =>
    assert.deepEqual(check({ assignments: [{ policy: "one", clients: ["ACME dental"] }] }), []));
  for (const [sentence, more, problem] of [
    [
      "of people",
      step({ person: "cara" }),
      'escalations.0.steps.0.notify.0.person: There is no person "cara". There are: ann.',
    ],
    [
      "of schedules",
      step({ schedule: "night" }),
      'escalations.0.steps.0.notify.0.schedule: There is no schedule "night". There are: none.',
    ],
    [
      "of teams",
      step({ team: "network" }),
      'escalations.0.steps.0.notify.0.team: There is no team "network". There are: none.',
    ],
    [
      "of pagers",
      step({ connection: "sms", channel: "sms", address: "+49" }),
      'escalations.0.steps.0.notify.0.connection: There is no pager "sms". There are: slack.',
    ],
    [
      "of calendars",
      { escalations: [{ ...policy("one"), hours: { calendar: "night", priorities: [3] } }] },
      'escalations.0.hours.calendar: There is no calendar "night". There are: always, office.',
    ],
    [
      "of policies",
      { assignments: [{ policy: "two" }] },
      'assignments.0.policy: There is no escalation "two". There are: one.',
    ],
    [
      "of clients",
      { assignments: [{ policy: "one", clients: ["Acme"] }] },
      'assignments.0.clients.0: There is no client "Acme".',
    ],
    [
      "of two policies",
      { escalations: [policy("one"), policy("one")] },
      'escalations.1.name: There is another policy named "one".',
    ],
    [
      "of managers before anybody",
      step({ managers: true }),
      "escalations.0.steps.0.notify: The first step has nobody before it whose managers could be told.",
    ],
  ] as const)
    it(`${sentence} that lead nowhere are told with their place`, () => assert.deepEqual(check(more), [problem]));
});
