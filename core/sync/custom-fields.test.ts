import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConnectionId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { LinkField } from "../../schemas/link.ts";
import { Ticket } from "../../schemas/ticket.ts";
import { decideField } from "./decide-field.ts";
import { editTicket } from "./edit-ticket.ts";
import { defaultPolicies, policyOf } from "./field-policy.ts";
import { plainLens, testAt, testTicket, uuid } from "./test-ticket.ts";

const [ticket, at, lens] = [testTicket, testAt, plainLens];
const by = { kind: "sync" as const, connectionId: ConnectionId.parse(uuid(3)) };
const cause = { by, reason: "theirEditAccepted", after: at, until: at, at };

describe("custom fields of a ticket", () => {
  it("are kept when it is stored and read again, beside the fixed ones", () =>
    assert.deepEqual(Ticket.parse(JSON.parse(JSON.stringify(ticket))).fields, ticket.fields));

  for (const [sentence, edits, changes] of [
    ["the value that is there is no change", { "custom.rack": "R7" }, []],
    ["another one is", { "custom.rack": "R9" }, [["custom.rack", "R7", "R9"]]],
    ["one that was never set is empty", { "custom.seats": null }, []],
    ["and may be filled", { "custom.seats": 12 }, [["custom.seats", null, 12]]],
    ["no is a value", { "custom.onSite": false }, [["custom.onSite", null, false]]],
  ] as const)
    it(sentence, () =>
      assert.deepEqual(
        editTicket(ticket, edits, cause).changes.map(({ field, from, to }) => [field, from, to]),
        changes,
      ),
    );
});

describe("whose a custom field is", () => {
  it("the desk's where the ticket is worked, and others may edit it", () =>
    assert.deepEqual(policyOf(defaultPolicies, "custom.rack"), {
      collision: "owner",
      owner: "home",
      foreignEdit: "accept",
    }));
  it("as the connection's rules say, where they name it", () => {
    const policy = { collision: "ask", owner: "hub", foreignEdit: "hold" } as const;
    assert.equal(policyOf({ ...defaultPolicies, "custom.rack": policy }, "custom.rack"), policy);
  });
});

describe("a custom field of which the ticket knows nothing", () => {
  const decide = (link: LinkField | undefined, raw: Json) =>
    decideField(
      { field: "custom.seats", ours: undefined, link, raw, after: at, until: at },
      { lens, policy: policyOf(defaultPolicies, "custom.seats"), ownedThere: false, now: at },
    );
  for (const [sentence, link, raw, expected] of [
    ["is read for the first time", undefined, "12", "firstReading"],
    ["was empty and is filled by somebody", { rev: 0, raw: null }, "12", "theirEditAccepted"],
    ["is empty still", { rev: 0, raw: null }, null, "unmoved"],
    [
      "could not be read and can be now",
      { rev: 0, raw: null, held: { kind: "unmapped", rev: 0, detail: "" } },
      "12",
      "firstReading",
    ],
  ] as const)
    it(sentence, () => assert.equal(decide(link, raw).reason, expected));
});
