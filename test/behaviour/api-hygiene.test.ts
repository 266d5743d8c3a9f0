import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { permissions } from "../../server/access/permissions.ts";
import { describeApi } from "../../server/api/describe-api.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { type AskApi, openApiClient } from "../support/api-world.ts";
import { openTestWorld } from "../support/world.ts";

let world: DemoWorld;
let ask: AskApi;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openTestWorld({ after: (run) => void closers.push(run) }, { requestsPerMinute: 1_000_000 });
  ask = await openApiClient(world, "hygiene");
  await deliverAlerts(world.hookUrl, [{ alertname: "Disk full", client: "acme-dental", severity: "critical" }]);
  await awaitUntil("the ticket", async () => ((await world.tickets()).length === 1 ? true : undefined));
});
after(async () => {
  for (const close of closers) await close();
});

const starts = ["'", '"', "')", "' or '1'='1", "1; ", "\\'", "$1", "%", "';", "x' union "];
const ends = [
  "select version()",
  "drop table ticket --",
  "or 1=1 --",
  "union select null, null --",
  "and pg_sleep(5)",
  "|| (select key from api_key)",
  "::int",
  "order by 99",
  "\u0000",
  "/*",
  '{"$gt": ""}',
  "' || chr(65)",
  "limit 100000",
  "returning *",
  ")) or true",
  "; copy ticket to '/tmp/x'",
  "-- -",
  "\\x27",
  "%27",
  "🙂",
];
const payloads = starts.flatMap((start) => ends.map((end) => `${start}${end}`));

describe("SQL in what is asked", () => {
  it(`is a text like any other: ${payloads.length} of them find nothing and break nothing`, async () => {
    assert.equal(payloads.length, 200);
    const places = ["client", "queue", "assignee", "connection", "search", "cursor", "order", "status", "dueBefore"];
    for (const [at, payload] of payloads.entries()) {
      const word = encodeURIComponent(payload);
      const place = places[at % places.length] ?? "client";
      for (const route of [
        `/tickets?${place}=${word}`,
        `/tickets/${word}`,
        `/items?client=${word}`,
        `/audit?actor=${word}`,
        `/connections/${word}`,
      ]) {
        const { status, body } = await ask("GET", route);
        assert.ok(status < 500, `${route}: ${status}`);
        if (status === 200 && Array.isArray(body) && !route.startsWith("/tickets?search"))
          assert.deepEqual(body, [], route);
        if (status === 200 && route.startsWith("/audit")) assert.deepEqual(body["entries"], [], route);
      }
      const mapped = await ask("POST", "/client-map", {
        connection: "prometheus",
        externalId: payload,
        client: payload,
      });
      assert.ok(mapped.status < 500, `${payload}: ${mapped.status}`);
    }
    assert.equal((await world.tickets()).length, 1);
  });
});

describe("names that objects of JavaScript are reached by", () => {
  it("are refused in bodies and harm nothing in queries and paths", async () => {
    const keys = ["__proto__", "constructor", "prototype"];
    for (const key of keys)
      for (const route of [
        "/client-map",
        "/webhooks",
        "/rules",
        "/items",
        "/connections",
        "/maintenance",
        "/deliveries/replay",
        "/api-keys",
      ]) {
        for (const body of [`{"${key}":{"role":"owner"}}`, `{"x":{"${key}":{"isOperator":true}}}`]) {
          const answer = await ask("POST", route, body);
          assert.equal(answer.status, 422, `${route} ${body}`);
        }
        assert.equal((await ask("GET", `/tickets?${key}=1`)).status, 422, key);
        assert.ok((await ask("GET", `/connections/${key}`)).status === 404);
      }
    assert.equal(({} as Record<string, unknown>)["isOperator"], undefined);
    assert.equal(({} as Record<string, unknown>)["role"], undefined);
  });
});

describe("texts that are hard to hold", () => {
  const texts = [
    "\0",
    "\ud800",
    "\udc00x",
    "\u202eevil",
    "😀😀",
    "x".repeat(1_000_000),
    "\u0085\u2028",
    "a\r\nb",
    "\uFFFE",
    "𐍈".repeat(1_000),
  ];
  it("are kept or refused, wherever they stand, and break nothing", async () => {
    for (const text of texts)
      for (const [route, body] of [
        ["/client-map", { connection: "prometheus", externalId: text, client: "Acme Dental" }],
        ["/client-map", { connection: text, externalId: "x", client: "Acme Dental" }],
        ["/client-map", { connection: "prometheus", externalId: "y", client: text }],
        ["/maintenance", { kind: "silence", reason: text, endsAt: "2099-01-01T00:00:00Z" }],
        ["/rules", { text }],
        ["/rules/explain", { kind: "request", connection: "prometheus", body: text }],
        ["/items", { items: [{ client: "Acme Dental", name: text }] }],
        ["/api-keys", { name: text, role: "viewer" }],
        ["/webhooks", { url: `https://bi.msp.example/${text}`, types: ["*"] }],
        ["/on-call/overrides", { schedule: text, from: text, to: text, person: null, note: text }],
        ["/deliveries/replay", { clientHint: text }],
      ] as const) {
        const { status } = await ask("POST", route, body);
        assert.ok(status < 500, `${route} ${JSON.stringify(text).slice(0, 20)}: ${status}`);
      }
  });
});

describe("fields that nobody may set", () => {
  it("are refused by every operation that takes a body, and change nothing", async () => {
    // When a key was used last is noted once a minute, which may end here.
    const readKeys = async () =>
      ((await ask("GET", "/api-keys")).body as unknown as object[]).map((key) => ({ ...key, lastUsedAt: null }));
    const before = await readKeys();
    const taken = Object.entries(describeApi().paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        requestBody?.content["application/json"]
          ? [{ path: path.slice("/api/v1".length), method: method.toUpperCase() }]
          : [],
      ),
    );
    assert.ok(taken.length >= 20, `${taken.length} operations take a body`);
    for (const { path, method } of taken)
      for (const field of ["tenant_id", "tenantId", "createdAt", "isOperator"]) {
        const { status, body } = await ask(method, path.replaceAll(/\{\w+\}/g, "prometheus"), { [field]: "x" });
        assert.equal(
          status,
          permissions[`${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`]?.least === "operator" ? 403 : 422,
          `${method} ${path} ${field}: ${status} ${JSON.stringify(body)}`,
        );
      }
    const added = await ask("POST", "/api-keys", { name: "plain", role: "viewer", createdBy: "somebody", id: "1" });
    assert.equal(added.status, 422);
    assert.deepEqual(await readKeys(), before);
  });
});
