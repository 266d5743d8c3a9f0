import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { readRequest } from "../contract/monitor-recordings.ts";
import { sampleTopic, type SimulatedSns, startSimulatedSns } from "../support/simulated-sns.ts";
import { openTestWorld } from "../support/world.ts";

const recordings = new URL("../../connectors/aws-cloudwatch-sns/recordings/", import.meta.url);
const closers: (() => Promise<void>)[] = [];
let sns: SimulatedSns;
let world: DemoWorld;
let hookUrl: string;

before(async () => {
  sns = await startSimulatedSns();
  world = await openTestWorld({ after: (run) => void closers.push(run) }, { alsoAllowed: [sns.address] });
  const added = (await world.api.post("/connections", {
    name: "aws",
    connector: "aws-cloudwatch-sns",
    settings: { topicArns: [sampleTopic] },
    defaultClient: "Acme Dental",
  })) as { hookUrl: string };
  hookUrl = added.hookUrl;
});
after(async () => {
  for (const close of closers) await close();
  sns.close();
});

const messageOf = (name: string) =>
  (JSON.parse(readRequest(recordings, `${name}.json`).body) as { Message: string }).Message;

async function post(message: object): Promise<Response> {
  const headers = { "content-type": "text/plain; charset=UTF-8" };
  return fetch(hookUrl, { method: "POST", headers, body: JSON.stringify(message) });
}

/** What became of it, once the worker has looked at it. */
async function deliver(message: object) {
  const { deliveryId } = (await (await post(message)).json()) as { deliveryId: string };
  const { value } = await awaitUntil("the outcome", async () => {
    const delivery = (await world.api.get(`/deliveries/${deliveryId}`)) as {
      outcome: string;
      detail: string | null;
      quarantine: { reason: string }[];
    };
    return delivery.outcome === "open" ? undefined : delivery;
  });
  return value;
}

describe("a sender that signs with a certificate of its vendor", () => {
  it("is subscribed by the worker, opens a ticket and ends it; what is not its own has no effect", async () => {
    const SubscribeURL = `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${sampleTopic}&Token=a1`;
    const confirmation = { MessageId: "m-1", Message: "Confirm.", Token: "a1", SubscribeURL };
    const confirmed = await deliver(sns.write("SubscriptionConfirmation", confirmation, "1"));
    assert.deepEqual(
      [confirmed.outcome, confirmed.detail],
      ["applied", "The subscription to psa-alarms was confirmed."],
    );
    assert.ok(sns.calls.some((call) => call.includes("Token=a1")));

    const alarm = sns.write("Notification", { MessageId: "m-2", Message: messageOf("02-alarm") });
    const forged = await deliver({ ...alarm, MessageId: "m-3" });
    assert.deepEqual([forged.outcome, forged.quarantine.map(({ reason }) => reason)], ["quarantined", ["unverified"]]);
    assert.deepEqual(await world.tickets(), []);

    assert.equal((await deliver(alarm)).outcome, "applied");
    assert.equal((await deliver(alarm)).outcome, "duplicate");
    const [opened, ...more] = await world.tickets();
    assert.deepEqual([opened?.title, more.length], ["web-01-cpu-high", 0]);

    await deliver(sns.write("Notification", { MessageId: "m-4", Message: messageOf("03-ok") }, "1"));
    await awaitUntil("its end", async () => (await world.tickets()).find(({ status }) => status === "resolved"));
  });

  it("is refused at the door for another topic, and says so without a ticket", async () => {
    const TopicArn = sampleTopic.replace("123456789012", "999999999999");
    const answer = await post(
      sns.write("Notification", { MessageId: "m-5", Message: messageOf("02-alarm"), TopicArn }),
    );
    assert.equal(answer.status, 401);
  });
});
