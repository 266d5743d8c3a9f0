import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Calendar } from "../../schemas/calendar.ts";
import { EscalationPolicy } from "../../schemas/escalation.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import type { FieldMeta, TicketStatus } from "../../schemas/ticket.ts";
import { createOpenTime } from "../sla/open-time.ts";
import { buildTicket } from "../sla/test-ticket.ts";
import { decideStep, type Walk, type WalkFacts } from "./decide-step.ts";

const minute = 60_000;
const start = Date.parse("2026-03-02T03:00:00Z");
const at = (minutes: number) => start + minutes * minute;
const desk = ConnectionId.parse("00000000-0000-4000-8000-00000000000c");
const notify = [{ person: "ann" }];
const policy = EscalationPolicy.parse({
  name: "wake",
  repeat: { times: 1, afterMinutes: 10 },
  steps: [{ notify }, { afterMinutes: 5, notify }, { at: { target: "response", share: 75 }, notify }],
});
const office = createOpenTime(
  Calendar.parse({ timeZone: "UTC", weekly: { monday: [{ from: "08:00", to: "17:00" }] } }),
);

interface Case {
  walk?: Partial<Walk>;
  facts?: Partial<Omit<WalkFacts, "now" | "ticket">>;
  now: number;
  status?: readonly [TicketStatus, "person" | "rule" | "sync"];
  assignee?: string;
}

function meta(kind: "person" | "rule" | "sync"): FieldMeta {
  const by =
    kind === "rule"
      ? ({ kind, rule: "alertCleared" } as const)
      : kind === "person"
        ? ({ kind, name: "Ann" } as const)
        : ({ kind, connectionId: desk, name: "Ben" } as const);
  return { rev: 2, by, after: new Date(start), until: new Date(start) };
}

function decide({ walk = {}, facts = {}, now, status = ["new", "rule"], assignee }: Case): string {
  const built = buildTicket({ status: status[0], assignee: assignee ?? null });
  const ticket = { ...built, meta: { status: meta(status[1]), ...(assignee ? { assignee: meta("sync") } : {}) } };
  const decision = decideStep(
    policy,
    { startedAt: start, step: 0, round: 0, steppedAt: null, clock: null, hurry: false, ...walk },
    { ticket, now: at(now), used: [], clocks: [], open: null, ...facts },
  );
  switch (decision.action) {
    case "take":
      return `take ${decision.index} in ${decision.round}`;
    case "wait":
      return `wait ${decision.until === null ? "-" : (decision.until - start) / minute} ${decision.reason}`;
    case "stop":
      return `stop ${decision.reason} ${decision.by ?? "-"}`;
    case "exhausted":
      return "exhausted";
  }
}

const first = { step: 1, steppedAt: at(0) };
const second = { step: 2, steppedAt: at(5) };
const all = { step: 3, steppedAt: at(20) };
const used = [{ target: "response", share: 75, at: at(11) }];

describe("an escalation", () => {
  for (const [sentence, given, expected] of [
    ["takes its first step at once", { now: 0 }, "take 0 in 0"],
    ["waits for the next", { walk: first, now: 4.9 }, "wait 5 notDue"],
    ["takes the next when its time has come", { walk: first, now: 5 }, "take 1 in 0"],
    ["takes it at once when nobody could be told", { walk: { ...first, hurry: true }, now: 1 }, "take 1 in 0"],
    ["waits for a share of a target, however long", { walk: second, now: 500 }, "wait - shareNotUsed"],
    [
      "does not take another target's share for it",
      { walk: second, now: 12, facts: { used: [{ ...used[0], target: "resolution" }] } },
      "wait - shareNotUsed",
    ],
    [
      "does not take a smaller share for it",
      { walk: second, now: 12, facts: { used: [{ ...used[0], share: 74 }] } },
      "wait - shareNotUsed",
    ],
    ["takes the step of a share once it is used", { walk: second, now: 12, facts: { used } }, "take 2 in 0"],
    [
      "takes it for a breach, too",
      { walk: second, now: 12, facts: { used: [{ ...used[0], share: 100 }] } },
      "take 2 in 0",
    ],
    ["begins again after all steps", { walk: all, now: 29.9 }, "wait 30 notDue"],
    ["takes the first step of the next round", { walk: all, now: 30 }, "take 0 in 1"],
    [
      "leaves time for an answer after the last step of the last round",
      { walk: { ...all, round: 1 }, now: 24.9 },
      "wait 25 notDue",
    ],
    ["is exhausted then", { walk: { ...all, round: 1 }, now: 25 }, "exhausted"],
    ["ends when a person takes the ticket in a desk", { status: ["inProgress", "sync"], now: 1 }, "stop taken Ben"],
    ["ends when somebody is assigned there", { assignee: "ben@msp.example", now: 1 }, "stop taken ben@msp.example"],
    ["goes on when a rule changes the status", { status: ["acknowledged", "rule"], now: 0 }, "take 0 in 0"],
    ["ends with the ticket, whoever ends it", { status: ["resolved", "rule"], now: 0 }, "stop ended -"],
  ] as const satisfies readonly (readonly [string, object, string])[])
    it(sentence, () => assert.equal(decide(given as Case), expected));
});

describe("an escalation that waits for hours", () => {
  const open = { open: office };
  it("takes no step before they begin", () => {
    assert.equal(decide({ now: 0, facts: open }), "wait 300 outsideHours");
    assert.equal(decide({ now: 299.99, facts: open }), "wait 300 outsideHours");
  });
  it("takes it when they have begun", () => assert.equal(decide({ now: 300, facts: open }), "take 0 in 0"));
});

describe("an escalation that a target has begun", () => {
  const clock = { target: "update", round: 2 };
  const clocks = (stage: string) => ({ clocks: [{ ...clock, stage }] });
  it("goes on though somebody has the ticket, as long as the promise is broken", () =>
    assert.equal(
      decide({ walk: { clock }, facts: clocks("inProgress"), status: ["inProgress", "sync"], now: 0 }),
      "take 0 in 0",
    ));
  it("ends when the promise is kept after all", () =>
    assert.equal(decide({ walk: { clock }, facts: clocks("completed"), now: 0 }), "stop promiseKept -"));
  it("ends when the promise is there no more", () =>
    assert.equal(decide({ walk: { clock }, facts: { clocks: [] }, now: 0 }), "stop promiseKept -"));
});
