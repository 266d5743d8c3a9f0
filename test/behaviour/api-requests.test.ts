import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { DemoWorld } from "../../server/demo/world.ts";
import { type AskApi, openApiClient } from "../support/api-world.ts";
import { openTestWorld } from "../support/world.ts";

let world: DemoWorld;
let ask: AskApi;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openTestWorld({ after: (run) => void closers.push(run) });
  ask = await openApiClient(world, "requests");
});
after(async () => {
  for (const close of closers) await close();
});

const rulesOf = (perMinute: number) => ({ text: `storm: { perMinute: ${perMinute} }` });

describe("a request to the API", () => {
  for (const [sentence, method, route, body, headers, status, words] of [
    ["of no route", "GET", "/nothing", undefined, {}, 404, /no such thing/],
    ["by the wrong method", "PUT", "/tickets", {}, {}, 405, /expected GET, HEAD, POST\./],
    [
      "of another type",
      "POST",
      "/rules",
      "text: 1",
      { "content-type": "application/yaml" },
      415,
      /application\/json; it is/,
    ],
    ["that is no JSON", "POST", "/rules", '{"text": }', {}, 400, /line 1, column 10, expected a value/],
    ["that is packed", "POST", "/rules", "{}", { "content-encoding": "gzip" }, 415, /gzip/],
    ["that is too large", "POST", "/webhooks", `{"url": "${"x".repeat(1_100_000)}"}`, {}, 413, /larger than 1048576/],
    ["that is too large for what takes none", "POST", "/audit/verify", "x".repeat(1_100_000), {}, 413, /than 1048576/],
    ["that is too large for a model's", "POST", "/../../mcp", "x".repeat(1_100_000), {}, 413, /larger than 1048576/],
    ["with a field that is not known", "POST", "/client-map", { tenantId: "x" }, {}, 422, /tenantId/],
    ["with a parameter that is not known", "GET", "/tickets?tenant_id=1", undefined, {}, 422, /tenant_id/],
    ["with a wrong parameter", "GET", "/tickets?limit=0", undefined, {}, 422, /limit/],
    ["whose path holds a NUL", "GET", "/tickets/%00", undefined, {}, 404, /no such thing/],
  ] as const)
    it(`${sentence} is answered with what was expected`, async () => {
      const answer = await ask(method, route, body, headers);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(String(answer.body.detail), words);
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      assert.deepEqual([answer.body["status"], typeof answer.body["title"]], [status, "string"]);
      assert.match(String(answer.body.type), /^urn:interdesk:problem:/);
      if (status === 405) assert.equal(answer.headers.get("allow"), "GET, HEAD, POST");
    });

  it("names each field that is wrong, what stands there, and never a secret", async () => {
    const wrong = { name: "", connector: 7, secrets: { token: 17 }, allowedFrom: ["nowhere"] };
    const { body } = await ask("POST", "/connections", wrong);
    const fields = body["fields"] as { field: string; value?: unknown }[];
    assert.deepEqual(
      fields.map(({ field, value }) => [field, value]),
      [
        ["name", ""],
        ["connector", 7],
        ["secrets.token", undefined],
        ["allowedFrom.0", "nowhere"],
      ],
    );
  });

  it("is told how much more may be asked", async () => {
    const { headers } = await ask("GET", "/tickets");
    assert.match(headers.get("ratelimit-policy") ?? "", /^"key";q=1000;w=10, "tenant";q=10000;w=10$/);
    assert.match(headers.get("ratelimit") ?? "", /^"key";r=\d+;t=\d+, "tenant";r=\d+;t=\d+$/);
  });

  it("gets the document of the API with any key, and not without", async () => {
    const viewer = await openApiClient(world, "reader", { role: "viewer" });
    assert.equal((await viewer("GET", "/../openapi.json")).body["openapi"], "3.1.0");
    assert.equal((await fetch(`${world.api.url}/api/openapi.json`)).status, 401);
  });
});

describe("a request with an Idempotency-Key", () => {
  it("is done once, and answered as before when it comes again", async () => {
    const once = { "idempotency-key": '"window-1"' };
    const window = { kind: "silence", reason: "Patch night", endsAt: "2099-01-01T00:00:00Z" };
    const first = await ask("POST", "/maintenance", window, once);
    const again = await ask("POST", "/maintenance", window, once);
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.deepEqual(again.body, first.body);
    assert.deepEqual(
      [first, again].map(({ headers }) => headers.get("idempotency-replayed")),
      [null, "true"],
    );
    const all = (await ask("GET", "/maintenance")).body as unknown as unknown[];
    assert.equal(all.length, 1);
    const other = await ask("POST", "/maintenance", { ...window, reason: "Another" }, once);
    assert.deepEqual([other.status, other.body.type], [422, "urn:interdesk:problem:invalid"]);
    assert.match(String(other.body.detail), /another request/);
  });

  it("keeps refusals, too, and takes no key that is none", async () => {
    const once = { "idempotency-key": "refused-1" };
    const [first, again] = [
      await ask("POST", "/webhooks", { url: "x" }, once),
      await ask("POST", "/webhooks", { url: "x" }, once),
    ];
    assert.deepEqual([first.status, again.status, again.body], [422, 422, first.body]);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    for (const key of ["", "a b", "x".repeat(256), '""'])
      assert.equal((await ask("POST", "/rules", rulesOf(1), { "idempotency-key": key })).status, 422, key);
  });

  it("never shows a secret twice", async () => {
    const once = { "idempotency-key": "secret-1" };
    const wanted = { name: "made once", role: "viewer" };
    const first = await ask("POST", "/api-keys", wanted, once);
    const again = await ask("POST", "/api-keys", wanted, once);
    assert.deepEqual([first.status, again.status], [201, 409]);
    assert.match(String(again.body.detail), /was done\. Its answer shows a secret/);
    assert.ok(!JSON.stringify(again.body).includes(String(first.body["key"])));
  });

  it("keeps no text that is to be pasted at a vendor: its secrets stand in it", async () => {
    const { body } = await ask("POST", "/connections", { name: "pasted", connector: "netdata" });
    assert.equal((body as { hasTexts?: boolean }).hasTexts, true);
    const once = { "idempotency-key": "pasted-1" };
    assert.equal((await ask("POST", "/connections/pasted/setup", undefined, once)).status, 200);
    const again = await ask("POST", "/connections/pasted/setup", undefined, once);
    assert.equal(again.status, 409);
    assert.match(again.body.detail ?? "", /shows a secret/);
    const without = await ask("POST", "/connections", { name: "not-pasted", connector: "alertmanager" });
    assert.equal((without.body as { hasTexts?: boolean }).hasTexts, false);
  });

  it("is done by one of many that come together; the others are told to wait, or are answered the same", async () => {
    const once = { "idempotency-key": "together-1" };
    const item = { items: [{ client: "Acme Dental", name: "srv-1" }] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("POST", "/items", item, once)));
    const made = answers.filter(
      ({ status, headers }) => status === 201 && headers.get("idempotency-replayed") === null,
    );
    assert.equal(made.length, 1);
    assert.deepEqual(made[0]?.body, { created: 1, updated: 0 });
    for (const { status, body } of answers)
      assert.ok(status === 201 || (status === 409 && /still at work/.test(String(body.detail))));
  });

  it("is nobody else's: not of another key, and not of another tenant", async () => {
    await world.api.post("/tenants", { name: "Other MSP" });
    const others = [
      await openApiClient(world, "second"),
      await openApiClient(world, "theirs", { as: await world.asTenant("Other MSP") }),
    ];
    for (let at = 0; at < 50; at += 1) {
      const once = { "idempotency-key": `shared-${at}` };
      const versions = [];
      for (const asked of [ask, ...others]) {
        const answer = await asked("POST", "/rules", rulesOf(1_000 + at), once);
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        versions.push(answer.headers.get("idempotency-replayed"));
      }
      assert.deepEqual(versions, [null, null, null]);
    }
  });
});

describe("a rule of a connection", () => {
  it("is changed alone: those that the request leaves out stay", async () => {
    const change = async (rules: object) => (await ask("PATCH", "/connections/autotask", { rules })).body["rules"];
    const before = (await change({ take: "record.priority <= 2", home: true })) as object;
    assert.deepEqual(await change({ send: "false" }), { ...before, send: "false" });
    assert.deepEqual(await change({ send: "true", take: "false", home: false }), {
      ...before,
      take: "false",
      home: false,
    });
  });
});

describe("a setting that is null", () => {
  const settingsOf = async (settings: object) => {
    const { status, body } = await ask("PATCH", "/connections/autotask", { settings });
    return status === 200 ? (body["settings"] as Record<string, unknown>) : { status, fields: body["fields"] };
  };
  it("is set no longer: it is as its connector has it, or missing where it is needed", async () => {
    assert.equal((await settingsOf({ dueHours: 8, quotaShare: 20 }))["dueHours"], 8);
    const cleared = await settingsOf({ dueHours: null });
    assert.deepEqual([cleared["dueHours"], cleared["quotaShare"]], [24, 20]);
    const refused = await settingsOf({ userName: null });
    assert.equal(refused["status"], 422);
    assert.match(JSON.stringify(refused["fields"]), /"field":"settings\.userName"/);
  });
});

describe("a change with If-Match", () => {
  it("of a connection is made only on what was read", async () => {
    const read = await ask("GET", "/connections/prometheus");
    const tag = read.headers.get("etag") ?? "";
    assert.match(tag, /^"\d+"$/);
    const park = { mode: "parked", reason: "tried" };
    const made = await ask("PATCH", "/connections/prometheus", park, { "if-match": tag });
    assert.equal(made.status, 200);
    assert.notEqual(made.headers.get("etag"), tag);
    const late = await ask("PATCH", "/connections/prometheus", { mode: "live" }, { "if-match": tag });
    assert.deepEqual([late.status, late.headers.get("etag")], [412, made.headers.get("etag")]);
    assert.equal((late.body["current"] as { mode: string }).mode, "parked");
    const secrets = { secrets: { bearerToken: "0123456789abcdef" } };
    assert.equal((await ask("PATCH", "/connections/prometheus", secrets, { "if-match": tag })).status, 412);
    for (const fitting of ["*", `"0", ${made.headers.get("etag")}`])
      assert.equal(
        (await ask("PATCH", "/connections/prometheus", { mode: "live" }, { "if-match": fitting })).status,
        fitting === "*" ? 200 : 412,
      );
    assert.equal((await ask("PATCH", "/connections/prometheus", { mode: "live" })).status, 200, "without it as ever");
  });

  it("of a text loses to whoever was first, of many at once to one", async () => {
    await ask("POST", "/rules", rulesOf(10));
    const tag = (await ask("GET", "/rules")).headers.get("etag") ?? "";
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => ask("POST", "/rules", rulesOf(20 + at), { "if-match": tag })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [201, 412, 412, 412, 412, 412]);
    assert.equal((await ask("POST", "/rules/undo", {}, { "if-match": tag })).status, 412);
  });

  it("of a webhook, too", async () => {
    const { body } = await ask("POST", "/webhooks", { url: "https://bi.msp.example/in", types: ["*"] });
    const route = `/webhooks/${String(body["id"])}`;
    const tag = (await ask("GET", route)).headers.get("etag") ?? "";
    assert.equal((await ask("PATCH", route, { includeInternal: true }, { "if-match": tag })).status, 200);
    const late = await ask("PATCH", route, { state: "paused" }, { "if-match": tag });
    assert.deepEqual([late.status, (late.body["current"] as { state: string }).state], [412, "active"]);
  });
});
