import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { needField, readFields } from "./read-fields.ts";
import { readJson } from "./read-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const keys = ["id", "text", "state", "n"] as const;
const read = (body: string, options: { loose?: boolean; form?: boolean } = {}) => {
  const fields = readFields(bytes(body), { keys, expected: "a test", placeholder: /^\{[A-Z.]+\}$/, ...options });
  return fields.ok ? fields.value : fields.error;
};
const broken = '{"id":"7","text":"Service "Spooler" on \\\\NAS\\new, code: {1}\nsecond line","state":"down"}';

describe("flat fields", () => {
  it("are read from JSON: texts, numbers and booleans of known names", () => {
    assert.deepEqual(read('{"id":7,"state":true,"text":"a\\r\\nb","other":"x","n":{"a":1}}'), {
      id: "7",
      state: "true",
      text: "a\nb",
    });
  });

  it("are absent where they are blank, or a placeholder that nobody filled in", () => {
    assert.deepEqual(read('{"id":"7","text":" ","state":"{EVENT.STATE}","n":"{event}"}'), { id: "7", n: "{event}" });
  });

  it("are the last where a name comes twice, broken or not", () => {
    assert.deepEqual(read('{"text":"x","id":"1","id":"2"}'), { text: "x", id: "2" });
    assert.deepEqual(read('{"text":""x","id":"1","id":"2"}', { loose: true }), { text: '"x', id: "2" });
  });

  it("are told apart by their names where a template broke the JSON", () => {
    assert.deepEqual(read(broken, { loose: true }), {
      id: "7",
      text: 'Service "Spooler" on \\\\NAS\\new, code: {1}\nsecond line',
      state: "down",
    });
    assert.match(JSON.stringify(read(broken)), /not JSON/);
  });

  it("end at names that nobody reads, but not at what only looks like one within a text", () => {
    assert.deepEqual(read('{"id":"7","text":"a "b" {"code": 5}, c","other":"x","state":"up"}', { loose: true }), {
      id: "7",
      text: 'a "b" {"code": 5}, c',
      state: "up",
    });
  });

  it("are not guessed from a cut template", () => {
    for (let length = 0; length < broken.length; length++) {
      assert.ok("expected" in read(broken.slice(0, length), { loose: true }), `${length}`);
    }
  });

  it("are read from a form, in any encoding of blanks", () => {
    assert.deepEqual(read("id=7&text=a+b%20c%0D%0Ad&state=&x=1", { form: true }), { id: "7", text: "a b c\nd" });
  });

  const multipart = (...parts: string[]) =>
    `${parts.map((part) => `--b0\r\nContent-Disposition: form-data; ${part}\r\n`).join("")}--b0--\r\n`;
  it("are read from a multipart form, files passed over", () => {
    assert.deepEqual(
      read(
        multipart(
          'name="id"\r\n\r\n7',
          'name="text"\r\nContent-Type: text/plain\r\n\r\na\r\n\r\nb',
          'name="n"; filename="f"\r\n\r\n1',
        ),
        {
          form: true,
        },
      ),
      { id: "7", text: "a\n\nb" },
    );
  });
  for (const [sentence, body] of [
    ["without its end", '--b0\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n'],
    ["without a boundary", "--\r\n"],
    ["of too many parts", multipart(...Array.from({ length: 60 }, () => 'name="id"\r\n\r\n7'))],
  ] as const)
    it(`refuse a multipart form ${sentence}`, () =>
      assert.match(JSON.stringify(read(body, { form: true })), /boundary/));

  for (const [sentence, body] of [
    ["no known field", '{"other":"x"}'],
    ["a list", "[1]"],
    ["nothing", ""],
    ["a word", "hello"],
  ] as const)
    it(`are a problem where there is ${sentence}`, () => {
      for (const options of [{}, { loose: true }, { form: true }, { loose: true, form: true }])
        assert.ok("expected" in read(body, options), JSON.stringify(options));
    });

  it("that must be there are named", () => {
    const missing = needField<"id" | "text">({ text: "x" }, "id", "a test");
    assert.deepEqual(missing.ok ? {} : missing.error, {
      path: "id",
      expected: "a test",
      detail: "id is not there, or is empty.",
    });
  });

  it("take no longer for hostile bodies than for others", () => {
    const before = performance.now();
    for (const body of [
      `{${'"id":'.repeat(200_000)}}`,
      `{${",".repeat(1e6)}}`,
      `{"${" ".repeat(1e6)}}`,
      `--${"a".repeat(1e6)}`,
    ])
      read(body, { loose: true, form: true });
    assert.ok(performance.now() - before < 2_000);
  });
});

describe("JSON of a shape", () => {
  const shape = z.object({ list: z.array(z.object({ id: z.string() })) });
  const readShape = (body: Uint8Array) => readJson(body, shape, { expected: "a list", hint: "Is it yours?" });

  it("is read with a byte order mark too", () => {
    assert.deepEqual(readShape(bytes('\ufeff{"list":[{"id":"1","more":2}]}')), {
      ok: true,
      value: { list: [{ id: "1" }] },
    });
  });

  it("is a problem that names the place, what was expected, and what to look at", () => {
    const parsed = readShape(bytes('{"list":[{"id":"1"},{"id":2}]}'));
    const { path, expected, detail } = parsed.ok ? assert.fail("understood") : parsed.error;
    assert.deepEqual([path, expected], ["list.1.id", "a list"]);
    assert.match(detail, /^list\.1\.id: .*string.*\. Is it yours\?$/);
  });

  it("is a problem where a list is longer than any, and none of its items is looked at", () => {
    const parsed = readShape(bytes(`{"list":[${Array(10_001).fill("1").join()}]}`));
    assert.match(parsed.ok ? "" : parsed.error.detail, /more than 10000 items/);
    assert.ok(readShape(bytes(`{"list":[${Array(10_000).fill('{"id":"1"}').join()}]}`)).ok);
  });

  it("is a problem that can be stored, whatever stood there", () => {
    for (const body of [bytes("\0\0"), bytes("{\0"), new Uint8Array([0xff, 0xfe])])
      assert.doesNotMatch(JSON.stringify(readShape(body)), /\\u0000|\\ud/);
  });
});
