import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Hono } from "hono";
import { pino } from "pino";
import { answerProblem } from "./problem.ts";
import { readJsonBody } from "./read-body.ts";

const silent = pino({ enabled: false });
const app = new Hono();
app.onError((error, context) => answerProblem(error, context, silent));
app.post("/", readJsonBody({ bytes: 1_000_000, keys: 100 }, false), async (context) =>
  context.json((await context.req.json()) as object),
);
app.post("/optional", readJsonBody({ bytes: 1_000, keys: 100 }, true), async (context) =>
  context.json((await context.req.json()) as object),
);

interface Answer {
  status: number;
  type: string;
  title: string;
  detail: string;
  fields?: { field: string; expected: string }[];
}

async function send(body: RequestInit["body"], headers: Record<string, string> = {}): Promise<Answer> {
  const init = {
    method: "POST",
    body: body ?? null,
    headers: { "content-type": "application/json", ...headers },
    duplex: "half",
  };
  const answer = await app.request("/", init as RequestInit);
  return (await answer.json()) as Answer;
}

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const keys = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join()}}`;

describe("the body of a request", () => {
  it("is read as JSON, with a byte order mark or without, and with brackets in its texts", async () => {
    for (const body of ['{"a":"[[[{{{:::"}', '\uFEFF{"a":"\\"[[:"}', nested(64), keys(100)])
      assert.equal((await send(body)).type, undefined, body.slice(0, 50));
  });

  for (const [sentence, body, status, words] of [
    ["is no JSON is refused with its place", '{"a": 1,\n "b" 2}', 400, /line 2, column 6, expected ":"/],
    ["is nested too deep", nested(65), 400, /64 deep, at byte 65/],
    ["is nested far too deep", "[".repeat(200_000), 400, /64 deep/],
    ["has too many keys", keys(101), 400, /more than 100 keys/],
    ["is too large", `"${"x".repeat(1_000_000)}"`, 413, /larger than 1000000 bytes/],
    ["is no UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400, /not UTF-8/],
    ["holds a NUL", '{"a":[{"b":"x\\u0000"}]}', 422, /^Not accepted: a\.0\.b: a text without NUL/],
    ["holds half a sign", '{"a":"\\ud800"}', 422, /^Not accepted: a: a text in Unicode/],
    [
      "reaches for what objects are made of",
      '{"a":{"__proto__":{"x":1}}}',
      422,
      /^Not accepted: a\.__proto__: no field/,
    ],
    ["reaches for constructors", '{"constructor":{"prototype":{}}}', 422, /^Not accepted: constructor: no field/],
    ["is empty", "", 422, /^Not accepted: body: a JSON object/],
  ] as const)
    it(`that ${sentence}`, async () => {
      const answer = await send(body);
      assert.equal(answer.status, status, JSON.stringify(answer));
      assert.match(answer.detail, words);
      assert.match(answer.type, /^urn:interdesk:problem:\w+$/);
      assert.ok(answer.title.length > 0);
    });

  it("of another type, or packed, is refused before it is looked at", async () => {
    for (const type of ["text/plain", "application/jsonp", "application/json, text/plain", "multipart/form-data"])
      assert.equal((await send("{}", { "content-type": type })).status, 415, type);
    assert.equal((await send("{}", { "content-encoding": "gzip" })).status, 415);
    assert.equal(
      (await send("{}", { "content-type": "application/json; charset=UTF-8", "content-encoding": "identity" })).status,
      undefined,
    );
  });

  it("that declares no length is stopped at the limit", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const answer = await send(endless);
    assert.equal(answer.status, 413);
    assert.ok(sent < 2_000_000, `${sent} bytes were taken`);
  });

  it("may be missing where a route says so", async () => {
    const answer = await app.request("/optional", { method: "POST" });
    assert.deepEqual([answer.status, await answer.json()], [200, {}]);
  });
});
