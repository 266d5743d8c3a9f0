import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ThreadState } from "../contract.ts";
import { createVendorHttp } from "../http.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { must } from "../../test/contract/expect.ts";
import { buildPage } from "../../test/contract/pager-world.ts";
import { twilio } from "./index.ts";
import { startTwilioSimulator } from "./simulator/index.ts";

const hookUrl = "http://127.0.0.1:9/hooks/c/t";
const call = () => buildPage({ channel: "voice", address: "+4930123456" });
const acknowledged: ThreadState = {
  thread: "t",
  state: "acknowledged",
  by: "J. Doe",
  at: new Date(),
  text: "Taken by J. Doe",
  language: "en",
};

async function open(
  context: { after(run: () => Promise<void>): void },
  change: { settings?: object; hookUrl?: string | undefined; secrets?: object } = {},
) {
  const simulator = await startTwilioSimulator();
  const clock = { now: () => new Date() };
  const secrets = { ...simulator.secrets, ...change.secrets } as Record<string, string>;
  const http = createVendorHttp({
    account: "t:twilio",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(secrets),
    clock,
  });
  context.after(async () => {
    await http.close();
    await simulator.close();
  });
  const { pager } = twilio.open({
    settings: { ...simulator.settings, ...change.settings },
    secrets,
    secretVersions: [secrets],
    maps: {},
    http,
    hookUrl: "hookUrl" in change ? change.hookUrl : hookUrl,
    clock,
  });
  return { simulator, pager: pager ?? assert.fail() };
}

describe("what is sent through Twilio", () => {
  it("asks for the events of a call by a parameter that comes twice, and for no address beside the words", async (context) => {
    const { simulator, pager } = await open(context);
    must(await pager.send(call()));
    const form = new URLSearchParams(String(simulator.ledger()[0]?.body));
    assert.deepEqual(form.getAll("StatusCallbackEvent"), ["answered", "completed"]);
    assert.equal(form.has("Url"), false);
    assert.equal(form.get("Timeout"), "30");
  });
  it("is a short-lived SMS from a number or a Messaging Service", async (context) => {
    const service = `MG${"0".repeat(32)}`;
    const { simulator, pager } = await open(context, { settings: { smsFrom: service } });
    must(await pager.send(buildPage({ channel: "sms", address: "+4917012345" })));
    const form = new URLSearchParams(String(simulator.ledger()[0]?.body));
    assert.deepEqual(
      [form.get("MessagingServiceSid"), form.get("From"), form.get("ValidityPeriod"), form.get("SmartEncoded")],
      [service, null, "300", "true"],
    );
  });
  it("to somebody who has opted out is refused for good, in clear words", async (context) => {
    const { pager } = await open(context);
    const sent = await pager.send(buildPage({ channel: "sms", address: "+4917000021610" }));
    assert.ok(!sent.ok && sent.error.kind === "rejected");
    assert.match(sent.error.detail, /opted out.*START.*21610/);
  });
  it("is no call where keys could not be told to us", async (context) => {
    const { simulator, pager } = await open(context, { hookUrl: undefined });
    const sent = await pager.send(call());
    assert.ok(!sent.ok && sent.error.kind === "rejected");
    assert.match(sent.error.detail, /publicUrl/);
    must(await pager.send(buildPage({ channel: "sms", address: "+4917012345" })));
    assert.equal(simulator.pages().length, 1);
  });
  it("needs a sender for each channel", async (context) => {
    const {
      smsFrom: _sms,
      voiceFrom: _voice,
      ...settings
    } = (await startedSettings(context)) as Record<string, unknown>;
    const { pager } = await open(context, { settings: { ...settings, smsFrom: undefined, voiceFrom: undefined } });
    for (const channel of ["sms", "voice"]) {
      const sent = await pager.send(buildPage({ channel, address: "+4917012345" }));
      assert.ok(!sent.ok && sent.error.kind === "rejected");
    }
  });
});

async function startedSettings(context: { after(run: () => Promise<void>): void }) {
  const simulator = await startTwilioSimulator();
  context.after(() => simulator.close());
  return simulator.settings;
}

describe("a call when somebody has taken it", () => {
  const cases: readonly [sentence: string, status: string, answered: boolean, after: string][] = [
    ["that waits in Twilio's queue is taken back", "queued", false, "canceled"],
    ["that rings is ended", "ringing", false, "canceled"],
    ["that somebody else is listening to is ended", "in-progress", false, "completed"],
    ["in which they took it goes on to our thanks", "in-progress", true, "in-progress"],
    ["that has ended stays as it is", "completed", false, "completed"],
    ["that nobody answered stays as it is", "no-answer", false, "no-answer"],
  ];
  for (const [sentence, status, answered, after] of cases)
    it(sentence, async (context) => {
      const { simulator, pager } = await open(context);
      const page = call();
      const { handle } = must(await pager.send(page));
      const sid = handle["sid"] ?? assert.fail();
      // What our hook answers does not matter here, and it does not listen.
      await simulator.report(sid, status).catch(() => {});
      must((await pager.show?.({ page, handle, answered }, acknowledged)) ?? assert.fail());
      assert.equal(simulator.statusOf(sid), after);
    });
  it("is left alone while nobody has", async (context) => {
    const { simulator, pager } = await open(context);
    const page = call();
    const { handle } = must(await pager.send(page));
    must((await pager.show?.({ page, handle }, { ...acknowledged, state: "open" })) ?? assert.fail());
    assert.equal(simulator.statusOf(handle["sid"] ?? ""), "queued");
  });
  it("of which Twilio knows nothing needs no end", async (context) => {
    const { pager } = await open(context);
    const shown = await pager.show?.({ page: call(), handle: { sid: `CA${"9".repeat(32)}` } }, acknowledged);
    assert.ok(shown?.ok);
  });
});

describe("a test of the connection to Twilio", () => {
  const cases: readonly [sentence: string, change: Parameters<typeof open>[1], step: string, words: RegExp][] = [
    [
      "a wrong auth token",
      { secrets: { authToken: "wrong-auth-token-of-16" } },
      "Account and auth token",
      /auth token/,
    ],
    ["a wrong API key", { secrets: { apiKeySecret: "wrong-secret-of-16-chars" } }, "API key", /API key/],
    ["no public address", { hookUrl: undefined }, "Way back", /publicUrl/],
  ];
  for (const [sentence, change, step, words] of cases)
    it(`tells of ${sentence} at its own step alone`, async (context) => {
      const { pager } = await open(context, change);
      const failed = (await Array.fromAsync(pager.test())).filter(({ ok }) => !ok);
      assert.deepEqual(
        failed.map((one) => one.step),
        [step],
      );
      assert.match(failed[0]?.detail ?? "", words);
    });
});
