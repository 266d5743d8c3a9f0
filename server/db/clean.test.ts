import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import { toJsonb, toText } from "./clean.ts";

let database: TestDatabase;
let client: Client;
before(async () => {
  database = await createTestDatabase();
  client = new Client(database.app);
  await client.connect();
});
after(async () => {
  await client.end();
  await database.drop();
});

const texts = [
  "plain",
  "a\0b",
  "half \ud83d",
  "\udc00 other half",
  "whole 😀",
  "typed \\u0000",
  "typed \\\\u0000 \\ud83d",
  '"quoted"\n',
  "\\\0",
];

describe("text that vendors send", () => {
  for (const text of texts) {
    it(`is stored as text and as JSON: ${JSON.stringify(text)}`, async () => {
      const { rows } = await client.query<{ text: string; json: { value: string } }>(
        "select $1::text as text, $2::jsonb as json",
        [toText(text), toJsonb({ value: text })],
      );
      const expected = text.replaceAll("\0", "\uFFFD").toWellFormed();
      assert.deepEqual([rows[0]?.text, rows[0]?.json.value], [expected, expected]);
    });
  }
});
