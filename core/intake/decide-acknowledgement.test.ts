import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { Actor, Ticket, TicketStatus } from "../../schemas/ticket.ts";
import { decideAcknowledgement } from "./decide-acknowledgement.ts";

const alert = (change: Partial<Alert> = {}) => ({ condition: "firing", handling: "open", ...change }) as Alert;
const person: Actor = { kind: "person", name: "J. Doe" };
const inTool: Actor = { kind: "rule", rule: "acknowledgedInTool" };
function ticket(status: TicketStatus, by: Actor = { kind: "rule", rule: "alertOpensTicket" }) {
  const at = new Date("2026-03-17T09:00:00Z");
  return { fields: { status } as Ticket["fields"], meta: { status: { rev: 1, by, after: at, until: at } } };
}
const said = (state: "set" | "removed", byUs = false): Pick<MonitorEvent, "acknowledgement" | "byUs"> => ({
  acknowledgement: { state, by: "jd", note: null },
  ...(byUs ? { byUs: true as const } : {}),
});

describe("an acknowledgement that was made in the tool", () => {
  const cases = [
    ["takes a ticket that nobody has taken", alert(), ticket("new"), said("set"), "acknowledged", "acknowledged"],
    [
      "leaves a ticket that somebody works on",
      alert(),
      ticket("inProgress", person),
      said("set"),
      "acknowledged",
      null,
    ],
    ["counts without a ticket", alert(), undefined, said("set"), "acknowledged", null],
    [
      "taken back: the ticket is new again",
      alert({ handling: "acknowledged" }),
      ticket("acknowledged", inTool),
      said("removed"),
      "open",
      "new",
    ],
    ["taken back of a new ticket", alert({ handling: "acknowledged" }), ticket("new"), said("removed"), "open", null],
  ] as const;
  for (const [sentence, given, of, event, handling, status] of cases)
    it(sentence, () => {
      const decision = decideAcknowledgement(given, of, event);
      assert.deepEqual(decision.action === "take" && [decision.handling, decision.status], [handling, status]);
    });

  const ignored = [
    ["that is our own coming back", alert(), ticket("new"), said("set", true), "ourOwn"],
    ["that is none", alert(), ticket("new"), {}, "noAcknowledgement"],
    ["of what has ended", alert({ condition: "clear" }), ticket("new"), said("set"), "notFiring"],
    [
      "of what a person has dismissed",
      alert({ handling: "dismissed" }),
      ticket("closed", person),
      said("set"),
      "dismissed",
    ],
    [
      "taken back while a person works on it",
      alert({ handling: "acknowledged" }),
      ticket("acknowledged", person),
      said("removed"),
      "heldByPerson",
    ],
  ] as const;
  for (const [sentence, given, of, event, reason] of ignored)
    it(`does nothing ${sentence}`, () =>
      assert.deepEqual(decideAcknowledgement(given, of, event), { action: "ignore", reason }));
});
