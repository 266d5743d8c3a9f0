import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectionId } from "../../schemas/ids.ts";
import type { Actor, Ticket, TicketStatus } from "../../schemas/ticket.ts";
import { decideSource, decideSourceCall, type SourceCall } from "./decide-source.ts";
import { buildSourceNote } from "./source-note.ts";

const rule: Actor = { kind: "rule", rule: "any" };
const person: Actor = { kind: "person", name: "J. Doe" };
const desk: Actor = { kind: "sync", connectionId: "00000000-0000-4000-8000-000000000001" as ConnectionId };

function ticket(status: TicketStatus, by: Actor, assignee: string | null = null, assignedBy: Actor = rule) {
  const at = new Date("2026-03-17T09:00:00Z");
  const meta = (actor: Actor) => ({ rev: 1, by: actor, after: at, until: at });
  return {
    code: "K7M2-QX4D",
    fields: { status, assignee } as Ticket["fields"],
    meta: { status: meta(by), assignee: meta(assignedBy) },
  };
}

describe("what a ticket's alerts want at their tools", () => {
  const cases: readonly [string, ReturnType<typeof ticket>, string][] = [
    ["a new ticket: nothing", ticket("new", rule), "none"],
    ["one that a desk calls new: nothing", ticket("new", desk), "none"],
    ["acknowledged by a person", ticket("acknowledged", person), "acknowledged"],
    ["in progress in a desk", ticket("inProgress", desk), "acknowledged"],
    ["waiting for the client", ticket("pending", desk), "acknowledged"],
    ["held for a vendor", ticket("held", desk), "acknowledged"],
    ["acknowledged by rule: the tool has it already", ticket("acknowledged", rule), "none"],
    ["new, but assigned by a desk", ticket("new", rule, "jd@msp.example", desk), "acknowledged"],
    ["new, and assigned by rule", ticket("new", rule, "jd@msp.example", rule), "none"],
    ["acknowledged by rule, then assigned", ticket("acknowledged", rule, "jd@msp.example", person), "acknowledged"],
    ["an assignee was taken away", ticket("new", rule, null, desk), "none"],
    ["resolved by a person", ticket("resolved", desk), "resolved"],
    ["closed by a person", ticket("closed", person), "resolved"],
    ["cancelled by a person", ticket("cancelled", person), "resolved"],
    ["resolved by rule, since it cleared", ticket("resolved", rule, "jd@msp.example", person), "none"],
  ];
  for (const [sentence, given, expected] of cases)
    it(`${sentence} → ${expected}`, () => assert.equal(decideSource(given), expected));
});

describe("the call by which a tool gets there", () => {
  const can = (...calls: SourceCall[]) => Object.fromEntries(calls.map((call) => [call, async () => []]));
  const all = can("acknowledge", "unacknowledge", "resolve");
  const silences = can("acknowledge", "unacknowledge");
  const cases = [
    ["acknowledges", { wanted: "acknowledged", done: "none", there: true }, all, "acknowledge"],
    ["resolves where it can", { wanted: "resolved", done: "acknowledged", there: true }, all, "resolve"],
    [
      "ends a silence where it cannot resolve",
      { wanted: "resolved", done: "acknowledged", there: true },
      silences,
      "unacknowledge",
    ],
    ["has nothing to end", { wanted: "resolved", done: "none", there: false }, silences, undefined],
    ["takes back", { wanted: "none", done: "acknowledged", there: true }, all, "unacknowledge"],
    ["takes back what had no answer", { wanted: "none", done: "none", there: true }, all, "unacknowledge"],
    ["takes back an end", { wanted: "none", done: "resolved", there: false }, all, "unacknowledge"],
    ["cannot acknowledge", { wanted: "acknowledged", done: "none", there: true }, can("resolve"), undefined],
    ["cannot take back", { wanted: "none", done: "acknowledged", there: true }, can("resolve"), undefined],
  ] as const;
  for (const [sentence, state, port, expected] of cases)
    it(sentence, () => assert.equal(decideSourceCall(state, port), expected));
});

describe("the line that people read there", () => {
  const marker = "interdesk:00000000-0000-4000-8000-000000000002";
  it("names the desk's number, our code, who, and the marker", () =>
    assert.equal(
      buildSourceNote(ticket("acknowledged", person), ["T20261123.0042", "INC001"], "acknowledged", marker),
      `Ticket T20261123.0042 (K7M2-QX4D) taken by J. Doe [${marker}]`,
    ));
  it("does with what is known", () => {
    assert.equal(buildSourceNote(undefined, [], "none", marker), `Ticket given back [${marker}]`);
    assert.equal(buildSourceNote(ticket("closed", desk), [], "resolved", marker), `Ticket K7M2-QX4D ended [${marker}]`);
  });
});
