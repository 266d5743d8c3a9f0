import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mostEventText, WebhookEvent } from "../../schemas/events.ts";
import type { ClientId, ConnectionId, TenantId, WebhookEventId } from "../../schemas/ids.ts";
import { testTicket as ticket } from "../sync/test-ticket.ts";
import { buildEvent, type EventDraft, told } from "./build-event.ts";

const id = "0197c0de-0000-7000-8000-000000000001";
const connectionId = id as ConnectionId;
const names = {
  clients: new Map<ClientId, string>([[ticket.clientId, "Acme"]]),
  connections: new Map([[connectionId, "psa"]]),
  records: new Map([
    [
      ticket.id,
      [
        { connection: "psa", number: null, url: null },
        { connection: "desk", number: "T1", url: "https://desk.example/T1" },
      ],
    ],
  ]),
};

function build(draft: EventDraft) {
  const at = new Date("2026-11-28T12:00:00Z");
  const { body } = buildEvent(draft, names, { id: id as WebhookEventId, tenantId: id as TenantId, at });
  return WebhookEvent.parse(JSON.parse(body));
}

const change = { ticketId: ticket.id, rev: 2, by: { kind: "person", name: "Ann" } as const, at: new Date() };

describe("an event", () => {
  it("tells a ticket with its client, its records and the first address of them", () => {
    const event = build(told.opened(ticket));
    assert.ok(event.type === "interdesk.ticket.opened");
    assert.equal(event.subject, `ticket/${ticket.id}`);
    assert.equal(event.data.ticket.client.name, "Acme");
    assert.equal(event.data.ticket.url, "https://desk.example/T1");
    assert.deepEqual(
      event.data.ticket.records.map(({ connection }) => connection),
      ["psa", "desk"],
    );
  });

  for (const [title, value, expected] of [
    ["is told as it is", 3, 3],
    ["that is long is cut", "x".repeat(mostEventText + 1), `${"x".repeat(mostEventText - 1)}…`],
    ["of the longest length is not", "x".repeat(mostEventText), "x".repeat(mostEventText)],
    [
      "that is cut within a sign stays readable",
      `${"x".repeat(mostEventText - 2)}😀😀`,
      `${"x".repeat(mostEventText - 2)}\ufffd…`,
    ],
    ["that is an object is told as text", { a: [1] }, '{"a":[1]}'],
  ] as const)
    it(`a value ${title}`, () => {
      const to = value as Parameters<typeof told.changed>[1][number]["to"];
      const event = build(
        told.changed(ticket, [{ ...change, field: "title", from: null, to, reason: "edit" }], change.by),
      );
      assert.ok(event.type === "interdesk.ticket.changed");
      assert.deepEqual(event.data.changes[0], { field: "title", from: null, to: expected, reason: "edit" });
      assert.deepEqual(event.data.by, { kind: "person", name: "Ann", connection: null });
    });

  it("of a conflict tells both values, but not what was said in a comment", () => {
    const conflict = { ticketId: ticket.id, connectionId, winner: "open", reason: "r", at: new Date() } as const;
    const values = { ours: "secret", theirs: "secret" };
    const open = build(told.conflict(ticket, { ...conflict, ...values, field: "queue" }));
    assert.ok(open.type === "interdesk.sync.conflict");
    assert.deepEqual([open.data.conflict.connection, open.data.conflict.ours], ["psa", "secret"]);
    const said = build(told.conflict(ticket, { ...conflict, ...values, field: "comment" }));
    assert.doesNotMatch(JSON.stringify(said), /secret/);
  });

  for (const [share, type] of [
    [75, "interdesk.sla.warned"],
    [99, "interdesk.sla.warned"],
    [100, "interdesk.sla.breached"],
  ] as const)
    it(`of ${share} % of a target is ${type}`, () => {
      const clock = { target: "response", round: 1, share, dueAt: "2026-11-28T12:00:00Z" } as const;
      assert.equal(build(told.fired(ticket, clock)).type, type);
    });
});
