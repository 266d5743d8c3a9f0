import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { sampleTopic, type SimulatedSns, startSimulatedSns } from "../../test/support/simulated-sns.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http.ts";
import { redactFields } from "../monitor-kit.ts";
import { awsCloudwatchSns } from "./index.ts";

const folder = new URL("./recordings/", import.meta.url);
const recordedAt = new Date("2026-11-23T13:00:10Z");

async function open(
  context: TestContext,
  { certificate, topicArns = [sampleTopic] }: { certificate?: string; topicArns?: string[] } = {},
) {
  const sns = await startSimulatedSns(certificate);
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [sns.address],
    secrets: [],
    clock: { now: () => new Date() },
    random: () => 0,
  });
  context.after(async () => {
    await sns.close();
    await http.close();
  });
  const world = {
    settings: { topicArns },
    secrets: {},
    secretVersions: [{}],
    maps: {},
    clock: { now: () => new Date() },
  };
  const { inbound } = awsCloudwatchSns.open({ ...world, http });
  const { settle, verify, redact } = inbound ?? assert.fail("no adapter");
  const take = async (body: string | object, receivedAt = new Date()) => {
    const given = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const outcome = await settle?.({ body: redact?.(given) ?? given, headers: {}, receivedAt });
    return outcome ?? assert.fail("nothing to settle with");
  };
  const letsIn = (body: object, headers = {}, receivedAt = new Date()) =>
    verify({ method: "POST", headers, query: {}, body: Buffer.from(JSON.stringify(body)), receivedAt }).accepted;
  return { sns, take, letsIn };
}

const notification = { MessageId: "m-1", Message: "{}", Subject: "ALARM: x" };
const confirmation = {
  MessageId: "m-2",
  Message: "Please confirm.",
  Token: "a1b2c3",
  SubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${sampleTopic}&Token=a1b2c3`,
};

describe("the signature of a message", () => {
  it("fits every recorded message but the one that was tampered with, by one fetch of the certificate", async (context) => {
    const { sns, take } = await open(context, {
      certificate: readFileSync(new URL("test-signing-cert.pem", folder), "utf8"),
    });
    const outcomes: string[] = [];
    for (const name of ["02-alarm", "03-ok", "04-insufficient-data", "05-tampered", "06-no-subject"])
      outcomes.push((await take(readRequest(folder, `${name}.json`).body, recordedAt)).kind);
    assert.deepEqual(outcomes, ["settled", "settled", "settled", "refused", "settled"]);
    assert.deepEqual(sns.calls, [`GET ${new URL(sns.certificateUrl).pathname}`]);
  });

  for (const version of ["1", "2"] as const)
    it(`of version ${version} covers every field that is signed`, async (context) => {
      const { sns, take } = await open(context);
      const message = sns.write("Notification", notification, version);
      assert.equal((await take(message)).kind, "settled");
      for (const name of ["Message", "MessageId", "Subject", "Timestamp"])
        assert.equal((await take({ ...message, [name]: `${message[name]}0` })).kind, "refused", name);
      assert.equal((await take({ ...message, SignatureVersion: version === "1" ? "2" : "1" })).kind, "refused");
      const { Subject: _, ...without } = message;
      assert.equal((await take(without)).kind, "refused");
    });

  it("is not asked for while the certificate cannot be had, and later is", async (context) => {
    const { sns, take } = await open(context);
    const message = sns.write("Notification", notification);
    for (const status of [500, 503, 429]) {
      sns.trouble(status);
      assert.equal((await take(message)).kind, "later", String(status));
    }
    sns.trouble(undefined);
    assert.equal((await take(message)).kind, "settled");
  });

  it("of a certificate that Amazon does not have, or that is none, is refused, so that nobody waits for it", async (context) => {
    const { sns, take } = await open(context, { certificate: "<html>" });
    const message = sns.write("Notification", notification);
    assert.match(JSON.stringify(await take(message)), /is no certificate/);
    const unknown = message["SigningCertURL"]?.replace("0123", "4567") ?? "";
    assert.match(JSON.stringify(await take({ ...message, SigningCertURL: unknown })), /refused.*HTTP 404/);
  });
});

describe("a subscription", () => {
  const confirmations = ({ calls }: SimulatedSns) => calls.filter((call) => call.includes("ConfirmSubscription"));

  it("is confirmed once its message has proved to be Amazon's", async (context) => {
    const { sns, take } = await open(context);
    const message = sns.write("SubscriptionConfirmation", confirmation);
    assert.equal((await take({ ...message, Token: "another" })).kind, "refused");
    assert.deepEqual(confirmations(sns), []);
    assert.equal((await take(message)).kind, "settled");
    assert.equal(confirmations(sns).length, 1);
    assert.match(
      confirmations(sns)[0] ?? "",
      /TopicArn=arn:aws:sns:eu-central-1:123456789012:psa-alarms&Token=a1b2c3$/,
    );
  });

  it("waits where Amazon cannot be asked, and is refused where Amazon refuses", async (context) => {
    const { sns, take } = await open(context);
    await take(sns.write("Notification", notification));
    const message = sns.write("SubscriptionConfirmation", confirmation);
    sns.trouble(500);
    assert.equal((await take(message)).kind, "later");
    sns.trouble(400);
    assert.match(JSON.stringify(await take(message)), /refused.*HTTP 400/);
  });

  it("is confirmed at Amazon only, whatever is signed", async (context) => {
    const { sns, take } = await open(context);
    const good = confirmation.SubscribeURL;
    for (const SubscribeURL of [
      good.replace("amazonaws.com", "amazonaws.com.evil.example"),
      good.replace("https://", "http://"),
      good.replace("sns.eu", "user@sns.eu"),
      good.replace("amazonaws.com", "amazonaws.com:8443"),
      good.replace("ConfirmSubscription", "DeleteTopic"),
      good.replace("psa-alarms", "others"),
      good.replace("/?", "/other?"),
    ])
      assert.equal(
        (await take(sns.write("SubscriptionConfirmation", { ...confirmation, SubscribeURL }))).kind,
        "refused",
      );
    assert.deepEqual(confirmations(sns), []);
  });

  it("that was ended asks for nothing", async (context) => {
    const { sns, take } = await open(context);
    assert.equal((await take(sns.write("UnsubscribeConfirmation", confirmation))).kind, "settled");
    assert.deepEqual(confirmations(sns), []);
  });
});

describe("at the door", () => {
  it("only a message of a topic of ours, in its envelope, fresh, with Amazon's certificate, comes in", async (context) => {
    const { sns, letsIn } = await open(context);
    const message = sns.write("Notification", notification);
    const url = message["SigningCertURL"] ?? "";
    assert.equal(letsIn(message), true);
    assert.equal(letsIn(message, { "x-amz-sns-rawdelivery": "true" }), false);
    const others = [
      { TopicArn: sampleTopic.replace("123456789012", "999999999999") },
      { SigningCertURL: url.replace("https:", "http:") },
      { SigningCertURL: url.replace("eu-central-1", "us-east-1") },
      { SigningCertURL: url.replace(".com/", ".com.cn/") },
      { SigningCertURL: url.replace("amazonaws.com", "amazonaws.com.evil.example") },
      { SigningCertURL: url.replace("/Simple", "/a/Simple") },
      { SigningCertURL: `${url}?x=.pem` },
      { SigningCertURL: url.replace(".pem", ".txt") },
      { SignatureVersion: "3" },
      { Signature: "" },
      { Timestamp: "yesterday" },
    ];
    for (const other of others) assert.equal(letsIn({ ...message, ...other }), false, JSON.stringify(other));
  });

  it("what is older than the longest series of attempts stays out, and what comes from the future", async (context) => {
    const { sns, letsIn } = await open(context);
    const at = Date.now();
    const message = sns.write("Notification", { ...notification, Timestamp: new Date(at).toISOString() });
    const minutes = (count: number) => letsIn(message, {}, new Date(at + count * 60_000));
    assert.deepEqual([-6, -4, 0, 64, 66].map(minutes), [false, true, true, true, false]);
  });

  it("topics of China have their certificates there", async (context) => {
    const topic = "arn:aws-cn:sns:cn-north-1:123456789012:alarms";
    const { sns, letsIn } = await open(context, { topicArns: [topic] });
    const certificate = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    const message = { ...sns.write("Notification", notification), TopicArn: topic };
    assert.equal(letsIn({ ...message, SigningCertURL: `https://sns.cn-north-1.amazonaws.com.cn${certificate}` }), true);
    assert.equal(letsIn({ ...message, SigningCertURL: `https://sns.cn-north-1.amazonaws.com${certificate}` }), false);
  });
});

describe("what is stored", () => {
  it("holds no address that ends the subscription", () => {
    const { body } = readRequest(folder, "02-alarm.json");
    assert.match(body, /Action=Unsubscribe/);
    assert.doesNotMatch(
      Buffer.from(redactFields(Buffer.from(body), ["UnsubscribeURL"])).toString(),
      /Action=Unsubscribe/,
    );
  });
});
