import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Json } from "../../schemas/json.ts";
import { FixedField, type FieldValue, TicketStatus, TicketType } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { parseInstant, TicketRow } from "./api-types.ts";
import type { Directory } from "./directory.ts";
import { manifest } from "./manifest.ts";
import { mapRecord, readField } from "./map-in.ts";
import { isTextShape, writeField } from "./map-out.ts";

const agent = (id: number, email: string | null, more: { assignable?: boolean; isApi?: boolean } = {}) =>
  [id, { id, name: `Agent ${id}`, email, assignable: true, isApi: false, ...more }] as const;
const type = (id: number, itil: number, sequence: number, offered = true) => ({
  id,
  name: `Type ${id}`,
  itil,
  slaId: 1,
  offered,
  sequence,
});

const directory: Directory = {
  statuses: new Map([
    [1, "New"],
    [2, "In Progress"],
    [4, "With User"],
    [9, "Closed"],
  ]),
  priorities: new Map([1, 2, 3, 4].map((number) => [number, `P${number}`])),
  slaPriorities: new Map([[1, new Set([1, 2, 3, 4])]]),
  types: [type(30, 1, 1), type(1, 1, 2), type(3, 3, 3), type(4, 4, 4, false), type(5, 4, 5), type(22, 22, 6)],
  teams: [
    { name: "Level I Support", active: true },
    { name: "Old Team", active: false },
  ],
  agents: new Map([
    agent(1, null),
    agent(14, "ann@x.example"),
    agent(16, "gone@x.example", { assignable: false }),
    agent(31, null, { isApi: true, assignable: false }),
  ]),
  outcomes: [],
  marker: { id: 178, isText: true },
  customFields: null,
  ownAgentId: 31,
};
const maps: ValueMaps = manifest.defaultMaps;
const from = (field: FixedField, raw: Json) => readField(field, raw, maps, directory);
const to = (field: FixedField, value: FieldValue, tables = maps) =>
  writeField(field, value, { maps: tables, directory, defaultTypeId: 1 });

const text = fc.string({ unit: "grapheme", maxLength: 400 });
/** Names of what every object has are found in tables by `value-maps.ts`, which is not ours to mend. */
const name = fc.oneof(
  text.filter((words) => !(words in {})),
  fc.constantFrom("level i support", "Old Team", "Hardware > Laptop", "a>b", " > "),
);
const values: Record<FixedField, fc.Arbitrary<FieldValue>> = {
  title: text.filter((words) => words.trim() !== ""),
  description: fc.option(text),
  status: fc.constantFrom(...TicketStatus.options),
  priority: fc.integer({ min: 1, max: 5 }),
  type: fc.constantFrom(...TicketType.options),
  queue: fc.option(name),
  category: fc.option(name),
  assignee: fc.option(fc.constantFrom("ann@x.example", "gone@x.example", "nobody@x.example")),
  contact: fc.option(fc.constantFrom("carla@acme.example", "Hal@harbor.example")),
  resolution: fc.option(text),
};

describe("values both ways", () => {
  for (const field of FixedField.options)
    it(`${field}: from(to(x)) is stable after one pass`, () => {
      fc.assert(
        fc.property(values[field], (value) => {
          const written = to(field, value);
          if (written.kind !== "raw") return;
          const read = from(field, written.raw);
          if (read.kind !== "value") return;
          const again = to(field, read.value);
          // What nobody is or nothing holds may come back as nothing.
          if (again.kind !== "raw") return;
          const stable = from(field, again.raw);
          assert.deepEqual(stable, read);
          const same = JSON.stringify(again.raw) === JSON.stringify(written.raw);
          assert.ok(same || isTextShape(field, written.raw, again.raw) || field === "priority" || field === "status");
        }),
        { numRuns: 400 },
      );
    });

  for (const [sentence, given, expected] of [
    ["a status with no word here stops its field alone", from("status", 4), "unmapped"],
    ["a status of the table is ours", from("status", 9), "closed"],
    ["a type goes by the vendor's own kind", from("type", 30), "incident"],
    ["a project is no ticket type of ours", from("type", 22), "unmapped"],
    ["a type that nobody knows is told", from("type", 777), "unmapped"],
    ["an agent without an address is told", from("assignee", 31), "unmapped"],
    ["nobody is nobody", from("assignee", null), null],
    ["levels of a category are joined our way", from("category", "Hardware>Laptop"), "Hardware > Laptop"],
    ["a ticket without an SLA has no priority", from("priority", null), "unmapped"],
  ] as const)
    it(sentence, () => assert.equal(given.kind === "value" ? given.value : given.kind, expected));

  for (const [sentence, given, expected] of [
    ["the type for new tickets is taken for its kind", to("type", "incident"), 1],
    ["else the first that is offered", to("type", "problem"), 5],
    ["a kind that is not there is told", to("type", "change"), "unmapped"],
    ["the table goes before", to("type", "incident", { ...maps, type: { in: {}, out: { incident: "30" } } }), 30],
    [
      "a mapped number that is gone is told",
      to("status", "held", { status: { in: {}, out: { held: "77" } } }),
      "unmapped",
    ],
    ["a status without an entry is told", to("status", "pending"), "unmapped"],
    ["a team goes by its own spelling", to("queue", "LEVEL I support"), "Level I Support"],
    ["a team that ended is told", to("queue", "Old Team"), "unmapped"],
    ["an agent that ended is told", to("assignee", "gone@x.example"), "unmapped"],
    ["levels of a category are joined their way", to("category", "Hardware > Laptop"), "Hardware>Laptop"],
    ["a ticket always has a person there", to("contact", null), "ignored"],
    ["a long title is cut with a mark", to("title", "x".repeat(300)), `${"x".repeat(253)} …`],
  ] as const)
    it(sentence, () => assert.equal(given.kind === "raw" ? given.raw : given.kind, expected));
});

describe("dates", () => {
  for (const [given, expected] of [
    ["2026-11-03T09:14:22.157", "2026-11-03T09:14:22.157Z"],
    ["2026-11-03T09:14:22.04", "2026-11-03T09:14:22.040Z"],
    ["2026-11-03T09:14:22", "2026-11-03T09:14:22.000Z"],
    ["2026-11-03T13:02:29.4410276Z", "2026-11-03T13:02:29.441Z"],
    ["2026-11-03T13:02:29+02:00", "2026-11-03T11:02:29.000Z"],
    ["1900-01-01T00:00:00", undefined],
    ["1899-12-30T00:00:00", undefined],
    ["1980-12-31T23:59:59", undefined],
    ["1981-01-01T00:00:00", "1981-01-01T00:00:00.000Z"],
    ["soon", undefined],
    ["", undefined],
  ] as const)
    it(`${given || "nothing"} is ${expected ?? "no date"}`, () =>
      assert.equal(parseInstant(given)?.toISOString(), expected));
});

describe("a ticket as it comes", () => {
  const context = {
    site: "https://x.example",
    markerFieldId: 178,
    contactEmail: null,
    mergedInto: null,
    maps: {},
    customFields: null,
  };
  const row = (more: Readonly<Record<string, unknown>>) => TicketRow.parse({ id: 7, status_id: 1, ...more });
  const map = (more: Readonly<Record<string, unknown>>) => mapRecord(row(more), context);

  it("has the newest of its stamps as version, comparable as text", () => {
    const stamps = { last_update: "2026-11-03T09:14:22", lastactiondate: "2026-11-03T09:14:22.04" };
    assert.equal(map(stamps).version, "2026-11-03T09:14:22.040Z");
    assert.ok(map({ lastupdate: "2026-11-03T09:14:22.2" }).version > map(stamps).version);
  });
  it("has nobody for agent 1 and no client for client 1", () => {
    const record = map({ agent_id: 1, client_id: 1.0 });
    assert.deepEqual([record.raw.assignee, record.clientRef], [null, null]);
  });
  it("takes numbers as text and decimals", () => {
    const record = map({ client_id: "41", agent_id: "14.0", priority_id: 2 });
    assert.deepEqual([record.raw.assignee, record.clientRef, record.raw.priority], [14, "41", 2]);
  });
  it("takes both spellings of the category", () =>
    assert.deepEqual([map({ category1: "A>B" }).raw.category, map({ category_1: "" }).raw.category], ["A>B", null]));
  it("bears a marker only in our field, and only a real one", () => {
    const field = (id: number, value: unknown) => map({ customfields: [{ id, name: "CFx", value }] }).marker;
    const uuid = "5f0c1f0e-1111-5111-8111-00000000c0de";
    assert.deepEqual(
      [field(178, ` ${uuid.toUpperCase()}`), field(179, uuid), field(178, "alert:7"), field(178, 4)],
      [uuid, null, null, null],
    );
  });
});
