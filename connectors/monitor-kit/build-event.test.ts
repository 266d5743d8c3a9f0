import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MonitorEvent } from "../../schemas/alert.ts";
import { buildEvent, type EventFacts } from "./build-event.ts";

const raisedAt = new Date("2026-03-17T09:00:00Z");
const clearedAt = new Date("2026-03-17T09:10:00Z");
const facts: EventFacts = { dedupKey: "k", condition: "firing", severity: "high", titles: ["CPU high"], raisedAt };
const build = (change: Partial<EventFacts> = {}) => buildEvent({ ...facts, ...change }).event;

describe("events", () => {
  it("hold to their schema, however long and empty the texts are", () => {
    const long = "x".repeat(200_000);
    for (const text of [long, "", " \n", null, undefined]) {
      const event = build({
        dedupKey: text?.trim() || "k",
        titles: [text],
        episodeId: text,
        description: text,
        clientHint: text,
        resource: text,
        service: text,
        url: text,
        labels: { a: text },
        acknowledgement: { state: "set", by: text, note: text },
      });
      assert.deepEqual(MonitorEvent.parse(event), event);
    }
  });

  it("are called by the first title that says something, else by their key", () => {
    assert.equal(build({ titles: [" ", null, "b", "c"] }).title, "b");
    assert.equal(build({ titles: [undefined, ""] }).title, "k");
  });

  it("keep keys apart that are too long to be kept, and no part of such an episode", () => {
    const long = (end: string) =>
      build({ dedupKey: `${"x".repeat(600)}${end}`, episodeId: `${"x".repeat(200)}${end}` });
    assert.notEqual(long("a").dedupKey, long("b").dedupKey);
    assert.equal(long("a").episodeId, null);
    assert.equal(build({ episodeId: "x".repeat(200) }).episodeId?.length, 200);
  });

  it("have an end only where they are clear, at their start where no end is known", () => {
    assert.equal(build({ clearedAt }).clearedAt, null);
    assert.equal(build({ condition: "clear", clearedAt }).clearedAt, clearedAt);
    assert.equal(build({ condition: "clear" }).clearedAt, raisedAt);
  });

  it("say of acknowledgements and of us only what is so", () => {
    assert.deepEqual(
      Object.keys(build()).filter((key) => ["acknowledgement", "acknowledgementOnly", "byUs"].includes(key)),
      [],
    );
    assert.equal(build({ byUs: false }).byUs, undefined);
    assert.equal(build({ byUs: true }).byUs, true);
    assert.equal(build({ acknowledgementOnly: true }).acknowledgementOnly, true);
    assert.deepEqual(build({ acknowledgement: { state: "set", by: "ann", note: "" } }).acknowledgement, {
      state: "set",
      by: "ann",
      note: null,
    });
  });

  it("take any name for a label", () => {
    const labels = Object.fromEntries([
      ["__proto__", "p"],
      ["constructor", "c"],
      ["blank", " "],
    ]) as Record<string, string>;
    assert.deepEqual(Object.entries(build({ labels }).labels), [
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
  });
});
