import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { z } from "zod";
import { ActionRow, AttachmentRow, TicketRow } from "./api-types.ts";
import { readRows } from "./envelopes.ts";
import {
  AgentRow,
  ClientRow,
  OutcomeRow,
  PriorityRow,
  StatusRow,
  TeamRow,
  TicketTypeRow,
  UserRow,
} from "./list-types.ts";
import { mapRecord } from "./map-in.ts";
import { readNote } from "./note-text.ts";
import { parseDelivery, verifyDelivery } from "./webhook.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./recordings/${name}.json`, import.meta.url), "utf8"));
const answer = (body: unknown) => ({ status: 200, headers: {}, text: JSON.stringify(body) });
const context = {
  site: "https://x.example",
  markerFieldId: 178,
  contactEmail: null,
  mergedInto: null,
  maps: {},
  customFields: null,
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe("documented answers", () => {
  it("of a list and of one ticket mean the same record", () => {
    const listed = readRows(TicketRow, "tickets", answer(read("ticket-list")));
    if (!listed.ok) return assert.fail(listed.error.detail);
    assert.equal(listed.value.count, 3);
    const [row] = listed.value.rows;
    const single = mapRecord(TicketRow.parse(read("ticket-detail")), context);
    const many = mapRecord(row ?? assert.fail(), context);
    assert.deepEqual(many.raw, single.raw);
    assert.deepEqual([many.version, many.sla], [single.version, single.sla]);
    assert.equal(many.version, "2026-11-03T09:14:22.173Z");
  });

  it("of actions are read, the newest first as they come", () => {
    const { list } = z.object({ list: z.object({ response: z.unknown() }) }).parse(read("actions"));
    const rows = readRows(ActionRow, "actions", answer(list.response));
    if (!rows.ok) return assert.fail(rows.error.detail);
    assert.deepEqual(
      rows.value.rows.map((row) => [row.id, row.hiddenfromuser, readNote(row, "")?.body]),
      [
        [3, false, "Backup has been re-run and finished without errors."],
        [2, true, "Repository volume is full, extending it."],
        [1, false, "Nightly backup ended with code **0x8007000E**."],
      ],
    );
  });

  it("of files are read", () => {
    const { list } = z.object({ list: z.object({ response: z.unknown() }) }).parse(read("attachments"));
    const rows = readRows(AttachmentRow, "attachments", answer(list.response));
    assert.deepEqual(rows.ok ? rows.value.rows.map(({ id, filesize }) => [id, filesize]) : rows, [[3301, 1824]]);
  });

  const lists = z.record(z.string(), z.unknown()).parse(read("lookups"));
  for (const [path, key, schema, count] of [
    ["/api/Priority", "priorities", PriorityRow, 7],
    ["/api/TicketType", "tickettypes", TicketTypeRow, 3],
    ["/api/Team", "teams", TeamRow, 3],
    ["/api/Outcome", "outcomes", OutcomeRow, 3],
    ["/api/Client", "clients", ClientRow, 3],
    ["/api/Users?client_id=44&search=imani", "users", UserRow, 1],
    ["/api/Agent?includeenabled=true&includeapiagents=true", "results", AgentRow, 3],
  ] as const)
    it(`of ${path} are read`, () => {
      const rows = readRows<z.ZodType>(schema, key, answer(lists[path]));
      assert.equal(rows.ok ? rows.value.rows.length : rows.error.detail, count);
    });

  it("of statuses hold those of assets too", () => {
    const rows = readRows(StatusRow, "statuses", answer(read("status-list")));
    assert.equal(rows.ok && rows.value.rows.some(({ type, name }) => type === 1 && name === "In Stock"), true);
  });
});

describe("documented deliveries", () => {
  const {
    signed_delivery: signed,
    payloads,
    batched_variants_to_accept: batches,
  } = z
    .object({
      signed_delivery: z.object({
        secret: z.string(),
        headers: z.record(z.string(), z.string()),
        raw_body: z.string(),
      }),
      payloads: z.record(z.string(), z.unknown()),
      batched_variants_to_accept: z.array(z.unknown()),
    })
    .parse(read("webhooks"));

  it("verify by their signature, whatever the header is called there", () => {
    const headers = { "x-interdesk-signature": signed.headers["X-Halo-Signature"] ?? "" };
    const request = { method: "POST", headers, query: {}, body: bytes(signed.raw_body), receivedAt: new Date(0) };
    assert.deepEqual(verifyDelivery(request, [signed.secret]), { accepted: true });
  });
  for (const [name, body] of Object.entries(payloads))
    it(`name their ticket: ${name}`, () => {
      const parsed = parseDelivery(bytes(JSON.stringify(body)));
      const topic = name === "action_added" ? "comments" : "record";
      assert.deepEqual(parsed.ok && parsed.value.items, [{ kind: "hint", externalId: "10417", topic }]);
    });
  for (const [index, body] of batches.entries())
    it(`come in batches: shape ${index + 1}`, () => {
      const parsed = parseDelivery(bytes(JSON.stringify(body)));
      assert.equal(parsed.ok && parsed.value.items.length, 2);
      assert.match((parsed.ok && parsed.value.deliveryKey) || "", /^batch:/);
    });
});
