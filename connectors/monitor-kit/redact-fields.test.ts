import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { redactFields } from "./redact-fields.ts";

const redact = (text: string) => Buffer.from(redactFields(Buffer.from(text), ["key", "header"])).toString();

describe("fields that are not to be stored", () => {
  for (const [sentence, text, expected] of [
    ["lose their value", '{"key":"abc","b":1}', '{"key":"***","b":1}'],
    [
      "however deep they stand, and however often",
      '{"a":[{"key" : "x"},{"header":"y"}]}',
      '{"a":[{"key" : "***"},{"header":"***"}]}',
    ],
    ["with quotes and line ends in them", '{"key":"a\\"b\\\\","b":"\\"key\\":1"}', '{"key":"***","b":"\\"key\\":1"}'],
    ["that are no text", '{"key":12345, "header":null}', '{"key":"***", "header":"***"}'],
    ["in JSON that is broken", '{"key":"abc", oops', '{"key":"***", oops'],
    ["beside characters that are no ASCII", '{"a":"Müller – 😀","key":"ü"}', '{"a":"Müller – 😀","key":"***"}'],
  ] as const)
    it(sentence, () => assert.equal(redact(text), expected));

  it("are not what only ends or begins like them, and not what holds more", () => {
    for (const text of ['{"keys":"a","my_key":"b","header":{"a":1}}', "key=abc", ""]) assert.equal(redact(text), text);
  });

  it("leave bytes that are no UTF-8 as they are", () => {
    const body = Buffer.from([0xff, 0x22, 0x6b, 0x65, 0x79, 0x22, 0x3a, 0x31, 0x7d, 0xfe]);
    assert.deepEqual(
      [...redactFields(body, ["key"])],
      [0xff, 0x22, 0x6b, 0x65, 0x79, 0x22, 0x3a, ...Buffer.from('"***"}'), 0xfe],
    );
  });

  it("are found in time in a million of them", () => {
    const started = performance.now();
    for (const part of ['"key":"', '"key":"\\"', '"key" ', '"key":']) redact(part.repeat(100_000));
    assert.ok(performance.now() - started < 2_000);
  });
});
