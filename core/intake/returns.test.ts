import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import { decideEvent, type EventContext, type TicketState } from "./decide-event.ts";
import { alert, fire, minute } from "./test-events.ts";

const untouched: TicketState = { ended: false, resolvedByClear: false, touched: false, firing: 1 };
const ended = { ...untouched, ended: true, firing: 0 };
const resolved = { ...ended, resolvedByClear: true };
const flap = { changes: 6, withinMs: 600_000, calmMs: 600_000 };
const context: EventContext = { wishes: { onClear: "resolve", reopenWithinMs: 600_000, flap }, at: minute(30) };
const flips = { count: 6, since: minute(5), until: minute(35) };
const cleared = alert({ condition: "clear", clearedAt: minute(20) });

type Case = readonly [string, Alert | undefined, TicketState | undefined, MonitorEvent, object];

const cases: readonly Case[] = [
  [
    "a fire soon after its clear reopens the ticket that the clear resolved",
    cleared,
    resolved,
    fire({ raisedAt: new Date(minute(30).getTime() - 1) }),
    { action: "reopenTicket", episode: 2, reason: "returnedSoon" },
  ],
  [
    "a later one opens another",
    cleared,
    resolved,
    fire({ raisedAt: minute(30) }),
    { action: "begin", episode: 2, reason: "firesAgain" },
  ],
  [
    "one that a person has ended is not reopened",
    cleared,
    ended,
    fire({ raisedAt: minute(21) }),
    { action: "begin", episode: 2, reason: "firesAgain" },
  ],
  [
    "what flaps goes on without a word",
    { ...cleared, flips },
    untouched,
    fire({ raisedAt: minute(25) }),
    { action: "rejoinTicket", episode: 2, reason: "flaps" },
  ],
];

describe("a condition that is back", () => {
  for (const [sentence, known, ticket, event, expected] of cases) {
    it(sentence, () => assert.deepEqual(decideEvent(known, ticket, event, context), expected));
  }
});
