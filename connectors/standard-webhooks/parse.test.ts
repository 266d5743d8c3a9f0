import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { standardWebhooks } from "./index.ts";
import { Secrets, Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { sampleMapping } from "./sample-mapping.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T13:05:00Z");
const read = testParser(parsePayload, Settings.parse(sampleMapping), { folder, receivedAt });
const message = JSON.parse(read.body("01-signed-firing")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...message, ...change });

describe("messages of the library standardwebhooks", () => {
  for (const [name, clearedAt] of [
    ["01-signed-firing", null],
    ["02-signed-resolved-key-rotation", "2026-11-23T13:00:00.001Z"],
  ] as const)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clearedAt?.toISOString() ?? null],
        ["critical", "CPU 97 % on web-01 – café", "web-01", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:00.000Z");
    });

  it("are known by their id when they come again", () => {
    const parse = (headers: Record<string, string>) => {
      const parsed = parsePayload({ body: Buffer.from(json({})), headers, receivedAt }, Settings.parse(sampleMapping));
      return parsed.ok ? parsed.value.deliveryKey : assert.fail(parsed.error.detail);
    };
    assert.deepEqual(
      [parse({ "webhook-id": "msg_1" }), parse({ "svix-id": "msg_2" }), parse({})],
      ["msg_1", "msg_2", null],
    );
  });

  it("say by default what the convention says, and wait where they do not", () => {
    assert.deepEqual(
      [read.event(json({ data: { alert_key: "k" } })).severity, read.event(json({ data: { alert_key: "k" } })).title],
      ["medium", "alert.firing"],
    );
    assert.deepEqual(read.event(json({ timestamp: undefined })).raisedAt, receivedAt);
    assert.deepEqual(
      [read.problem(json({ type: "alert.muted" })).path, read.problem(json({ data: {} })).path],
      ["condition", "dedupKey"],
    );
    assert.match(read.problem(json({ type: "alert.muted" })).detail, /type alert\.muted/);
  });
});

describe("signatures of the library standardwebhooks", () => {
  const key = (bytes: string) => `whsec_${Buffer.from(bytes).toString("base64")}`;
  const current = key("0123456789abcdef0123456789abcdef");
  const former = key("f".repeat(32));
  const accepts = (name: string, secrets: readonly string[], { late = 0, change = "" } = {}) => {
    const { headers, body } = readRequest(folder, `${name}.json`);
    const lower = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
    const versions = secrets.map((signingSecret) => ({ signingSecret }));
    const at = new Date(1_795_438_801_000 + late * 1_000);
    const { inbound } = standardWebhooks.open({
      settings: sampleMapping,
      secrets: versions[0] ?? {},
      secretVersions: versions,
      maps: {},
      http: { request: () => assert.fail("calls nobody"), redact: String },
      clock: { now: () => at },
    });
    const request = {
      method: "POST",
      headers: lower,
      query: {},
      body: Buffer.from(`${body}${change}`),
      receivedAt: at,
    };
    return inbound?.verify(request).accepted;
  };

  it("fit, also one of two while a key is being changed", () => {
    assert.equal(accepts("01-signed-firing", [current]), true);
    for (const secrets of [[current], [former], [former, current]])
      assert.equal(accepts("02-signed-resolved-key-rotation", secrets), true);
    assert.equal(accepts("01-signed-firing", [former]), false);
    assert.equal(accepts("01-signed-firing", [current], { change: " " }), false);
  });

  it("are as old as five minutes, both ways", () => {
    assert.deepEqual(
      [-301, -300, 0, 300, 301].map((late) => accepts("01-signed-firing", [current], { late })),
      [false, true, true, true, false],
    );
  });

  it("need a secret of a size that is safe", () => {
    assert.equal(Secrets.safeParse({ signingSecret: current }).success, true);
    for (const signingSecret of [undefined, "", "whsec_", key("short"), "0123456789abcdef0123456789abcdef"])
      assert.equal(Secrets.safeParse({ signingSecret }).success, false);
  });
});
