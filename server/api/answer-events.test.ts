import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Hono } from "hono";
import { answerEvents } from "./answer-events.ts";

describe("an answer in events", () => {
  it("ends with an end", async () => {
    async function* two() {
      yield { event: "step", data: 1 };
      yield { event: "step", data: { two: 2 } };
    }
    const answer = await new Hono().get("/", (context) => answerEvents(context, two())).request("/");
    const [first, second, end] = (await answer.text()).split("\n\n");
    assert.deepEqual([first, second], ["event: step\ndata: 1", 'event: step\ndata: {"two":2}']);
    assert.match(end ?? "", /^event: end\n/);
  });

  it("stops what makes the events once nobody listens", async () => {
    const stopped = Promise.withResolvers<number>();
    const mayGoOn = Promise.withResolvers<void>();
    async function* many() {
      let made = 0;
      try {
        for (;;) {
          yield { event: "step", data: (made += 1) };
          await mayGoOn.promise;
        }
      } finally {
        stopped.resolve(made);
      }
    }
    const answer = await new Hono().get("/", (context) => answerEvents(context, many())).request("/");
    const reader = answer.body?.getReader() ?? assert.fail("no body");
    await reader.read();
    await reader.cancel();
    mayGoOn.resolve();
    assert.equal(await stopped.promise, 2, "the one that was being made is the last");
  });
});
