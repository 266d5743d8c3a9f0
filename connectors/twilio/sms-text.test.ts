import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPage } from "../../test/contract/pager-world.ts";
import { countSegments, simplify } from "./gsm7.ts";
import { buildSms, buildThanks } from "./sms-text.ts";

describe("segments of an SMS", () => {
  const cases: readonly [sentence: string, text: string, segments: number][] = [
    ["160 plain characters are one", "a".repeat(160), 1],
    ["161 are two", "a".repeat(161), 2],
    ["306 are two", "a".repeat(306), 2],
    ["307 are three", "a".repeat(307), 3],
    ["umlauts are plain", "ä".repeat(160), 1],
    ["a euro takes two places", `${"a".repeat(158)}€`, 1],
    ["… and no more than two", `${"a".repeat(159)}€`, 2],
    ["70 others are one", "Ж".repeat(70), 1],
    ["71 others are two", "Ж".repeat(71), 2],
    ["134 others are two", "Ж".repeat(134), 2],
    ["135 others are three", "Ж".repeat(135), 3],
    ["one typographic dash makes all of it such", `${"a".repeat(70)}–`, 2],
  ];
  for (const [sentence, text, segments] of cases) it(sentence, () => assert.equal(countSegments(text), segments));
});

describe("the text of an SMS", () => {
  it("keeps to plain characters where it can", () => {
    assert.equal(simplify("P1 · „Müller“ – Straße… 🔥č → x\u00a0y"), 'P1 - "Müller" - Straße... c -> x y');
    assert.equal(simplify("Привет"), "Привет");
  });
  it("says what is wrong and how to answer, in the page's language", () => {
    const options = { segments: 2, repliesArrive: true };
    assert.equal(
      buildSms(buildPage(), options),
      "P1 - Disk full on SRV-01, Acme Dental\n1 K7M2-QX4D = take it, 2 K7M2-QX4D = pass on",
    );
    assert.match(buildSms(buildPage({ language: "de" }), options), /1 K7M2-QX4D = annehmen/);
    assert.equal(buildSms(buildPage({ kind: "notice" }), options), "P1 - Disk full on SRV-01, Acme Dental");
    assert.match(buildSms(buildPage({ kind: "test" }), options), /^Test: Disk full/);
  });
  it("carries the link where nobody can reply to the sender", () =>
    assert.match(
      buildSms(buildPage(), { segments: 1, repliesArrive: false }),
      /\nhttps:\/\/hub\.example\/pages\/one-time-token$/,
    ));
  for (const title of ["Disk full ".repeat(60), "Диск ".repeat(100), "€".repeat(400), "😀🔥".repeat(200)])
    for (const segments of [1, 2, 4])
      it(`cuts the title, not the way to answer: ${title.slice(0, 6)}, ${segments}`, () => {
        const text = buildSms(buildPage({ title }), { segments, repliesArrive: true });
        assert.ok(countSegments(text) <= segments, `${countSegments(text)} segments: ${text}`);
        assert.match(text, /1 K7M2-QX4D = take it, 2 K7M2-QX4D = pass on$/);
      });
  it("leaves a title before a link that fills the segment, and takes one more", () => {
    const acknowledgeUrl = `https://hub.example/${"x".repeat(150)}`;
    const text = buildSms(buildPage({ acknowledgeUrl }), { segments: 1, repliesArrive: false });
    assert.ok(text.startsWith("P1 - Disk full") && text.endsWith(acknowledgeUrl));
  });
  it("thanks in the language of the number's country", () => {
    assert.match(buildThanks("acknowledge", "+4917000"), /angenommen/);
    assert.match(buildThanks("pass", "+4179000"), /weitergegeben/);
    assert.match(buildThanks("acknowledge", "+4479000"), /you take it/);
  });
});
