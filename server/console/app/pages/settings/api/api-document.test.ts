import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { readDocument, writeShape } from "./api-document.ts";

describe("the API's document", async () => {
  const raw: unknown = JSON.parse(await readFile("server/api/openapi.json", "utf8"));
  const { operations, shapes } = readDocument(raw);

  it("gives every operation with a summary, a group, and its parameters", () => {
    assert.ok(operations.length > 100, `${operations.length}`);
    for (const { id, summary, tag } of operations) assert.ok(summary && tag, id);
    const tickets = operations.find(({ id }) => id === "listTickets");
    assert.ok(tickets?.parameters.some(({ name, in: place }) => name === "status" && place === "query"));
  });

  it("is written as shapes that end, with what each field is for", () => {
    for (const { id, body, answer } of operations)
      for (const schema of [body, answer]) if (schema) assert.ok(writeShape(schema, shapes).length > 0, id);
    const me = operations.find(({ id }) => id === "showMe")?.answer ?? {};
    assert.match(writeShape(me, shapes), /tenant: \{\n {4}id: string \(uuid\)\n {4}name: string/);
  });
});
