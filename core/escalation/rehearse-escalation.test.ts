import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Calendar } from "../../schemas/calendar.ts";
import { DutyPlan } from "../../schemas/escalation.ts";
import { createOpenTime } from "../sla/open-time.ts";
import { buildTicket } from "../sla/test-ticket.ts";
import { type RehearsedCause, rehearseEscalation } from "./rehearse-escalation.ts";

const minute = 60_000;
// A Monday.
const start = Date.parse("2026-03-02T03:00:00Z");
const at = (minutes: number) => start + minutes * minute;
const person = (id: string, more: object = {}) => ({ id, name: id.toUpperCase(), timeZone: "UTC", ...more });
const tell = (id: string) => [{ person: id }];
const response = { kind: "sla", target: "response", round: 1, share: 75 } as const;
const office = createOpenTime(
  Calendar.parse({ timeZone: "UTC", weekly: { monday: [{ from: "08:00", to: "17:00" }] } }),
);

/** Who is told in which minute. */
function rehearse(steps: readonly object[], caused: Partial<RehearsedCause> = {}, more: object = {}): string[] {
  const plan = DutyPlan.parse({
    people: [person("ann", { manager: "cleo" }), person("ben"), person("cleo")],
    escalations: [{ name: "wake", repeat: { times: 0 }, steps }],
    ...more,
  });
  const [policy] = plan.escalations;
  assert.ok(policy);
  const known = { cause: response, startedAt: start, endedAt: null, used: [], open: null, now: at(1_000), ...caused };
  return rehearseEscalation(policy, plan, [], buildTicket({ status: "resolved" }), known).map(
    ({ at, target }) => `${(at - start) / minute} ${target.kind === "person" ? target.person.name : target.address}`,
  );
}

describe("an escalation of the past", () => {
  const steps = [
    { notify: tell("ann") },
    { afterMinutes: 10, notify: tell("ben") },
    { afterMinutes: 10, notify: [{ managers: true }] },
  ];
  it("tells everybody in turn while nobody keeps the promise", () =>
    assert.deepEqual(rehearse([steps[0] ?? {}, { afterMinutes: 5, notify: [{ managers: true }] }, steps[1] ?? {}]), [
      "0 ANN",
      "5 CLEO",
      "15 BEN",
    ]));
  it("ends when the promise is kept", () => assert.deepEqual(rehearse(steps, { endedAt: at(10) }), ["0 ANN"]));
  it("goes no further than now", () => assert.deepEqual(rehearse(steps, { now: at(9) }), ["0 ANN"]));
  it("begins again as often as it is to", () =>
    assert.deepEqual(
      rehearse(
        [steps[0] ?? {}],
        {},
        {
          escalations: [{ name: "wake", repeat: { times: 2, afterMinutes: 7 }, steps: [{ notify: tell("ann") }] }],
        },
      ),
      ["0 ANN", "7 ANN", "14 ANN"],
    ));
  it("comes to the last resort", () =>
    assert.deepEqual(rehearse([{ notify: tell("ann") }], {}, { lastResort: tell("ben") }), ["0 ANN", "5 BEN"]));
  it("waits for a share of a target, and for open hours", () => {
    const late = [{ notify: tell("ann") }, { at: { target: "resolution", share: 50 }, notify: tell("ben") }];
    const used = [{ target: "resolution", share: 50, at: at(42) }];
    assert.deepEqual(rehearse(late, { used }), ["0 ANN", "42 BEN"]);
    assert.deepEqual(rehearse(late), ["0 ANN"]);
    assert.deepEqual(rehearse(late, { used, open: office }), ["300 ANN", "300 BEN"]);
  });
});
