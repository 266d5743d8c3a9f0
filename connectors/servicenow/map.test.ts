import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Json } from "../../schemas/json.ts";
import { type FixedField, type FieldValue, TicketStatus } from "../../schemas/ticket.ts";
import type { Directory } from "./directory.ts";
import { readText } from "./journal-entry.ts";
import { parseJournalText } from "./journal-text.ts";
import { manifest } from "./manifest.ts";
import { joinStatus, type LensWorld, mapRecord, readField } from "./map-in.ts";
import { isShapeOf, writeField } from "./map-out.ts";
import { addContact, cutText, dropContact, plain } from "./words.ts";

const person = (id: string, email: string) => ({ id, userName: id, name: id, email, active: true });
const choice = (value: string, label: string, dependsOn = "") => ({ value, label, active: true, dependsOn });
const directory: Directory = {
  choices: {
    state: [choice("3", "On Hold")],
    hold_reason: [choice("1", "Awaiting Caller")],
    category: [choice("software", "Software"), choice("inquiry/help", "Inquiry / Help")],
    subcategory: [choice("os", "Operating System", "software"), choice("os", "Others", "hardware")],
  },
  groups: new Map([
    ["g1", { id: "g1", name: "Support", active: true }],
    ["g2", { id: "g2", name: "Twins", active: true }],
    ["g3", { id: "g3", name: "twins", active: true }],
    ["g4", { id: "g4", name: "Old", active: false }],
  ]),
  technicians: new Map([
    ["u1", person("u1", "ann@x.example")],
    ["u2", person("u2", "two@x.example")],
    ["u3", person("u3", "two@x.example")],
  ]),
  techniciansByRole: true,
  ownUser: null,
  lengths: { short_description: 160, description: 4_000, close_notes: 4_000 },
  columns: new Set(),
  customColumns: null,
  lookup: new Map(),
};
const world: LensWorld = {
  maps: manifest.defaultMaps,
  directory,
  findPerson: (id) => (id === "u9" ? { ...person("u9", "gone@x.example"), active: false } : undefined),
};
const to = (field: FixedField, value: FieldValue, at = world) => writeField(field, value, at);
const from = (field: FixedField, raw: Json, at = world) => readField(field, raw, at);

describe("values both ways", () => {
  const values: Partial<Record<FixedField, fc.Arbitrary<FieldValue>>> = {
    title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 500 }).filter((text) => text.trim() !== ""),
    description: fc.option(fc.string({ unit: "grapheme", maxLength: 6_000, size: "max" })),
    resolution: fc.option(fc.string({ unit: "grapheme", maxLength: 6_000, size: "max" })),
    status: fc.constantFrom(...TicketStatus.options),
    priority: fc.integer({ min: 1, max: 5 }),
    queue: fc.constantFrom(null, "Support", "support"),
    category: fc.constantFrom(null, "Software", "Software > Operating System", "Inquiry / Help"),
    assignee: fc.constantFrom(null, "ann@x.example"),
    contact: fc.option(fc.emailAddress()),
  };
  for (const [field, arbitrary] of Object.entries(values) as [FixedField, fc.Arbitrary<FieldValue>][]) {
    it(`${field}: what was written reads back stable`, () => {
      fc.assert(
        fc.property(arbitrary, (value) => {
          const first = to(field, value);
          assert.equal(first.kind, "raw");
          if (first.kind !== "raw") return;
          const read = from(field, first.raw);
          assert.equal(read.kind, "value");
          if (read.kind !== "value") return;
          assert.deepEqual(to(field, read.value), first.raw === null ? to(field, null) : first);
          const isExact = field === "queue" || field === "status" || isShapeOf(field, first.raw, first.raw, world);
          assert.ok(isExact || ["category", "assignee", "contact"].includes(field) || first.raw === null);
        }),
      );
    });
  }

  const unmapped: readonly [sentence: string, field: FixedField, value: FieldValue][] = [
    ["two groups of one name", "queue", "Twins"],
    ["a group that is not active", "queue", "Old"],
    ["an unknown group", "queue", "Nowhere"],
    ["two users with one address", "assignee", "two@x.example"],
    ["an inactive user", "assignee", "gone@x.example"],
    ["an unknown category", "category", "Hardware > Others"],
  ];
  for (const [sentence, field, value] of unmapped)
    it(`${sentence} cannot be said`, () => assert.equal(to(field, value).kind, "unmapped"));

  it("reads what it cannot write: a former technician, and names of its own for the rest", () => {
    assert.deepEqual(from("assignee", "u9"), { kind: "value", value: "gone@x.example" });
    assert.equal(from("assignee", "nobody").kind, "unmapped");
    assert.deepEqual(from("category", "software > os"), { kind: "value", value: "Software > Operating System" });
    assert.equal(from("status", "9").kind, "unmapped");
    assert.equal(from("title", "").kind, "ignored");
  });

  it("takes the pair that the customer's own lookup makes the priority of", () => {
    const lookup = new Map([
      ["1/1", "1"],
      ["2/1", "1"],
      ["3/1", "2"],
    ]);
    const custom = { ...world, directory: { ...directory, lookup } };
    assert.deepEqual(to("priority", 2, custom), { kind: "raw", raw: { priority: "2", impact: "3", urgency: "1" } });
    assert.deepEqual(to("priority", 1, custom), { kind: "raw", raw: { priority: "1", impact: "1", urgency: "1" } });
    assert.equal(to("priority", 5, custom).kind, "unmapped");
  });
});

describe("shapes", () => {
  const long = "word ".repeat(1_000).trim();
  const cases: readonly [sentence: string, field: FixedField, sent: Json, back: Json, expected: boolean][] = [
    ["other line ends and blanks", "description", "a \nb", "a\r\nb\r\n", true],
    ["cut with our mark", "description", long, cutText(long, 4_000), true],
    ["cut by the column", "description", long, long.slice(0, 4_000), true],
    ["shortened by a person", "description", long, long.slice(0, 300), false],
    ["another text", "title", "a", "b", false],
    [
      "a priority of another pair",
      "priority",
      { priority: "2", impact: "2", urgency: "1" },
      { priority: "2", impact: "1", urgency: "2" },
      true,
    ],
    [
      "another priority",
      "priority",
      { priority: "2", impact: "2", urgency: "1" },
      { priority: "3", impact: "2", urgency: "2" },
      false,
    ],
    ["another group", "queue", "g1", "g2", false],
  ];
  for (const [sentence, field, sent, back, expected] of cases)
    it(`${sentence}: ${expected}`, () => assert.equal(isShapeOf(field, sent, back, world), expected));

  it("a text is never cut within a character, nor longer than allowed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 20, max: 300 }), (text, most) => {
        const cut = cutText(text, most);
        assert.ok(cut.length <= most);
        assert.ok(!text.isWellFormed() || cut.isWellFormed());
      }),
    );
  });

  it("the address of an unknown contact goes in and out again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 3_000 }), fc.emailAddress(), (text, email) => {
        const clean = plain(text) ?? "";
        assert.equal(dropContact(addContact(clean, email, 4_000)), clean);
      }),
    );
  });
});

describe("records", () => {
  it("a reason counts only on hold, and a hidden column is not an empty one", () => {
    assert.equal(joinStatus("3", "1"), "3/1");
    assert.equal(joinStatus("3", ""), "3");
    assert.equal(joinStatus("2", "1"), "2");
    const row = {
      sys_id: "5c1f0a7e97b4e110d4a1b6e3f153af21",
      state: "2",
      sys_created_on: "2026-04-14 07:12:05",
      sys_updated_on: "2026-04-14 09:30:42",
      sys_mod_count: "6",
    };
    const record = mapRecord(row, { baseUrl: "https://x.example", table: "incident", contactEmail: null, maps: {} });
    assert.deepEqual(record.raw, { status: "2" });
    assert.equal(record.version, "0000000006/2026-04-14T09:30:42.000Z");
    assert.equal(record.url, `https://x.example/nav_to.do?uri=incident.do%3Fsys_id%3D${row.sys_id}`);
  });
});

describe("text of journals", () => {
  const cases: readonly [stored: string, read: string][] = [
    ["a [code]<b>b</b>[/code] c", "a b c"],
    ["İ [CODE]<i>x</i>[/Code]\r\n", "İ x"],
    ["[code]<script>alert(1)</script>[/code]end", "end"],
    ["[code]one [code]two[/code] rest[/code]", "one [code]two rest[/code]"],
    ["[/code] open [code] for ever", "[/code] open [code] for ever"],
  ];
  for (const [stored, read] of cases) it(stored, () => assert.equal(readText(stored), read));
});

describe("display text of journals", () => {
  const entry = (at: string, text: string) => `${at} - Priya Nair (Additional comments)\n${text}\n\n`;
  it("reads entries, with twelve hours and CRLF too", () => {
    const shown = entry("2026-04-14 09:30:42 PM", "One\r\ntwo") + entry("2026-04-14 12:05:19 AM", "Three");
    assert.deepEqual(
      parseJournalText("comments", shown)?.map(({ createdOn, text }) => [createdOn, text]),
      [
        ["2026-04-14 21:30:42", "One\ntwo"],
        ["2026-04-14 00:05:19", "Three"],
      ],
    );
  });
  it("reads names and labels that hold brackets", () => {
    const authorOf = (head: string) => parseJournalText("comments", `2026-04-14 09:30:42 - ${head}\nx`)?.[0]?.author;
    assert.equal(authorOf("Priya (Ops) Nair (Comments)"), "Priya (Ops) Nair");
    assert.equal(authorOf("Priya (Ops) (Comments (Customer visible))"), "Priya (Ops)");
    for (const head of ["Priya", "Priya (a)b)", " (Comments)", "Priya(Comments)", "Priya ()", "))"])
      assert.equal(authorOf(head), undefined);
  });
  it("takes a pasted log for text, and a strange date for none of its own", () => {
    const pasted = "2026-04-15 00:00:00 - Somebody (Additional comments)\nnewer than its own entry";
    assert.equal(parseJournalText("comments", entry("2026-04-14 09:30:42", pasted))?.length, 1);
    assert.equal(parseJournalText("comments", "14.04.2026 09:30 - Priya (Comments)\nx"), undefined);
    assert.deepEqual(parseJournalText("comments", ""), []);
  });
});
