import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { receiveHooks } from "../../test/contract/hook-receiver.ts";
import { runScript } from "../../test/support/run-script.ts";
import { buildCurlScript, curlRetries } from "./curl-script.ts";

const nasty = ["\"quotes\" 'and' `id` $(id) $HOME ; & | \\ %41 +", "second line", "café @x =y"].join("\n");
const bearerToken = 'a-"token"-with-\\-$HOME-and-%s';

async function send(hookUrl: string, value: string, token: string | undefined) {
  const fields = [
    ["text", "TEXT"],
    ["none", "NONE"],
  ] as const;
  const text = buildCurlScript({ about: ["A test."], hookUrl, bearerToken: token, fields, options: curlRetries });
  return { text, ...(await runScript(text, { TEXT: value })) };
}

describe("a script for curl", () => {
  const clock = () => new Date(0);

  it("sends every text as it is, whatever stands in it, and the token", async () => {
    const receiver = await receiveHooks(clock, async () => {});
    try {
      const { code, out } = await send(receiver.url, nasty, bearerToken);
      assert.deepEqual([code, out], [0, ""]);
      const [request] = receiver.received;
      assert.deepEqual(
        [...new URLSearchParams(Buffer.from(request?.body ?? []).toString())],
        [
          ["text", nasty],
          ["none", ""],
        ],
      );
      assert.equal(request?.headers["authorization"], `Bearer ${bearerToken}`);
    } finally {
      await receiver.close();
    }
  });

  it("tries again what could not be stored, and sends no credential where there is none", async () => {
    const receiver = await receiveHooks(clock, async () => receiver.answer(receiver.received.length === 1 ? 503 : 202));
    try {
      assert.equal((await send(receiver.url, "x", undefined)).code, 0);
      assert.deepEqual(
        receiver.received.map(({ headers }) => headers["authorization"]),
        [undefined, undefined],
      );
    } finally {
      await receiver.close();
    }
  });

  it("fails at once on a refusal, and shows neither address nor token", async () => {
    const receiver = await receiveHooks(clock, async () => {});
    receiver.answer(401);
    try {
      const { code, out } = await send(receiver.url, "x", bearerToken);
      assert.notEqual(code, 0);
      assert.match(out, /401/);
      for (const secret of [bearerToken, new URL(receiver.url).pathname]) assert.equal(out.includes(secret), false);
      assert.equal(receiver.received.length, 1);
    } finally {
      await receiver.close();
    }
  });
});
