import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { z } from "zod";
import { coversType, EventPattern, WebhookEvent, webhookEventTypes } from "./events.ts";

const folder = new URL("./events/", import.meta.url);

/** `UPDATE_SCHEMAS=1 npm test` writes it anew. */
describe("the published events", () => {
  it("event.schema.json is what the hub goes by", () => {
    const file = new URL("event.schema.json", folder);
    const $id = "https://interdesk.dev/schemas/events/v1/event.schema.json";
    const text = `${JSON.stringify({ $id, ...z.toJSONSchema(WebhookEvent, { io: "input" }) }, null, 2)}\n`;
    if (process.env["UPDATE_SCHEMAS"]) writeFileSync(file, text);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), JSON.parse(text));
  });
  const examples = readdirSync(new URL("examples/", folder));
  it("has an example of every type", () => {
    const expected = webhookEventTypes.map((type) => `${type.replace("interdesk.", "").replace(".", "-")}.json`);
    assert.deepEqual(examples.toSorted(), expected.toSorted());
  });
  for (const name of examples)
    it(`examples/${name} is valid`, () => {
      const json: unknown = JSON.parse(readFileSync(new URL(`examples/${name}`, folder), "utf8"));
      const parsed = WebhookEvent.safeParse(json);
      assert.ok(parsed.success, parsed.error?.message);
      assert.equal(`${parsed.data.type.replace("interdesk.", "").replace(".", "-")}.json`, name);
    });
});

describe("a pattern of types", () => {
  for (const [pattern, type, covers] of [
    ["interdesk.ticket.opened", "interdesk.ticket.opened", true],
    ["interdesk.ticket.opened", "interdesk.ticket.changed", false],
    ["interdesk.ticket.*", "interdesk.ticket.changed", true],
    ["interdesk.ticket.*", "interdesk.alert.opened", false],
    ["interdesk.*", "interdesk.sync.parked", true],
    ["*", "interdesk.sync.parked", true],
  ] as const)
    it(`${pattern} ${covers ? "means" : "does not mean"} ${type}`, () => {
      assert.equal(coversType(pattern, type), covers);
    });
  for (const wrong of ["", "interdesk.ticket", "interdesk.tick*", "ticket.*", "interdesk.ticket.closed"])
    it(`${JSON.stringify(wrong)} means nothing, and is refused with what may be said`, () => {
      const parsed = EventPattern.safeParse(wrong);
      assert.match(parsed.error?.issues[0]?.message ?? "", /interdesk\.ticket\.opened/);
    });
});
