import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ExchangeMessage } from "../../schemas/exchange.ts";
import { mergeMessage, type ShelfRecord } from "./shelf-record.ts";

type Told = Exclude<ExchangeMessage, { type: "ping" }>;

const at = "2026-03-17T09:00:00Z";
const head = (sender: string, timestamp = at) => ({ timestamp, sender });
const ticket = (sender: string, title: string, version: number, client = "acme", timestamp = at): Told => ({
  type: "ticket.updated",
  ...head(sender, timestamp),
  data: {
    id: "t",
    client: { id: client },
    createdAt: at,
    updatedAt: at,
    fields: { title },
    versions: { title: version },
  },
});
const comment = (sender: string, id: string, body: string, version: number): Told => ({
  type: version === 1 ? "comment.created" : "comment.updated",
  ...head(sender),
  data: {
    id,
    ticketId: "t",
    body,
    format: "plain",
    visibility: "internal",
    author: { kind: "technician" },
    createdAt: at,
    version,
  },
});
const deleted = (id: string): Told => ({ type: "comment.deleted", ...head("a"), data: { id, ticketId: "t" } });
const merge = (messages: readonly Told[]) =>
  messages.reduce<ShelfRecord | undefined>((known, message) => mergeMessage(known, message), undefined);

/** What the sides have to agree on; how often something came is each side's own. */
function agreedOf(record: ShelfRecord | undefined) {
  const { rev: _rev, changedAt: _changedAt, ...agreed } = record ?? assert.fail("nothing is known");
  const comments = Object.entries(agreed.comments).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...agreed, comments };
}

const sender = fc.constantFrom("a", "b");
// One side says one thing at one version, and at one instant.
const message = fc.oneof(
  fc
    .tuple(sender, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }))
    .map(([who, version, minute]) =>
      ticket(who, `title ${version} ${who}`, version, `client ${minute} ${who}`, `2026-03-17T09:0${minute}:00Z`),
    ),
  fc
    .tuple(sender, fc.constantFrom("c1", "c2"), fc.integer({ min: 1, max: 3 }))
    .map(([who, id, version]) => comment(who, id, `${id} ${version} ${who}`, version)),
  fc.constantFrom("c1", "c2").map(deleted),
  fc.constant<Told>({ type: "ticket.deleted", ...head("b"), data: { id: "t" } }),
);

describe("what two sides have said of a ticket", () => {
  it("is the same whatever order and however often the messages come, in 5,000 runs", () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (messages, random) => {
          const shuffled = [...messages, ...messages.slice(0, 3)]
            .map((one) => ({ one, key: random.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ one }) => one);
          assert.deepEqual(agreedOf(merge(messages)), agreedOf(merge(shuffled)));
        },
      ),
      { numRuns: 5_000 },
    );
  });
  it("takes a message without versions for the latest", () => {
    const plain: Told = {
      type: "ticket.updated",
      ...head("psa"),
      data: { id: "t", client: { id: "acme" }, createdAt: at, updatedAt: at, fields: { title: "Theirs" } },
    };
    assert.equal(merge([ticket("a", "Ours", 7), plain])?.fields.title?.value, "Theirs");
  });
  it("does not rise when nothing moved", () => {
    const first = merge([ticket("a", "Ours", 1)]);
    assert.equal(merge([ticket("a", "Ours", 1), ticket("a", "Ours", 1)])?.rev, first?.rev);
    const later = ticket("a", "Ours", 1, "acme", "2026-03-17T10:00:00Z");
    assert.equal(merge([ticket("a", "Ours", 1), later])?.rev, first?.rev, "told again later");
  });
  it("keeps a comment deleted that comes, or is edited, after its deletion", () => {
    for (const messages of [
      [deleted("c"), comment("b", "c", "Late", 1)],
      [comment("b", "c", "First", 1), deleted("c"), comment("b", "c", "Edited", 2)],
    ])
      assert.equal(merge(messages)?.comments["c"]?.deleted, true);
  });
  it("takes its client from the newest message, whichever comes last", () => {
    const moved = ticket("a", "x", 1, "harbor", "2026-03-17T10:00:00Z");
    assert.equal(merge([moved, ticket("a", "x", 1)])?.clientId, "harbor");
    assert.equal(merge([ticket("a", "x", 1), moved])?.clientId, "harbor");
  });
  it("knows who said a comment that somebody else's edit came before", () => {
    const said = merge([comment("b", "c", "Edited", 2), comment("a", "c", "First", 1)])?.comments["c"];
    assert.deepEqual([said?.body, said?.born?.site], ["Edited", "a"]);
  });
});
