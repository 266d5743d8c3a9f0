import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../../../schemas/json.ts";
import {
  CustomValue,
  FixedFields,
  isCustom,
  type FixedField,
  type FieldName,
  type FieldValue,
  TicketStatus,
  TicketType,
} from "../../../schemas/ticket.ts";
import type { Lens } from "../../../connectors/contract.ts";
import type { Suite } from "../suite.ts";

const texts = ["Plain", "  blanks  ", "two\nlines\n", "a < b & c > d", "„Grüße“ ☎ 😀", "*stars* and _lines_"];
const long = "word ".repeat(60_000);
const people = ["ann.keller@northwind.example", "nobody@nowhere.example", null];

/** Values of ours that any ticket may have. */
const values: Readonly<Record<FixedField, readonly FieldValue[]>> = {
  title: [...texts.map((text) => text.trim()), long.slice(0, 500).trim()],
  description: [...texts, long.slice(0, 200_000), null],
  status: TicketStatus.options,
  priority: [1, 2, 3, 4, 5],
  type: TicketType.options,
  queue: ["Level II Support", "No such queue", null],
  category: ["Hardware > Disk", "No such category", null],
  assignee: people,
  contact: ["carla@acme.example", "nobody@nowhere.example", null],
  resolution: [...texts, long.slice(0, 200_000), null],
};

/** Of each kind that a custom field may have, and what none of them holds. */
const customValues: readonly FieldValue[] = [
  ...texts,
  long.slice(0, 20_000),
  "12.5",
  "2026-01-31",
  7,
  -0.25,
  true,
  null,
];

function valuesOf(field: FieldName): readonly FieldValue[] {
  return isCustom(field) ? customValues : values[field];
}

/** The two-way mapping of values: pure, told in words where it ends, and stable after one pass. */
export function describeLens(suite: Suite): void {
  describe("mapping", () => {
    for (const field of ["status", "priority"] as const)
      it(`says at least one ${field}, and reads back every one that it says`, async (context) => {
        const world = await suite.open(context);
        if (!world.desk.fields.includes(field)) return assert.fail(`${field} is not carried`);
        const lens = await world.lens();
        const said = values[field].filter((value) => lens.to(field, value).kind === "raw");
        assert.ok(said.length > 0, `no ${field} can be said`);
        for (const value of said) assert.equal(read(lens, field, write(lens, field, value)).kind, "value");
      });

    it("is stable after one pass: what came back once is said and read the same again", async (context) => {
      const world = await suite.open(context);
      const lens = await world.lens();
      let passed = 0;
      for (const field of world.desk.fields)
        for (const value of valuesOf(field)) {
          const first = onePass(lens, field, value);
          if (first === undefined) continue;
          passed += 1;
          assert.deepEqual(onePass(lens, field, first), first, `${field}: ${JSON.stringify(value)?.slice(0, 80)}`);
          const schema = isCustom(field) ? CustomValue : FixedFields.shape[field];
          assert.equal(schema.safeParse(first).success, true, `${field} is a value of ours`);
        }
      assert.ok(passed > 20, `${passed} values`);
    });

    it("says in words what stands in no table, instead of taking something else", async (context) => {
      const world = await suite.open(context);
      const lens = await world.lens();
      const answers = world.desk.fields.flatMap((field) => valuesOf(field).map((value) => lens.to(field, value)));
      const unmapped = answers.filter((answer) => answer.kind === "unmapped");
      for (const { detail } of unmapped) assert.match(detail, /\p{L}{3}.* .*\./u);
      const strangers = suite.manifest.mapped ? (["status", "priority"] as const) : [];
      for (const field of strangers) {
        const reading = lens.from(field, "no such value");
        assert.equal(reading.kind, "unmapped", `${field}: ${JSON.stringify(reading)}`);
      }
      assert.equal(answers.length > unmapped.length, true);
    });

    it("keeps what is JSON, so that it can be compared and stored", async (context) => {
      const world = await suite.open(context);
      const lens = await world.lens();
      for (const field of world.desk.fields)
        for (const value of valuesOf(field)) {
          const raw = lens.to(field, value);
          assert.deepEqual(JSON.parse(JSON.stringify(raw)), raw, field);
        }
    });
  });
}

function write(lens: Lens, field: FieldName, value: FieldValue): Json {
  const written = lens.to(field, value);
  return written.kind === "raw" ? written.raw : assert.fail(`${field} is not said`);
}

function read(lens: Lens, field: FieldName, raw: Json) {
  return lens.from(field, raw);
}

/** A value of ours there and back; undefined where it does not go. */
function onePass(lens: Lens, field: FieldName, value: FieldValue): FieldValue | undefined {
  const written = lens.to(field, value);
  if (written.kind !== "raw") return undefined;
  const reading = lens.from(field, written.raw);
  return reading.kind === "value" ? reading.value : undefined;
}
