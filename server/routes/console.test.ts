import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createConsoleRoutes } from "./console.ts";

const asPage = { headers: { accept: "text/html,application/xhtml+xml" } };

describe("the console's routes", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-console-"));
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "index.html"), "<!doctype html><title>page</title>");
    await writeFile(path.join(folder, "assets/now-abc.js"), "export {};");
    await writeFile(path.join(folder, "assets/now-abc.js.br"), Buffer.from("compressed"));
  });
  after(() => rm(folder, { recursive: true }));

  it("answer the page at every address that a browser opens, never kept, under a policy without anything inline", async () => {
    const app = createConsoleRoutes(folder);
    for (const address of ["/", "/tickets/T20260317.0021", "/setup/secret", "/sign-in?to=%2F"]) {
      const answer = await app.request(address, asPage);
      assert.equal(answer.status, 200, address);
      assert.match(await answer.text(), /<title>page/);
      assert.equal(answer.headers.get("cache-control"), "no-store");
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/);
      assert.doesNotMatch(policy, /unsafe|data:|\*/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
    }
  });

  it("send files compressed and kept for good, and say of those of another version that they are not there", async () => {
    const app = createConsoleRoutes(folder);
    const file = await app.request("/assets/now-abc.js", { headers: { "accept-encoding": "br" } });
    assert.equal(file.status, 200);
    assert.equal(file.headers.get("content-encoding"), "br");
    assert.match(file.headers.get("cache-control") ?? "", /immutable/);
    const old = await app.request("/assets/now-old.js", asPage);
    assert.equal(old.status, 404);
    assert.doesNotMatch(await old.text(), /<title>/);
    assert.notEqual(old.headers.get("cache-control"), "public, max-age=31536000, immutable");
  });

  it("leave to others what is theirs, and what no browser asks for", async () => {
    const app = createConsoleRoutes(folder);
    for (const address of ["/api/v1/nothing", "/hooks/a/b", "/metrics", "/mcp"])
      assert.equal((await app.request(address, asPage)).status, 404, address);
    assert.equal((await app.request("/tickets", { headers: { accept: "application/json" } })).status, 404);
    assert.equal((await app.request("/../../package.json")).status, 404);
    assert.equal((await app.request("/assets/..%2findex.html")).status, 404);
  });

  it("say what to do when it was not built", async () => {
    const answer = await createConsoleRoutes(path.join(folder, "nowhere")).request("/", asPage);
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /npm run console:build/);
  });
});
