import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Hono } from "hono";
import { pino } from "pino";
import { answerProblem } from "./problem.ts";

const silent = pino({ enabled: false });

/** What is answered when a request fails with this. */
async function answerOf(cause: Error) {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, silent));
  app.get("/", () => {
    throw cause;
  });
  const response = await app.request("/");
  const { detail } = (await response.json()) as { detail: string };
  return { status: response.status, detail, retryAfter: response.headers.get("retry-after") };
}

const withCode = (code: string, message = "secret words of the driver") => Object.assign(new Error(message), { code });

describe("a request that fails", () => {
  for (const [sentence, cause] of [
    ["no connection is free", withCode("53300")],
    ["the database starts", withCode("57P03")],
    ["the database is not there", withCode("ECONNREFUSED")],
    ["the pool waits for too long", new Error("timeout exceeded when trying to connect")],
  ] as const)
    it(`is to be sent again later when ${sentence}`, async () => {
      const { status, detail, retryAfter } = await answerOf(cause);
      assert.deepEqual([status, retryAfter], [503, "5"]);
      assert.match(detail, /database.*try again/);
      assert.doesNotMatch(detail, /secret/);
    });
  for (const [sentence, cause] of [
    ["a statement is wrong", withCode("42703")],
    ["something about a connection of ours is", new Error("the connection has no settings")],
  ] as const)
    it(`says that something is wrong here when ${sentence}`, async () => {
      const { status, detail, retryAfter } = await answerOf(cause);
      assert.deepEqual([status, retryAfter], [500, null]);
      assert.match(detail, /Something went wrong here/);
    });
});
