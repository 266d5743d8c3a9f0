import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { apiBase } from "../access/gate.ts";
import { permissions } from "../access/permissions.ts";
import { describeApi, openBareRoutes, type Operation } from "./describe-api.ts";
import type { JsonSchema } from "./document-components.ts";

const document = describeApi();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path.slice(apiBase.length).replaceAll(/\{(\w+)\}/g, ":$1")}`,
    operation,
  })),
);
const eachOperation = (check: (operation: Operation, name: string) => void) => {
  for (const { name, operation } of operations) check(operation, name);
};

/** Everything that is a schema, wherever it stands. */
function* walk(value: unknown): Generator<JsonSchema> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as JsonSchema;
  for (const inner of Object.values(value)) yield* walk(inner);
}

describe("the document of the API", () => {
  it("has every route that the router and the permissions have, and no other", () => {
    const named = openBareRoutes().routes.filter(({ method }) => method !== "ALL");
    const routed = new Set(named.map(({ method, path }) => `${method} ${path.slice(apiBase.length)}`));
    const described = operations.map(({ name }) => name).toSorted();
    assert.deepEqual(described, [...routed].toSorted());
    // Others' standards have documents of their own.
    const own = Object.keys(permissions).filter((name) => !/ \/(?:tmf-api|mcp)/.test(name));
    assert.deepEqual(described, own.toSorted());
  });

  it("says of each operation who may ask for it, in words and for programs", () =>
    eachOperation((operation, name) => {
      const { least, byClient = false } = permissions[name] ?? { least: "nobody" };
      assert.deepEqual([operation["x-role"], operation["x-by-client"]], [least, byClient], name);
      assert.ok(operation.description.includes(least === "operator" ? "whoever runs the hub" : `role ${least}`), name);
    }));

  it("names each operation once, and says in words what it does and what is answered", () => {
    assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
    eachOperation(({ summary, tags, responses }, name) => {
      assert.match(summary, /^[A-Z].{5,}[^.]$/, name);
      assert.equal(tags.length, 1, name);
      assert.ok(
        Object.keys(responses).some((status) => status.startsWith("2")),
        name,
      );
      for (const status of ["401", "404", "429", "503"]) assert.ok(responses[status], `${name} ${status}`);
    });
  });

  it("leads to nothing that is not there", () => {
    for (const { $ref } of walk(document)) {
      if (typeof $ref !== "string") continue;
      const found = $ref
        .slice(2)
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(found, $ref);
    }
  });

  it("takes no field that it does not name", () =>
    eachOperation(({ requestBody }, name) => {
      for (const schema of walk(requestBody?.content["application/json"]?.schema ?? {}))
        if (schema.properties)
          assert.equal(
            schema["additionalProperties"],
            false,
            `${name} ${JSON.stringify(Object.keys(schema.properties))}`,
          );
    }));

  it("is kept beside the code as it is", async () => {
    const kept = await readFile(new URL("./openapi.json", import.meta.url), "utf8");
    assert.equal(kept, `${JSON.stringify(document, null, 2)}\n`, 'write it anew with "npm run api:document"');
  });
});
