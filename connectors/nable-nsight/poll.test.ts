import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http.ts";
import { nableNsight } from "./index.ts";
import { type NsightSimulator, simulatedKey, startNsightSimulator } from "./simulator.ts";

let nsight: NsightSimulator;
const closers: (() => Promise<void>)[] = [];

async function poll(apiKey = simulatedKey) {
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [nsight.address],
    secrets: [apiKey],
    clock: { now: () => new Date() },
    random: () => 0,
  });
  closers.push(() => http.close());
  const secrets = { apiKey };
  const { inbound } = nableNsight.open({
    settings: { server: `${nsight.url}/` },
    secrets,
    secretVersions: [secrets],
    maps: {},
    http,
    clock: { now: () => new Date() },
  });
  return (await inbound?.poll?.(null)) ?? assert.fail("it cannot ask");
}

const disk = { id: 9001, description: "Disk Space Check", output: "Free: 1 GB", device: 501 };

describe("asking N-sight", () => {
  beforeEach(async () => {
    nsight = await startNsightSimulator();
    closers.push(nsight.close);
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  it("takes one call, and answers the list as it came", async () => {
    nsight.fail(disk);
    const answer = await poll();
    assert.deepEqual(nsight.calls(), ["list_failing_checks"]);
    assert.ok(answer.ok);
    const text = Buffer.from(answer.value.body).toString("latin1");
    assert.match(text, /^<\?xml .*Bäckerei Süß.*9001/);
    assert.equal(text.includes(simulatedKey), false);
    assert.equal(answer.value.more, false);
  });

  it("knows two answers that say the same, and two that do not", async () => {
    nsight.fail(disk);
    const [first, second] = [await poll(), await poll()];
    nsight.pass(disk.id);
    const third = await poll();
    const marks = [first, second, third].map((answer) => (answer.ok ? answer.value.fingerprint : assert.fail()));
    assert.equal(marks[0], marks[1]);
    assert.notEqual(marks[1], marks[2]);
  });

  const refusal = (message: string, code = "9") =>
    `<result status="FAIL"><error><errorcode>${code}</errorcode><message>${message}</message></error></result>`;
  for (const [sentence, body, status, kind] of [
    ["an error of the server", "oops", 500, "unavailable"],
    ["a page of HTML", "<html><body>Maintenance</body></html>", 200, "unreadable"],
    ["an answer that was cut", '<result status="OK"><items>', 200, "unreadable"],
    ["no list at all", '<result status="OK"/>', 200, "unreadable"],
    ["another address", "not found", 404, "rejected"],
    ["a refusal for a while", refusal("Too busy"), 200, "unavailable"],
    ["a refused login", refusal("Login failed", "3"), 200, "unauthorized"],
    ["a refused key in other words", refusal("The API key is not valid"), 200, "unauthorized"],
  ] as const)
    it(`ends nothing where there is ${sentence}`, async () => {
      nsight.answer(body, status);
      const answer = await poll();
      assert.equal(answer.ok ? "a list" : answer.error.kind, kind);
    });

  it("tells no key when it is refused", async () => {
    const answer = await poll("another-key-0123456789");
    assert.equal(answer.ok ? "" : answer.error.kind, "unauthorized");
    assert.doesNotMatch(JSON.stringify(answer), /another-key/);
  });
});
