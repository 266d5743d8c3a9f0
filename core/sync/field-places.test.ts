import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConnectionId, ExternalId, LinkId, Marker } from "../../schemas/ids.ts";
import { Link } from "../../schemas/link.ts";
import { Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import { defaultPolicies } from "./field-policy.ts";
import { decideObservation } from "./observe.ts";
import { planPush } from "./plan-push.ts";
import { plainLens, testTicket, uuid } from "./test-ticket.ts";

const at = (second: number) => new Date(Date.UTC(2026, 2, 17, 9, 0, second));
const meta = {
  rev: 4,
  by: { kind: "sync", connectionId: uuid(3) },
  reason: "test",
  after: at(0),
  until: at(0),
  at: at(0),
};
const ticket = Ticket.parse({ ...testTicket, rev: 4, meta: { "custom.rack": meta } });
const lensAt = (place: string): Lens => ({ ...plainLens, placeOf: () => place });
const fields = ["custom.rack"] as const;
const link = Link.parse({
  id: LinkId.parse(uuid(4)),
  ticketId: ticket.id,
  connectionId: ConnectionId.parse(uuid(5)),
  externalId: ExternalId.parse("77"),
  externalNumber: null,
  externalUrl: null,
  marker: Marker.parse(uuid(6)),
  state: "active",
  fields: { "custom.rack": { rev: 4, raw: "R7", place: "161" } },
  seenVersion: "1",
  seenChangedAt: at(0),
  commentsVersion: null,
  seenAt: at(0),
  wroteAt: null,
  ownCalls: null,
  wantedRev: 4,
  doneRev: 4,
});

/** What a reading by one table leaves, of a record that has `raw` in the field that this table names. */
function read(before: { ticket: Ticket; link: Link }, place: string, raw: string | null, second: number) {
  const record = {
    externalId: ExternalId.parse("77"),
    number: null,
    url: null,
    marker: null,
    clientRef: null,
    version: String(second),
    createdAt: at(0),
    changedAt: at(second),
    raw: { "custom.rack": raw },
  };
  const reading = { record, startedAt: at(second), endedAt: at(second) } as Parameters<typeof decideObservation>[2];
  const rules = { fields, lens: lensAt(place), policies: defaultPolicies, now: at(second) };
  const seen = decideObservation(before.ticket, before.link, reading, rules);
  assert.ok(seen.kind === "taken");
  return seen;
}

const owed = (seen: { ticket: Ticket; link: Link }, place: string) =>
  planPush(seen.ticket, seen.link, fields, lensAt(place)).after;

describe("a field that is mapped to another field of theirs", () => {
  it("is written there, since nothing was agreed there yet", () => {
    const seen = read({ ticket, link }, "181", null, 1);
    assert.deepEqual([seen.ticket.fields["custom.rack"], owed(seen, "181")], ["R7", { "custom.rack": "R7" }]);
  });
  it("is written there although a reading by the table before ends afterwards", () => {
    const late = read(read({ ticket, link }, "181", null, 1), "161", "R7", 2);
    const seen = read(late, "181", null, 3);
    assert.deepEqual([seen.ticket.fields["custom.rack"], owed(seen, "181")], ["R7", { "custom.rack": "R7" }]);
  });
  it("owes nothing by a table that is not the one it was read by", () =>
    assert.deepEqual(owed(read({ ticket, link }, "181", null, 1), "161"), {}));
  it("is quiet where it is mapped to the same one again", () => {
    const seen = read({ ticket, link }, "161", "R7", 1);
    assert.deepEqual([seen.changes, owed(seen, "161"), seen.link.fields["custom.rack"]?.place], [[], {}, "161"]);
  });
});
