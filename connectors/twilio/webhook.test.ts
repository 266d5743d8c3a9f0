import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type InboundRequest, selectKept } from "../contract.ts";
import { buildPage } from "../../test/contract/pager-world.ts";
import { must } from "../../test/contract/expect.ts";
import { manifest } from "./manifest.ts";
import { signTwilio } from "./simulator/index.ts";
import { buildCall, readQuestion } from "./twiml.ts";
import { parseTwilio, replyToTwilio, verifyTwilio } from "./webhook.ts";

const hookUrl = "https://hub.example/hooks/c/t";
const page = buildPage({ channel: "voice", address: "+4930123456", language: "de", title: 'Platte <voll> & "so"' });
const sid = "CA00000000000000000000000000000001";

function requestOf(url: string, form: Readonly<Record<string, string>>): InboundRequest {
  return {
    method: "POST",
    headers: signTwilio(url, form),
    query: Object.fromEntries(new URL(url).searchParams),
    url,
    body: Buffer.from(new URLSearchParams(form).toString()),
    receivedAt: new Date(),
  };
}
const parse = (request: InboundRequest) =>
  must(parseTwilio({ body: request.body, headers: selectKept(request, manifest), receivedAt: request.receivedAt }));
const answerOf = (request: InboundRequest) => {
  const [item] = parse(request).items;
  return item?.kind === "answer" ? item.answer : undefined;
};
const actionOf = (twiml: string) => /action="([^"]*)"/.exec(twiml)?.[1]?.replaceAll("&amp;", "&") ?? assert.fail(twiml);

describe("Twilio's signature", () => {
  const { vectors } = JSON.parse(
    readFileSync(new URL("../recordings/signature-vectors.json", import.meta.url), "utf8"),
  ) as { vectors: { vendor: string; secret: string; url: string; params: Record<string, string>; expected: string }[] };
  const vector = vectors.find(({ vendor }) => vendor === "twilio") ?? assert.fail();
  const request = {
    ...requestOf(vector.url, vector.params),
    headers: { "x-twilio-signature": vector.expected },
  };
  const accepts = (change: Partial<InboundRequest>, tokens = [vector.secret]) =>
    verifyTwilio({ ...request, ...change }, tokens).accepted;

  it("is the one that the vendor's own code makes", () => assert.equal(accepts({}), true));
  it("is over the public address, with or without the usual port", () => {
    const own = requestOf("https://hub.example:443/x?a=1", { A: "b" });
    const token = "simulated-auth-token-of-twilio-0123";
    assert.equal(verifyTwilio({ ...own, url: "https://hub.example/x?a=1" }, [token]).accepted, true);
    assert.equal(verifyTwilio(own, [token]).accepted, true);
    const bare = requestOf("https://hub.example/x?a=1", { A: "b" });
    assert.equal(verifyTwilio({ ...bare, url: "https://hub.example:443/x?a=1" }, [token]).accepted, true);
    assert.equal(verifyTwilio({ ...bare, url: "https://hub.example:8443/x?a=1" }, [token]).accepted, false);
    assert.equal(verifyTwilio({ ...bare, url: "http://hub.example/x?a=1" }, [token]).accepted, false);
  });
  const { url: _url, ...unknown } = request;
  it("cannot be checked where the address is not known", () =>
    assert.equal(verifyTwilio(unknown, [vector.secret]).accepted, false));
  it("is another for another address, another parameter and another field", () => {
    assert.equal(accepts({ url: `${vector.url}&x=1` }), false);
    assert.equal(accepts({ url: vector.url.replace("mw.example", "evil.example") }), false);
    assert.equal(accepts({ body: Buffer.from("Digits=1") }), false);
    assert.equal(accepts({}, ["another-token-of-16"]), false);
  });
});

describe("a phone call", () => {
  const first = buildCall(page, hookUrl, 3);
  const press = (twiml: string, Digits: string) =>
    requestOf(actionOf(twiml), { CallSid: sid, Digits, To: page.address });

  it("speaks the page's language, escapes what is foreign, and fits Twilio's 4,000 characters", () => {
    assert.match(first, /<Say language="de-DE">Alarm, Priorität 1\. Platte &lt;voll&gt; &amp; &quot;so&quot;/);
    for (const title of ["漢字かな".repeat(500), "<&>".repeat(500), "x".repeat(3_000)])
      assert.ok(buildCall({ ...page, title }, `https://${"h".repeat(200)}.example/hooks`, 5).length <= 4_000);
  });
  it("of a notice asks for no key", () =>
    assert.doesNotMatch(buildCall({ ...page, kind: "notice" }, hookUrl, 3), /Gather/));
  it("takes 1 for an acknowledgement by the number that was called, thanks and ends", () => {
    const request = press(first, "1");
    assert.deepEqual(answerOf(request), {
      about: { by: "page", id: page.id },
      action: "acknowledge",
      by: page.address,
      note: null,
      at: null,
    });
    const { body, headers } = replyToTwilio(request);
    assert.match(body, /Danke.*<Hangup\/>/);
    assert.match(headers["content-type"] ?? "", /^text\/xml/);
  });
  it("takes 2 for passing it on", () => assert.equal(answerOf(press(first, "2"))?.action, "pass"));
  for (const digits of ["9", "", "5", "#"])
    it(`repeats the text on ${JSON.stringify(digits)}, a bounded number of times, then says that nobody took it`, () => {
      let twiml = first;
      const keys: (string | null)[] = [];
      for (const step of [1, 2, 3]) {
        const request = press(twiml, digits);
        assert.equal(readQuestion(request.query)?.step, step);
        keys.push(parse(request).deliveryKey);
        assert.equal(answerOf(request)?.action, step === 3 ? "failed" : undefined);
        twiml = replyToTwilio(request).body;
        assert.equal(twiml.includes("Platte &lt;voll&gt;"), step < 3);
      }
      assert.match(twiml, /keine Taste.*<Hangup\/>/);
      assert.equal(new Set(keys).size, 3);
    });
  it("says of a key that means nothing that it does", () =>
    assert.match(replyToTwilio(press(first, "5")).body, /keine Bedeutung/));
  it("keeps neither the text nor our address with the delivery", () =>
    assert.deepEqual(selectKept(press(first, "1"), manifest), { "?page": page.id, "?step": "1", "?of": "3" }));
  it("is never acknowledged by having been completed: a mailbox completes too", () => {
    for (const CallStatus of ["initiated", "ringing", "in-progress", "completed", "canceled"])
      assert.equal(
        answerOf(requestOf(`${hookUrl}?page=${page.id}`, { CallSid: sid, CallStatus })),
        undefined,
        CallStatus,
      );
  });
  for (const [status, note] of [
    ["busy", /busy/],
    ["no-answer", /Nobody/],
    ["failed", /wrong/],
  ] as const)
    it(`has failed when it is ${status}`, () => {
      const answer = answerOf(requestOf(`${hookUrl}?page=${page.id}`, { CallSid: sid, CallStatus: status }));
      assert.equal(answer?.action, "failed");
      assert.match(answer.note ?? "", note);
    });
  it("with a question that was tampered with is answered by nothing", () => {
    for (const query of [{ page: "x", step: "1", of: "3", lang: "en", say: "not-packed" }, { lang: "fr" }, {}])
      assert.match(replyToTwilio({ ...press(first, "1"), query }).body, /<Response><\/Response>$/);
  });
});

describe("an SMS", () => {
  const status = (MessageStatus: string, more: Record<string, string> = {}) =>
    requestOf(`${hookUrl}?page=${page.id}`, { MessageSid: "SM1", MessageStatus, ...more });
  const incoming = (Body: string, more: Record<string, string> = {}) =>
    requestOf(hookUrl, { MessageSid: "SM2", SmsStatus: "received", From: "+491701234567", Body, ...more });

  it("has arrived when it was delivered, and a `sent` that comes later changes nothing", () => {
    assert.deepEqual(
      ["delivered", "sent", "queued", "sending", "accepted", "something-new"].map(
        (one) => answerOf(status(one))?.action,
      ),
      ["arrived", undefined, undefined, undefined, undefined, undefined],
    );
    assert.notEqual(parse(status("sent")).deliveryKey, parse(status("delivered")).deliveryKey);
  });
  for (const [code, words] of [
    ["21610", /opted out/],
    ["30003", /switched off/],
    ["30008", /network did not say/],
    ["99999", /not delivered/],
  ] as const)
    it(`that failed by ${code} says so in words`, () => {
      const answer = answerOf(status("undelivered", { ErrorCode: code }));
      assert.equal(answer?.action, "failed");
      assert.match(answer.note ?? "", words);
    });
  it("with the code is about that page, and only for who has that number", () =>
    assert.deepEqual(answerOf(incoming("ack k7m2-qx4d"))?.about, {
      by: "code",
      code: "K7M2-QX4D",
      address: "+491701234567",
    }));
  it("without it is about the newest page to that number", () =>
    assert.deepEqual(answerOf(incoming("1"))?.about, { by: "address", channel: "sms", address: "+491701234567" }));
  it("that says neither yes nor no has no effect and no answer, so that two machines do not talk for ever", () => {
    for (const text of ["I am driving", "STOP", ""]) {
      assert.equal(answerOf(incoming(text)), undefined);
      assert.match(replyToTwilio(incoming(text)).body, /<Response><\/Response>$/);
    }
  });
  it("by which somebody opts out is Twilio's to answer", () => {
    assert.equal(answerOf(incoming("ok", { OptOutType: "STOP" })), undefined);
    assert.doesNotMatch(replyToTwilio(incoming("ok", { OptOutType: "STOP" })).body, /Message/);
  });
  it("that answers is thanked for", () => assert.match(replyToTwilio(incoming("1")).body, /<Message>Erhalten/));
});
