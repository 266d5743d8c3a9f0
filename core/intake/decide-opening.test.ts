import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MonitorEvent } from "../../schemas/alert.ts";
import { FoldId, TicketId } from "../../schemas/ids.ts";
import { decideOpening, type OpenFold, type OpeningContext } from "./decide-opening.ts";
import { defaultWishes, type IntakeWishes } from "./wishes.ts";

const minute = (count: number) => new Date(Date.UTC(2026, 2, 17, 9, count));
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const event = MonitorEvent.parse({
  dedupKey: "k",
  episodeId: null,
  condition: "firing",
  severity: "high",
  title: "Disk C: full on srv-1",
  description: null,
  raisedAt: minute(0),
  clearedAt: null,
  clientHint: null,
  resource: "srv-1",
  service: "disk",
  url: null,
  labels: {},
  heartbeat: false,
});

function fold(groupKey: string, title = "Disk D: full on srv-2", joined = minute(0)): OpenFold {
  return { id: FoldId.parse(id(1)), groupKey, ticketId: TicketId.parse(id(2)), joinedAt: joined, title, alerts: 1 };
}

function context(wishes: Partial<IntakeWishes>, change: Partial<OpeningContext> = {}): OpeningContext {
  return {
    wishes: { ...defaultWishes, ...wishes },
    at: minute(10),
    window: undefined,
    parent: undefined,
    waited: undefined,
    storm: undefined,
    urgent: false,
    isException: () => false,
    fold: () => undefined,
    recent: [],
    ...change,
  };
}

const group = { key: "g", windowMs: 10 * 60_000 };
const similar = { least: 1, windowMs: 10 * 60_000 };
const storm = { groupKey: "storm:1" };
const window = { kind: "maintenance" as const, reason: "Patch night", until: minute(60) };

const cases: readonly [string, OpeningContext, object][] = [
  ["opens a ticket of its own", context({}), { action: "open", groupKey: null, reason: "alone" }],
  [
    "waits where a rule says so, for ever",
    context({ suppress: "noise" }),
    { action: "wait", reason: "rule", detail: "noise", reviewAt: null },
  ],
  [
    "waits for the end of a window",
    context({}, { window }),
    { action: "wait", reason: "maintenance", detail: "Patch night", reviewAt: minute(60) },
  ],
  [
    "waits behind what it depends on",
    context({}, { parent: "switch-1" }),
    { action: "wait", reason: "dependsOn", detail: "switch-1", reviewAt: minute(11) },
  ],
  [
    "waits before it opens anything, where asked",
    context({ holdDownMs: 60_000 }),
    { action: "wait", reason: "holdDown", detail: "60 s", reviewAt: minute(11) },
  ],
  [
    "waits on, up to the end of that time",
    context({ holdDownMs: 60_001 }, { waited: { reason: "holdDown", since: minute(9) } }),
    { action: "wait", reason: "holdDown", detail: "60.001 s", reviewAt: new Date(minute(10).getTime() + 1) },
  ],
  [
    "has waited long enough at its end",
    context({ holdDownMs: 60_000 }, { waited: { reason: "holdDown", since: minute(9) } }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
  [
    "has fired long enough when its window ends",
    context({ holdDownMs: 600_000 }, { waited: { reason: "maintenance", since: minute(9) } }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
  ["is the first of its group", context({ group }), { action: "open", groupKey: "g", reason: "firstOfGroup" }],
  [
    "joins its group within the time",
    context({ group }, { fold: fold }),
    { action: "join", fold: fold("g"), reason: "sameGroup", detail: "g" },
  ],
  [
    "opens the group anew after it",
    context({ group }, { fold, at: new Date(minute(10).getTime() + 1) }),
    { action: "open", groupKey: "g", reason: "firstOfGroup" },
  ],
  [
    "stays out of a group that a person took it out of",
    context({ group }, { fold, isException: (key) => key === "g" }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
  [
    "joins the storm",
    context({ group }, { storm, fold }),
    { action: "join", fold: fold("storm:1"), reason: "storm", detail: "storm:1" },
  ],
  ["opens the storm's ticket", context({}, { storm }), { action: "open", groupKey: "storm:1", reason: "firstOfStorm" }],
  [
    "passes the storm when it is most urgent",
    context({}, { storm, urgent: true }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
  [
    "waits in a window even in a storm",
    context({}, { storm, window }),
    { action: "wait", reason: "maintenance", detail: "Patch night", reviewAt: minute(60) },
  ],
  [
    "joins what reads alike",
    context({ similar }, { recent: [fold("alert:1", "Ping failed"), fold("alert:2")] }),
    {
      action: "join",
      fold: fold("alert:2"),
      reason: "similar",
      detail: '100 % of its words are those of "Disk D: full on srv-2"',
    },
  ],
  [
    "joins nothing that does not",
    context({ similar }, { recent: [fold("alert:1", "Disk full")] }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
  [
    "joins nothing that is too old",
    context({ similar }, { recent: [fold("alert:1", event.title, minute(-1))] }),
    { action: "open", groupKey: null, reason: "alone" },
  ],
];

describe("an alert that wants a ticket", () => {
  for (const [sentence, given, expected] of cases)
    it(sentence, () => assert.deepEqual(decideOpening(event, given), expected));
});
