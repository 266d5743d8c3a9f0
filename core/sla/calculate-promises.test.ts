import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { calculatePromises } from "./calculate-promises.ts";
import { compilePlan } from "./compile-plan.ts";
import { buildTicket } from "./test-ticket.ts";

const hours = [{ from: "08:00", to: "17:00" }];
const plan = compilePlan(
  SlaPlan.parse({
    calendars: {
      office: {
        timeZone: "Europe/Berlin",
        weekly: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
      },
    },
    policies: [
      { name: "standard", calendar: "office", response: { 2: "1h" }, resolution: { 2: "4h" }, warnAt: [50] },
      { name: "gold", response: { 2: "15m" } },
    ],
    assignments: [{ policy: "gold", clients: ["Acme Dental"] }],
    olas: [{ name: "second level", queues: ["Level II"], calendar: "office", response: { 2: "30m" } }],
  }),
  1,
);
/** A Friday, 16:40 in Berlin. */
const raisedAt = new Date("2026-11-27T15:40:00Z");
const calculate = (fields: object, client = "Borg Ltd") =>
  calculatePromises(plan, buildTicket({ priority: 2, ...fields }), { client, raisedAt });
const due = (fields: object, client?: string) =>
  calculate(fields, client).clocks.map(({ target, dueAt }) => `${target} ${dueAt?.toISOString() ?? "never"}`);

describe("what would be promised", () => {
  it("goes on when the office opens again", () =>
    assert.deepEqual(due({}), ["response 2026-11-30T07:40:00.000Z", "resolution 2026-11-30T10:40:00.000Z"]));
  it("names every stretch that is counted", () =>
    assert.deepEqual(
      calculate({}).clocks[0]?.intervals.map(({ start, end }) => [new Date(start), new Date(end)]),
      [
        [new Date("2026-11-27T15:40:00Z"), new Date("2026-11-27T16:00:00Z")],
        [new Date("2026-11-30T07:00:00Z"), new Date("2026-11-30T07:40:00Z")],
      ],
    ));
  it("says when it is warned", () =>
    assert.deepEqual(calculate({}).clocks[0]?.warnings, [{ share: 50, at: new Date("2026-11-30T07:10:00Z") }]));
  it("is by the client's own policy, and says why", () => {
    const { policy, because } = calculate({}, "acme dental");
    assert.deepEqual([policy, because], ["gold", { kind: "assignment", index: 0 }]);
    assert.deepEqual(due({}, "Acme Dental"), ["response 2026-11-27T15:55:00.000Z"]);
  });
  it("is also what teams promise each other", () =>
    assert.ok(due({ queue: "Level II" }).includes("olaResponse 2026-11-30T07:10:00.000Z")));
  it("is nothing where a priority has no target", () => assert.deepEqual(due({ priority: 5 }), []));
});
