import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CannedAnswer, SeenRequest } from "../gateway.ts";
import { readsOf, writesOf } from "../operations.ts";
import type { Suite } from "../suite.ts";

/** Vendors and proxies quote what they do not like: everything that they were sent, in the forms in which errors come. */
const echoes: Readonly<Record<string, (request: SeenRequest, status: number) => CannedAnswer>> = {
  "plain text": (request, status) => ({ status, headers: { "content-type": "text/plain" }, body: quote(request) }),
  "a list of errors": (request, status) => ({ status, body: JSON.stringify({ errors: [quote(request)] }) }),
  "a message": (request, status) => ({
    status,
    body: JSON.stringify({ Message: quote(request), message: quote(request) }),
  }),
  "an error with details": (request, status) => ({
    status,
    body: JSON.stringify({ error: { message: "Refused", detail: quote(request) }, status: "failure" }),
  }),
  "an OAuth error": (request, status) => ({
    status,
    body: JSON.stringify({ error: quote(request), error_description: quote(request) }),
  }),
  "a JSON text": (request, status) => ({ status, body: JSON.stringify(quote(request)) }),
};
const statuses = [200, 400, 401, 403, 404, 429, 500, 503];

function quote({ method, path, headers, body }: SeenRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path}`, ...lines, body.toString()].join("\n");
}

/** Nothing that must stay secret is told to anybody, whatever the vendor says. */
export function describeEchoes(suite: Suite): void {
  describe("secrets", () => {
    for (const [form, echo] of Object.entries(echoes))
      it(`are not told when the vendor quotes the request as ${form}`, async (context) => {
        const world = await suite.open(context, { gateway: true });
        const id = await world.create();
        for (const status of statuses) {
          world.gateway?.interfere({ kind: "instead", answer: (request) => echo(request, status) });
          for (const call of Object.values({ ...readsOf(suite), ...writesOf(suite) })) await call(world, id);
          await Array.fromAsync(world.openAgain().desk?.test() ?? []);
        }
        const errors = world.told.lines().filter((line) => line.includes('"ok":false'));
        assert.ok(errors.length >= statuses.length, `${errors.length} errors were told`);
        world.told.assertNoSecret();
      });

    it("stand in none of the errors, steps and log lines of all cases", async (context) => {
      const world = await suite.open(context);
      for (const secret of Object.values(world.simulator.secrets)) suite.told.keepSecret(String(secret));
      assert.ok(suite.told.lines().length > 100, `${suite.told.lines().length} lines were heard`);
      suite.told.assertNoSecret();
    });
  });
}
