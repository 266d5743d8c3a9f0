import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Loopback, serveHttp, serveSockets } from "../../test/support/loopback.ts";
import { createLocalSlots } from "./local-slots.ts";
import { createVendorHttp, type VendorHttpOptions } from "./vendor-http.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const running: Loopback[] = [];
const closeAll = () => running.splice(0).forEach((server) => server.close());
const started = (server: Loopback) => {
  running.push(server);
  return server;
};

async function ask(server: Loopback, safe: boolean, change: Partial<VendorHttpOptions> = {}) {
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [server.address],
    secrets: [],
    clock: { now: () => new Date() },
    random: () => 0,
    ...change,
  });
  const startedAt = performance.now();
  const result = await http.request({
    method: safe ? "GET" : "POST",
    url: `http://${server.address}/`,
    buckets: [],
    safe,
    ...(safe ? {} : { json: {} }),
  });
  const ms = performance.now() - startedAt;
  await http.close();
  return { kind: result.ok ? String(result.value.status) : result.error.kind, ms };
}

describe("deadlines", () => {
  after(closeAll);

  const drip = () =>
    serveHttp((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });

  it("cut an answer that drips for ever, once for all repeats", async () => {
    const server = started(await drip());
    const read = await ask(server, true, { timeouts: { totalMs: 300 } });
    assert.equal(read.kind, "unavailable");
    assert.ok(read.ms < 5_000, `${read.ms} ms`);
    assert.equal((await ask(server, false, { timeouts: { totalMs: 300 } })).kind, "unknownOutcome");
  });

  it("hold through a garbage collection, whatever the request lets go of", async () => {
    const server = started(await drip());
    const collecting = setInterval(collectGarbage, 100);
    const read = await ask(server, true, { timeouts: { totalMs: 300 } });
    clearInterval(collecting);
    assert.equal(read.kind, "unavailable");
    assert.ok(read.ms < 10_000, `${read.ms} ms`);
  });

  it("cut an answer that stops in the middle", async () => {
    const server = started(
      await serveHttp((_, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("12345");
      }),
    );
    const written = await ask(server, false, { timeouts: { bodyIdleMs: 100 } });
    assert.equal(written.kind, "unknownOutcome");
    assert.ok(written.ms < 5_000, `${written.ms} ms`);
  });

  it("leave a server that never finishes TLS; a write has not happened", async () => {
    const server = started(await serveSockets(() => {}));
    const http = createVendorHttp({
      account: "t:a",
      slots: createLocalSlots(),
      allowedPrivate: [server.address],
      secrets: [],
      clock: { now: () => new Date() },
      timeouts: { connectMs: 100 },
    });
    const result = await http.request({
      method: "POST",
      url: `https://${server.address}/`,
      json: {},
      buckets: [],
      safe: false,
    });
    assert.equal(result.ok ? "answered" : result.error.kind, "unavailable");
    await http.close();
  });
});

describe("repeats", () => {
  after(closeAll);

  it("are two at most, for reads only, and count as calls of their own", async () => {
    const outcomes: string[] = [];
    const server = started(await serveHttp((_, response) => response.writeHead(503).end()));
    const read = await ask(server, true, { onCall: ({ outcome }) => outcomes.push(outcome) });
    assert.equal(read.kind, "unavailable");
    assert.deepEqual(outcomes, ["unavailable", "unavailable", "unavailable"]);
    outcomes.length = 0;
    await ask(server, false, { onCall: ({ outcome }) => outcomes.push(outcome) });
    assert.deepEqual(outcomes, ["unavailable"]);
  });

  it("end with the first answer", async () => {
    let asked = 0;
    const server = started(
      await serveHttp((request, response) => {
        asked += 1;
        if (asked === 1) request.socket.destroy();
        else response.end("{}");
      }),
    );
    assert.equal((await ask(server, true)).kind, "200");
    assert.equal(asked, 2);
  });

  it("do not follow a wait, a missing right or a blocked address", async () => {
    let asked = 0;
    const server = started(
      await serveHttp((_, response) => {
        asked += 1;
        response.writeHead(asked === 1 ? 429 : 401).end();
      }),
    );
    assert.equal((await ask(server, true)).kind, "rateLimited");
    assert.equal((await ask(server, true)).kind, "401");
    assert.equal(asked, 2);
  });

  it("do not tell a secret in the path to whoever counts calls", async () => {
    const paths: string[] = [];
    const server = started(await serveHttp((_, response) => response.end("{}")));
    const http = createVendorHttp({
      account: "t:a",
      slots: createLocalSlots(),
      allowedPrivate: [server.address],
      secrets: ["T0KEN-in-path"],
      clock: { now: () => new Date() },
      onCall: ({ path }) => paths.push(path),
    });
    await http.request({
      method: "GET",
      url: `http://${server.address}/hooks/T0KEN-in-path?q=T0KEN-in-path`,
      buckets: [],
      safe: true,
    });
    assert.deepEqual(paths, ["/hooks/***"]);
    await http.close();
  });
});
