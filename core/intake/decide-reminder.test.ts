import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import { decideReminder, findReminder, type TicketEnd } from "./decide-reminder.ts";

const wish = (reminder: object | "never" = {}) => IntakeRules.parse({ reminder }).reminder;

describe("findReminder", () => {
  const cases: readonly [what: string, closedAt: string, reminder: object, next: string][] = [
    ["a Tuesday before nine", "2026-03-17T08:59:00Z", {}, "2026-03-18T09:00:00Z"],
    ["the last moment of a Thursday", "2026-03-19T23:59:59.999Z", {}, "2026-03-20T09:00:00Z"],
    ["the first moment of a Friday", "2026-03-20T00:00:00Z", {}, "2026-03-23T09:00:00Z"],
    ["a Saturday", "2026-03-21T12:00:00Z", {}, "2026-03-23T09:00:00Z"],
    ["the last moment of a Sunday", "2026-03-22T23:59:59.999Z", {}, "2026-03-23T09:00:00Z"],
    ["the first moment of a Monday", "2026-03-23T00:00:00Z", {}, "2026-03-24T09:00:00Z"],
    [
      "a Thursday here that is Friday there",
      "2026-03-19T23:30:00Z",
      { timeZone: "Europe/Berlin" },
      "2026-03-23T08:00:00Z",
    ],
    [
      "a Friday here that is Thursday there",
      "2026-03-20T03:30:00Z",
      { timeZone: "America/New_York" },
      "2026-03-20T13:00:00Z",
    ],
    [
      "the Friday before the clocks go forward",
      "2026-03-27T12:00:00Z",
      { timeZone: "Europe/Berlin" },
      "2026-03-30T07:00:00Z",
    ],
    [
      "the Friday before the clocks go back",
      "2026-10-23T12:00:00Z",
      { timeZone: "Europe/Berlin" },
      "2026-10-26T08:00:00Z",
    ],
    ["one day a week, on that day", "2026-03-18T06:00:00Z", { days: [3], at: "07:30" }, "2026-03-25T07:30:00Z"],
  ];
  for (const [what, closedAt, reminder, next] of cases)
    it(`after ${what}: ${next}`, () => {
      assert.equal(findReminder(new Date(closedAt), wish(reminder))?.toISOString(), new Date(next).toISOString());
    });

  it("is never where the rules say so", () => {
    assert.equal(findReminder(new Date("2026-03-17T08:59:00Z"), wish("never")), null);
  });
});

describe("decideReminder", () => {
  const set = new Date("2026-03-18T09:00:00Z");
  const next = new Date("2026-03-19T09:00:00Z");
  const ann = { kind: "person" as const, name: "Ann" };
  const desk = { kind: "sync" as const, connectionId: ConnectionId.parse("00000000-0000-4000-8000-000000000002") };
  const rule = { kind: "rule" as const, rule: "alertCleared" };
  const end = (change: Partial<TicketEnd>): TicketEnd => ({ step: "ends", by: ann, next, ...change });
  const cases: readonly [
    what: string,
    alert: Parameters<typeof decideReminder>[0],
    end: TicketEnd,
    reminder: Date | null,
  ][] = [
    ["a person ends the ticket of what fires", { condition: "firing", remindAt: null }, end({}), next],
    ["it is ended in a desk", { condition: "firing", remindAt: null }, end({ by: desk }), next],
    ["a rule ends it", { condition: "firing", remindAt: null }, end({ by: rule }), null],
    ["its condition is clear", { condition: "clear", remindAt: null }, end({}), null],
    ["nobody knows whether it fires", { condition: "unknown", remindAt: set }, end({}), null],
    ["the rules want none", { condition: "firing", remindAt: null }, end({ next: null }), null],
    [
      "resolved becomes closed, before it was told",
      { condition: "firing", remindAt: set },
      end({ step: "ended" }),
      set,
    ],
    [
      "resolved becomes closed, after it was told",
      { condition: "firing", remindAt: null },
      end({ step: "ended" }),
      null,
    ],
    ["the ticket is opened again", { condition: "firing", remindAt: set }, end({ step: "open" }), null],
  ];
  for (const [what, alert, how, reminder] of cases)
    it(`${what}: ${reminder === null ? "none" : reminder.toISOString()}`, () => {
      assert.equal(decideReminder(alert, how)?.toISOString(), reminder?.toISOString());
    });
});
