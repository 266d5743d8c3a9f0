import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ExchangeMessage } from "../../schemas/exchange.ts";
import { mergeMessage, type ShelfRecord } from "./shelf-record.ts";

type Told = Exclude<ExchangeMessage, { type: "ping" }>;

const at = "2026-03-17T09:00:00Z";
const head = (sender: string) => ({ timestamp: at, sender });
const ticket = (sender: string, title: string, version: number): Told => ({
  type: "ticket.updated",
  ...head(sender),
  data: {
    id: "t",
    client: { id: "acme" },
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
const merge = (messages: readonly Told[]) =>
  messages.reduce<ShelfRecord | undefined>((known, message) => mergeMessage(known, message), undefined);

const sender = fc.constantFrom("a", "b");
const message = fc.oneof(
  fc.tuple(sender, fc.constantFrom("x", "y", "z"), fc.integer({ min: 1, max: 5 })).map(([who, title, version]) =>
    // One side says one thing at one version.
    ticket(who, `${title}${version}${who}`.slice(1), version),
  ),
  fc
    .tuple(sender, fc.constantFrom("c1", "c2"), fc.integer({ min: 1, max: 3 }))
    .map(([who, id, version]) => comment(who, id, `${id} ${version} ${who}`, version)),
  fc
    .constantFrom("c1", "c2")
    .map((id): Told => ({ type: "comment.deleted", ...head("a"), data: { id, ticketId: "t" } })),
);

describe("what two sides have said of a ticket", () => {
  it("is the same whatever order and however often the messages come, in 5,000 runs", () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (messages, random) => {
          // A deletion of a comment that has not come yet is told again, as every message is until it was taken.
          const deletions = messages.filter(({ type }) => type === "comment.deleted");
          const told = [...messages, ...deletions];
          const shuffled = [...told, ...told.slice(0, 3), ...deletions]
            .map((one) => ({ one, key: random.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const [left, right] = [merge([...told, ...deletions]), merge([...shuffled, ...deletions])];
          assert.deepEqual(left?.fields, right?.fields);
          const texts = (record: ShelfRecord | undefined) =>
            Object.fromEntries(
              Object.entries(record?.comments ?? {}).map(([id, { body, version, deleted }]) => [
                id,
                { body, version, deleted },
              ]),
            );
          assert.deepEqual(Object.keys(texts(left)).toSorted(), Object.keys(texts(right)).toSorted());
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
  });
});
