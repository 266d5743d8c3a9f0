import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import { decideEvent, type EventContext, type TicketState } from "./decide-event.ts";
import { alert, clear, fire, minute } from "./test-events.ts";

const untouched: TicketState = { ended: false, resolvedByClear: false, touched: false, firing: 1 };
const touched = { ...untouched, touched: true };
const ended = { ...untouched, ended: true, firing: 0 };
const flap = { changes: 6, withinMs: 600_000, calmMs: 600_000 };
const context: EventContext = { wishes: { onClear: "resolve", reopenWithinMs: 600_000, flap }, at: minute(30) };
const flips = { count: 6, since: minute(5), until: minute(35) };
const cleared = alert({ condition: "clear", clearedAt: minute(20) });

const cases: readonly [
  sentence: string,
  alert: Alert | undefined,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  expected: object,
][] = [
  ["a first fire opens a ticket", undefined, undefined, fire(), { action: "begin", episode: 1, reason: "firstFire" }],
  [
    "a heartbeat never does",
    undefined,
    undefined,
    fire({ heartbeat: true }),
    { action: "ignore", reason: "heartbeat" },
  ],
  [
    "a bare acknowledgement leaves the severity as it was reported",
    alert(),
    untouched,
    fire({ severity: "info", acknowledgementOnly: true }),
    { action: "count", reason: "repeat", severity: "high" },
  ],
  [
    "a bare acknowledgement of what nobody knows opens nothing",
    undefined,
    undefined,
    fire({ acknowledgementOnly: true }),
    { action: "ignore", reason: "acknowledgedNotFiring" },
  ],
  [
    "nor does one of what is clear again",
    cleared,
    ended,
    fire({ acknowledgementOnly: true, raisedAt: minute(30) }),
    { action: "ignore", reason: "acknowledgedNotFiring" },
  ],
  ["a repeat is counted", alert(), untouched, fire(), { action: "count", reason: "repeat", severity: "high" }],
  [
    "a repeat carries a changed severity",
    alert(),
    untouched,
    fire({ severity: "low" }),
    { action: "count", reason: "repeat", severity: "low" },
  ],
  [
    "a repeat of a dismissed alert is only counted",
    alert({ handling: "dismissed" }),
    { ...ended, touched: true },
    fire(),
    { action: "count", reason: "dismissed", severity: "high" },
  ],
  [
    "something worse brings a dismissed alert back",
    alert({ handling: "dismissed" }),
    { ...ended, touched: true },
    fire({ severity: "critical" }),
    { action: "begin", episode: 1, reason: "worseThanDismissed" },
  ],
  [
    "a clear resolves an untouched ticket",
    alert(),
    untouched,
    clear(),
    { action: "clear", ticket: "resolve", reason: "alertCleared" },
  ],
  [
    "a clear only comments on a ticket that somebody touched",
    alert(),
    touched,
    clear(),
    { action: "clear", ticket: "comment", reason: "clearedButTouched" },
  ],
  [
    "a clear leaves an ended ticket alone",
    alert(),
    { ...ended, touched: true },
    clear(),
    { action: "clear", ticket: "none", reason: "clearedAfterEnd" },
  ],
  [
    "a clear before its fire is remembered",
    undefined,
    undefined,
    clear(),
    { action: "rememberClear", reason: "clearBeforeFire" },
  ],
  [
    "a clear of what opened no ticket ends it",
    alert({ ticketId: null }),
    undefined,
    clear(),
    { action: "clear", ticket: "none", reason: "clearedUnopened" },
  ],
  [
    "a clear leaves the ticket open while others of it fire",
    alert(),
    { ...untouched, firing: 2 },
    clear(),
    { action: "clear", ticket: "none", reason: "othersFire" },
  ],
  [
    "a clear of what flaps says nothing",
    alert({ flips }),
    untouched,
    clear(),
    { action: "clear", ticket: "none", reason: "flaps" },
  ],
  [
    "a clear of what has calmed down does",
    alert({ flips: { ...flips, until: minute(30) } }),
    untouched,
    clear(),
    { action: "clear", ticket: "resolve", reason: "alertCleared" },
  ],
  ["a second clear is ignored", cleared, untouched, clear(), { action: "ignore", reason: "alreadyClear" }],
  [
    "a clear from before this episode is stale",
    alert(),
    untouched,
    clear({ clearedAt: new Date(minute(10).getTime() - 1) }),
    { action: "ignore", reason: "staleClear" },
  ],
  [
    "a clear at the very instant of its start is stale where instants are told exactly",
    alert({ raisedAt: new Date(minute(10).getTime() + 5) }),
    untouched,
    clear({ clearedAt: new Date(minute(10).getTime() + 5) }),
    { action: "ignore", reason: "staleClear" },
  ],
  [
    "a clear within the second of its start is none where seconds are whole",
    alert(),
    untouched,
    clear({ clearedAt: minute(10) }),
    { action: "clear", ticket: "resolve", reason: "alertCleared" },
  ],
  [
    "a clear just after its start is not",
    alert(),
    untouched,
    clear({ clearedAt: new Date(minute(10).getTime() + 1) }),
    { action: "clear", ticket: "resolve", reason: "alertCleared" },
  ],
  [
    "a fire from before the last clear is stale",
    cleared,
    ended,
    fire({ raisedAt: new Date(minute(20).getTime() - 1) }),
    { action: "ignore", reason: "staleFire" },
  ],
  [
    "a fire at the instant of the last clear is a new episode",
    cleared,
    ended,
    fire({ raisedAt: minute(20) }),
    { action: "begin", episode: 2, reason: "firesAgain" },
  ],
  [
    "a fire while the ticket is still open goes on with it",
    cleared,
    touched,
    fire({ raisedAt: minute(30) }),
    { action: "rejoinTicket", episode: 2, reason: "ticketStillOpen" },
  ],
];

describe("what an event does to its alert and ticket", () => {
  for (const [sentence, known, ticket, event, expected] of cases) {
    it(sentence, () => assert.deepEqual(decideEvent(known, ticket, event, context), expected));
  }
  it("a clear comments where the connection says so", () => {
    assert.deepEqual(
      decideEvent(alert(), untouched, clear(), {
        ...context,
        wishes: { onClear: "comment", reopenWithinMs: 0, flap: null },
      }),
      {
        action: "clear",
        ticket: "comment",
        reason: "clearedButPolicy",
      },
    );
  });
});
