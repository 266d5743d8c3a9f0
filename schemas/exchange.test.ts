import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { z } from "zod";
import { ExchangeAnswer, ExchangeMessage, ExchangePage } from "./exchange.ts";

const folder = new URL("./exchange/", import.meta.url);
const published = { message: ExchangeMessage, page: ExchangePage, answer: ExchangeAnswer };

/** `UPDATE_SCHEMAS=1 npm test` writes them anew. */
describe("the published ticket exchange", () => {
  for (const [name, schema] of Object.entries(published)) {
    it(`${name}.schema.json is what the hub checks`, () => {
      const file = new URL(`${name}.schema.json`, folder);
      const text = `${JSON.stringify({ $id: `https://interdesk.dev/schemas/exchange/${name}.schema.json`, ...z.toJSONSchema(schema, { io: "input" }) }, null, 2)}\n`;
      if (process.env["UPDATE_SCHEMAS"]) writeFileSync(file, text);
      assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), JSON.parse(text));
    });
  }
  const examples = readdirSync(new URL("examples/", folder));
  it("has an example of every message", () => {
    const types = examples.map(
      (name) => (JSON.parse(readFileSync(new URL(`examples/${name}`, folder), "utf8")) as { type?: string }).type,
    );
    const missing = ExchangeMessage.options
      .map((option) => option.shape.type.value)
      .filter((type) => !types.includes(type));
    assert.deepEqual(missing, []);
  });
  for (const name of examples) {
    it(`examples/${name} is valid`, () => {
      const json: unknown = JSON.parse(readFileSync(new URL(`examples/${name}`, folder), "utf8"));
      const schema = name.startsWith("page") ? ExchangePage : ExchangeMessage;
      const parsed = schema.safeParse(json);
      assert.ok(parsed.success, parsed.error?.message);
    });
  }
});
