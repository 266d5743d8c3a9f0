import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { VendorCall } from "../http.ts";
import { call, open, secret, serve } from "./test-support.ts";

describe("what an answer or its absence means", () => {
  const cases: readonly [string, RequestListener, Partial<VendorCall>, string][] = [
    [
      "a complete answer is a value, whatever its status",
      (_, response) => response.writeHead(500).end("{}"),
      {},
      "500",
    ],
    [
      "a redirect is a value and not followed",
      (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      {},
      "302",
    ],
    ["429 is a wait", (_, response) => response.writeHead(429, { "retry-after": "7" }).end(), {}, "rateLimited"],
    [
      "503 with a wait is a wait",
      (_, response) => response.writeHead(503, { "retry-after": "7" }).end(),
      {},
      "rateLimited",
    ],
    ["503 without is an outage", (_, response) => response.writeHead(503).end(), {}, "unavailable"],
    ["502 to a read is an outage", (_, response) => response.writeHead(502).end(), {}, "unavailable"],
    [
      "502 to a write says nothing of whether it happened",
      (_, response) => response.writeHead(502).end(),
      { method: "POST", safe: false, json: {} },
      "unknownOutcome",
    ],
    ["no answer to a read is an outage", (request) => request.socket.destroy(), {}, "unavailable"],
    [
      "no answer to a write says nothing of whether it happened",
      (request) => request.socket.destroy(),
      { method: "POST", safe: false, json: {} },
      "unknownOutcome",
    ],
    [
      "more than 10 MB is not read",
      (_, response) => response.end(Buffer.alloc(11 * 1_024 * 1_024, 0x20)),
      {},
      "unreadable",
    ],
    [
      "a small answer that unpacks to much is not read",
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000))),
      {},
      "unreadable",
    ],
    [
      "bytes that are no UTF-8 are not text",
      (_, response) => response.end(Buffer.from([0xff, 0xfe, 0x41])),
      {},
      "unreadable",
    ],
  ];
  for (const [sentence, listener, change, expected] of cases) {
    it(sentence, async () => {
      const server = await serve(listener);
      const result = await open([server.address]).request(call(server.url, change));
      assert.equal(result.ok ? String(result.value.status) : result.error.kind, expected);
      if (change.safe === false) assert.equal(server.hits(), 1, "a write is never repeated here");
    });
  }

  for (const [encoding, pack] of Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }))
    for (const status of [200, 400])
      it(`${status} packed with ${encoding} is unpacked`, async () => {
        const server = await serve((request, response) => {
          assert.match(String(request.headers["accept-encoding"]), new RegExp(encoding));
          response.writeHead(status, { "content-encoding": encoding }).end(pack('{"wörter":1}'));
        });
        const result = await open([server.address]).request(call(server.url));
        assert.equal(result.ok ? result.value.text : result.error.detail, '{"wörter":1}');
      });

  for (const status of [204, 304])
    it(`${status} has no body`, async () => {
      const server = await serve((_, response) => response.writeHead(status).end());
      const result = await open([server.address]).request(call(server.url));
      assert.deepEqual(result.ok && [result.value.status, result.value.text], [status, ""]);
    });

  it("nobody listening is an outage, for a write too: nothing can have happened", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const gone = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const result = await open([gone]).request(call(`http://${gone}/`, { method: "POST", safe: false, json: {} }));
    assert.equal(result.ok ? "" : result.error.kind, "unavailable");
  });

  it("a server that stays silent is left at the deadline", async () => {
    const server = await serve(() => {});
    const result = await open([server.address], { headersMs: 100, totalMs: 300 }).request(
      call(server.url, { method: "POST", safe: false, json: {} }),
    );
    assert.equal(result.ok ? "" : result.error.kind, "unknownOutcome");
  });

  it("a secret that the vendor echoes is not told", async () => {
    const server = await serve((request, response) =>
      response.writeHead(429).end(`bad Secret: ${String(request.headers["secret"])} Authorization: Bearer abcdefghij`),
    );
    const result = await open([server.address]).request(call(server.url, { headers: { Secret: secret } }));
    const told = JSON.stringify(result);
    assert.doesNotMatch(told, /S3cret-of-the-vendor|abcdefghij/);
  });
});

describe("a file", () => {
  const file = randomBytes(3_000_000);
  const cases: readonly [how: string, listener: RequestListener][] = [
    ["whose length is told", (_, response) => response.writeHead(200, { "content-length": file.length }).end(file)],
    ["whose length is not told", (_, response) => response.writeHead(200).end(file)],
    [
      "that is packed",
      (_, response) => {
        const packed = gzipSync(file);
        response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
      },
    ],
  ];
  for (const [how, listener] of cases)
    it(`${how} is read byte for byte, or not at all where it is too large`, async () => {
      const { url, address } = await serve(listener);
      const http = open([address]);
      const whole = await http.request(call(url, { mostAnswerBytes: file.length }));
      assert.ok(whole.ok && whole.value.bytes && file.equals(whole.value.bytes));
      const short = await http.request(call(url, { mostAnswerBytes: file.length - 1 }));
      assert.ok(!short.ok && short.error.kind === "unreadable");
    });
});

describe("addresses that may not be called", () => {
  const spellings = [
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::7f00:1]/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://100.64.0.1/",
    "https://192.0.0.192/",
    "https://168.63.129.16/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://１２７.０.０.１/",
    "https://①②⑦.0.0.1/",
    "https://127。0。0。1/",
    "https://017700000001/",
    "https://0x7f.1/",
    "https://127.0.1/",
    "https://127.0.0.1./",
    "https://LOCALHOST/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::ffff:0:127.0.0.1]/",
    "https://[2001::7f00:1]/",
    "https://[ff02::1]/",
    "https://%31%32%37.0.0.1/",
    "https://198.18.0.1/",
    "https://240.0.0.1/",
    "https://user:pass@example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://",
    "not a url",
  ];
  it(`refuses ${spellings.length} spellings with one class of words, and connects to none`, async () => {
    const http = open();
    const results = await Promise.all(spellings.map((url) => http.request(call(url))));
    assert.deepEqual(
      results.map((result, index) => [spellings[index], result.ok ? "answered" : result.error.kind]),
      spellings.map((url) => [url, "blocked"]),
    );
  });
  it("allows what the operator named, and only on that port", async () => {
    const server = await serve((_, response) => response.end("{}"));
    const other = await serve((_, response) => response.end("{}"));
    const http = open([server.address]);
    assert.equal((await http.request(call(server.url))).ok, true);
    assert.equal((await http.request(call(other.url))).ok, false);
    assert.equal(other.hits(), 0);
  });
});

describe("a call that changes something", () => {
  it("is not sent when it may not be any more by the time that it is connected", async () => {
    const server = await serve((_, response) => response.end("{}"));
    let asked = 0;
    const http = open([server.address], {}, () => ++asked === 1);
    const result = await http.request(call(server.url, { method: "POST", json: {}, safe: false }));
    assert.deepEqual([result.ok || result.error.kind, asked, server.hits()], ["unavailable", 2, 0]);
    assert.equal((await http.request(call(server.url))).ok, true);
  });
});

describe("slots", () => {
  it("hold concurrency exactly, for each kind of record", async () => {
    let now = 0;
    let most = 0;
    const server = await serve((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        response.end("{}");
      });
    });
    const http = open([server.address]);
    await Promise.all(Array.from({ length: 40 }, () => http.request(call(server.url))));
    assert.equal(server.hits(), 40);
    assert.ok(most <= 2, `${most} at once`);
  });
});
