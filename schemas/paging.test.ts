import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { z } from "zod";
import { PagingAnswer, PagingMessage, PagingTaken } from "./paging.ts";

const folder = new URL("./paging/", import.meta.url);
const published = { message: PagingMessage, answer: PagingAnswer, taken: PagingTaken };

/** `UPDATE_SCHEMAS=1 npm test` writes them anew. */
describe("the published paging webhook", () => {
  for (const [name, schema] of Object.entries(published)) {
    it(`${name}.schema.json is what the hub goes by`, () => {
      const file = new URL(`${name}.schema.json`, folder);
      const text = `${JSON.stringify({ $id: `https://interdesk.dev/schemas/paging/${name}.schema.json`, ...z.toJSONSchema(schema, { io: "input" }) }, null, 2)}\n`;
      if (process.env["UPDATE_SCHEMAS"]) writeFileSync(file, text);
      assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), JSON.parse(text));
    });
  }
  const examples = readdirSync(new URL("examples/", folder));
  it("has an example of every message, and of an answer", () => {
    const types = PagingMessage.options.map((option) => option.shape.type.value);
    assert.deepEqual(examples.toSorted(), [...types, "answer"].map((type) => `${type}.json`).toSorted());
  });
  for (const name of examples)
    it(`examples/${name} is valid`, () => {
      const json: unknown = JSON.parse(readFileSync(new URL(`examples/${name}`, folder), "utf8"));
      const parsed = (name === "answer.json" ? PagingAnswer : PagingMessage).safeParse(json);
      assert.ok(parsed.success, parsed.error?.message);
    });
});
