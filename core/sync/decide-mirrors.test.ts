import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConnectionId, ExternalId } from "../../schemas/ids.ts";
import { SyncRules } from "../../schemas/sync-rules.ts";
import { Ticket, TicketRouting } from "../../schemas/ticket.ts";
import { decideMirrors } from "./decide-mirrors.ts";

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const desk = (last: number, name: string, send = "true") => ({
  connectionId: ConnectionId.parse(id(last)),
  name,
  clientRef: ExternalId.parse("7"),
  rules: SyncRules.parse({ send }),
});
const desks = [desk(1, "halo"), desk(2, "autotask"), desk(3, "snow", "ticket.priority == 1.0")];
const routing = (names: string[] | null) =>
  TicketRouting.parse({
    desks: names,
    tags: [],
    slaPolicy: null,
    escalationPolicy: null,
    runbookUrl: null,
    impact: null,
    urgency: null,
    itemId: null,
  });

function ticket(change: object = {}) {
  const empty = { description: null, queue: null, category: null, assignee: null, contact: null, resolution: null };
  const fields = { title: "T", status: "new", priority: 2, type: "incident", ...empty };
  const ids = { id: id(8), clientId: id(9), homeConnectionId: null, birthConnectionId: null };
  return Ticket.parse({ ...ids, rev: 1, fields, meta: {}, code: null, origin: "o", createdAt: new Date(0), ...change });
}

describe("desks that a ticket wants a record in", () => {
  const cases: readonly [sentence: string, of: Ticket, linked: number[], names: string[]][] = [
    ["are those whose rule asks for it", ticket(), [], ["halo", "autotask"]],
    ["are those that have none yet", ticket(), [1], ["autotask"]],
    ["are all where intake rules name none", ticket({ routing: routing(null) }), [], ["halo", "autotask"]],
    ["are only those that intake rules name", ticket({ routing: routing(["autotask"]) }), [], ["autotask"]],
    ["are none where intake rules say so", ticket({ routing: routing([]) }), [], []],
    ["are none that their own rule leaves out, though they are named", ticket({ routing: routing(["snow"]) }), [], []],
  ];
  for (const [sentence, of, linked, names] of cases)
    it(sentence, () => {
      const context = { client: "Acme", desks, linked: new Set(linked.map((last) => ConnectionId.parse(id(last)))) };
      assert.deepEqual(
        decideMirrors(of, context).map(({ name }) => name),
        names,
      );
    });
});
