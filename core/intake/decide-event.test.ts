import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Alert, type MonitorEvent } from "../../schemas/alert.ts";
import { decideEvent, type EventPolicy, type TicketState } from "./decide-event.ts";

const minute = (count: number) => new Date(Date.UTC(2026, 2, 17, 9, count));
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;

function fire(change: Partial<MonitorEvent> = {}): MonitorEvent {
  const base = {
    dedupKey: "k",
    episodeId: null,
    title: "CPU high",
    description: null,
    clientHint: null,
    resource: null,
    service: null,
    url: null,
    labels: {},
    heartbeat: false,
  };
  return { ...base, condition: "firing", severity: "high", raisedAt: minute(10), clearedAt: null, ...change };
}
const clear = (change: Partial<MonitorEvent> = {}) => fire({ condition: "clear", clearedAt: minute(20), ...change });

function alert(change: Partial<Alert> = {}): Alert {
  const ids = { id: id(1), connectionId: id(2), clientId: id(3), foldId: id(4), ticketId: id(5) };
  const base = {
    ...ids,
    dedupKey: "k",
    condition: "firing",
    handling: "open",
    severity: "high",
    title: "CPU high",
    episode: 1,
    eventCount: 1,
  };
  return Alert.parse({ ...base, raisedAt: minute(10), clearedAt: null, lastSeenAt: minute(10), ...change });
}

const untouched: TicketState = { ended: false, touched: false };
const policy: EventPolicy = { onClear: "resolve" };
const cleared = alert({ condition: "clear", clearedAt: minute(20) });

const cases: readonly [
  sentence: string,
  alert: Alert | undefined,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  expected: object,
][] = [
  [
    "a first fire opens a ticket",
    undefined,
    undefined,
    fire(),
    { action: "openTicket", episode: 1, reason: "firstFire" },
  ],
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
    { ended: true, touched: false },
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
    { ended: true, touched: true },
    fire(),
    { action: "count", reason: "dismissed", severity: "high" },
  ],
  [
    "something worse brings a dismissed alert back",
    alert({ handling: "dismissed" }),
    { ended: true, touched: true },
    fire({ severity: "critical" }),
    { action: "openTicket", episode: 1, reason: "worseThanDismissed" },
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
    { ended: false, touched: true },
    clear(),
    { action: "clear", ticket: "comment", reason: "clearedButTouched" },
  ],
  [
    "a clear leaves an ended ticket alone",
    alert(),
    { ended: true, touched: true },
    clear(),
    { action: "clear", ticket: "none", reason: "clearedAfterEnd" },
  ],
  [
    "a clear without an alert is ignored",
    undefined,
    undefined,
    clear(),
    { action: "ignore", reason: "clearWithoutAlert" },
  ],
  ["a second clear is ignored", cleared, untouched, clear(), { action: "ignore", reason: "alreadyClear" }],
  [
    "a clear from before this episode is stale",
    alert(),
    untouched,
    clear({ clearedAt: minute(10) }),
    { action: "ignore", reason: "staleClear" },
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
    { ended: true, touched: false },
    fire({ raisedAt: new Date(minute(20).getTime() - 1) }),
    { action: "ignore", reason: "staleFire" },
  ],
  [
    "a fire at the instant of the last clear is a new episode",
    cleared,
    { ended: true, touched: false },
    fire({ raisedAt: minute(20) }),
    { action: "openTicket", episode: 2, reason: "firesAgain" },
  ],
  [
    "a fire while the ticket is still open goes on with it",
    cleared,
    { ended: false, touched: true },
    fire({ raisedAt: minute(30) }),
    { action: "rejoinTicket", episode: 2, reason: "ticketStillOpen" },
  ],
];

describe("what an event does to its alert and ticket", () => {
  for (const [sentence, known, ticket, event, expected] of cases) {
    it(sentence, () => assert.deepEqual(decideEvent(known, ticket, event, policy), expected));
  }
  it("a clear comments where the connection says so", () => {
    assert.deepEqual(decideEvent(alert(), untouched, clear(), { onClear: "comment" }), {
      action: "clear",
      ticket: "comment",
      reason: "clearedButPolicy",
    });
  });
});
