import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../schemas/json.ts";
import type { CustomValue } from "../schemas/ticket.ts";
import type { CustomKind, ValueMaps } from "../schemas/value-map.ts";
import { type FixedLens, listFields, readCustomFields, withCustom } from "./custom-fields.ts";

const fixed: FixedLens = {
  from: () => ({ kind: "value", value: "fixed" }),
  to: () => ({ kind: "raw", raw: "fixed" }),
  isShapeOf: () => false,
};
const mapsOf = (kind: CustomKind): ValueMaps => ({ custom: { probe: { field: "Rack", kind } } });
const lensOf = (kind: CustomKind, fields = [{ key: "Rack", label: "Rack", mostText: 10 }] as const) =>
  withCustom(fixed, mapsOf(kind), fields);
const read = (kind: CustomKind, raw: Json) => {
  const reading = lensOf(kind).from("custom.probe", raw);
  return reading.kind === "value" ? reading.value : reading.kind;
};
const write = (kind: CustomKind, value: CustomValue) => {
  const writing = lensOf(kind).to("custom.probe", value);
  return writing.kind === "raw" ? writing.raw : writing.kind;
};

describe("a custom field read", () => {
  const cases: readonly [sentence: string, CustomKind, Json, expected: CustomValue][] = [
    ["nothing is empty", "text", null, null],
    ["an empty text is empty", "number", "  ", null],
    ["a number as text", "text", 12, "12"],
    ["line ends and outer blanks do not count", "text", " a\r\nb ", "a\nb"],
    ["a text that holds a number", "number", "-12.50", -12.5],
    ["a word is no number", "number", "many", "unmapped"],
    ["nor is one with a unit", "number", "12 kg", "unmapped"],
    ["nor one too long to be kept exactly", "number", "1".repeat(16), "unmapped"],
    ["1 is true", "boolean", 1, true],
    ["False is false", "boolean", "False", false],
    ["anything else is neither", "boolean", "maybe", "unmapped"],
    ["a day", "date", "2026-01-31", "2026-01-31"],
    ["a day with its midnight", "date", "2026-01-31T00:00:00", "2026-01-31"],
    ["… or with a blank", "date", "2026-01-31 00:00:00", "2026-01-31"],
    ["a time of the day would be lost", "date", "2026-01-31T08:30:00", "unmapped"],
    ["a day that no month has", "date", "2026-02-30", "unmapped"],
    ["a moment, with or without saying that it is in UTC", "instant", "2026-01-31T16:40:00Z", "2026-01-31T16:40:00Z"],
    ["… or with a blank, and parts of a second", "instant", "2026-01-31 16:40:05.123", "2026-01-31T16:40:05Z"],
    ["… or without seconds", "instant", "2026-01-31T16:40", "2026-01-31T16:40:00Z"],
    ["a moment of another zone is not guessed at", "instant", "2026-01-31T16:40:00+01:00", "unmapped"],
    ["an hour that no day has", "instant", "2026-01-31T25:00:00Z", "unmapped"],
    ["a list is no value", "text", ["a", "b"], "unmapped"],
    ["a text beyond all measure", "text", "x".repeat(20_001), "unmapped"],
  ];
  for (const [sentence, kind, raw, expected] of cases) it(sentence, () => assert.equal(read(kind, raw), expected));

  it("says where to map it when it is of another kind", () => {
    const reading = lensOf("number").from("custom.probe", "many");
    const detail = reading.kind === "unmapped" ? reading.detail : "";
    assert.match(detail, /"Rack" holds "many", which is no number\. .*connection maps NAME --custom probe=/);
  });
  it("tells absent from empty", () => {
    const raw = readCustomFields(mapsOf("text"), () => undefined)["custom.probe"];
    const reading = lensOf("text").from("custom.probe", raw ?? null);
    assert.match(reading.kind === "unmapped" ? reading.detail : "", /no field "Rack" \(any more\)/);
  });
});

describe("a custom field written", () => {
  const cases: readonly [sentence: string, CustomKind, CustomValue, expected: Json][] = [
    ["empty", "number", null, null],
    ["a number into a text", "text", 12.5, "12.5"],
    ["a text that is a number", "number", "7", 7],
    ["a word into a number stops", "number", "many", "unmapped"],
    ["what fits exactly", "text", "0123456789", "0123456789"],
    ["one more is cut with a mark", "text", "0123456789a", "01234567 …"],
  ];
  for (const [sentence, kind, value, expected] of cases) it(sentence, () => assert.equal(write(kind, value), expected));

  it("stops where the desk has no such field any more", () => {
    const lens = withCustom(fixed, mapsOf("text"), []);
    assert.equal(lens.to("custom.probe", "x").kind, "unmapped");
  });
  it("is tried where the desk does not tell which there are", () => {
    const lens = withCustom(fixed, mapsOf("text"), null);
    assert.deepEqual(lens.to("custom.probe", "x"), { kind: "raw", raw: "x" });
  });
});

describe("a custom field read back", () => {
  const cases: readonly [sentence: string, CustomKind, Json, Json, boolean][] = [
    ["another spelling of the number", "number", 5, "5.0", true],
    ["another number", "number", 5, "6", false],
    ["a day with its midnight", "date", "2026-01-31", "2026-01-31T00:00:00", true],
    ["other blanks", "text", "a\nb", "a b ", true],
    ["a part of the text", "text", "abc", "ab", false],
    ["nothing, where something was sent", "text", "abc", null, false],
  ];
  for (const [sentence, kind, sent, back, expected] of cases)
    it(sentence, () => assert.equal(lensOf(kind).isShapeOf("custom.probe", sent, back), expected));
});

describe("the other fields", () => {
  it("go through the connector's own lens", () =>
    assert.deepEqual(lensOf("text").from("title", "x"), { kind: "value", value: "fixed" }));
  it("stand before the custom ones", () =>
    assert.deepEqual(listFields(["title"], mapsOf("text")), ["title", "custom.probe"]));
});
