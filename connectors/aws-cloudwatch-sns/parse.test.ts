import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parseMessage } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const topicArns = ["arn:aws:sns:eu-central-1:123456789012:psa-alarms"];
const under = (settings: object) =>
  testParser(parseMessage, Settings.parse({ topicArns, ...settings }), { folder, receivedAt });
const read = under({});

const envelope = JSON.parse(read.body("02-alarm")) as Record<string, unknown>;
const alarm = JSON.parse(String(envelope["Message"])) as Record<string, unknown>;
const json = (change: Record<string, unknown>, around: Record<string, unknown> = {}) =>
  JSON.stringify({ ...envelope, Message: JSON.stringify({ ...alarm, ...change }), ...around });

describe("what CloudWatch says", () => {
  const cases = [
    ["02-alarm", "web-01-cpu-high", "critical", "2026-11-23T13:00:05.987Z", null],
    ["03-ok", "web-01-cpu-high", "critical", "2026-11-23T13:10:05.987Z", "2026-11-23T13:10:05.987Z"],
    ["04-insufficient-data", "web-01-cpu-high: insufficient data", "low", "2026-11-23T14:00:05.987Z", null],
    ["06-no-subject", "web-01-cpu-high", "critical", "2026-11-23T13:00:05.987Z", null],
  ] as const;
  for (const [name, title, severity, raisedAt, clearedAt] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.title, event?.severity, event?.raisedAt.toISOString(), event?.clearedAt?.toISOString() ?? null],
        [title, severity, raisedAt, clearedAt],
      );
      assert.deepEqual(
        [event?.resource, event?.service, event?.clientHint, event?.episodeId],
        ["i-0123456789abcdef0", "CPUUtilization", "123456789012", null],
      );
      assert.equal(event?.labels["dimension.InstanceId"], "i-0123456789abcdef0");
      assert.match(event.description ?? "", /^CPU above 90 % on web-01\. severity=critical\n\n\S/);
      assert.equal(
        event.url,
        "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/web-01-cpu-high",
      );
    });

  it("once, however often it is sent", () => {
    assert.equal(read.parsed(json({})).deliveryKey, "22aa0000-1234-4abc-8def-00000000a301");
  });

  it("of a subscription that was confirmed or ended, and opens nothing", () => {
    assert.match(read.nothing(read.body("01-subscription-confirmation")), /psa-alarms was confirmed/);
    assert.match(read.nothing(read.body("07-unsubscribe-confirmation")), /psa-alarms was ended at AWS: nothing more/);
  });
});

describe("severities", () => {
  for (const [description, severity] of [
    ["Disk. severity=low", "low"],
    ["Severity: Warning", "medium"],
    ["severity=sev1", "high"],
    ["no word of it", "high"],
    [null, "high"],
  ] as const)
    it(`of "${description}" is ${severity}`, () =>
      assert.equal(read.event(json({ AlarmDescription: description })).severity, severity));

  it("are those of the settings where the description says nothing", () => {
    assert.equal(under({ severity: "info" }).event(json({ AlarmDescription: "x" })).severity, "info");
  });

  it("stay where an alarm that is on loses its data, and it goes on firing", () => {
    const event = read.event(json({ OldStateValue: "ALARM", NewStateValue: "INSUFFICIENT_DATA" }));
    assert.deepEqual([event.condition, event.severity], ["firing", "critical"]);
  });
});

describe("other kinds of alarms", () => {
  it("composite ones name their rule and their children", () => {
    const event = read.event(
      json({
        AlarmArn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop",
        AlarmRule: "ALARM(web-01-cpu-high) OR ALARM(web-02-cpu-high)",
        TriggeringChildren: [
          {
            Arn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:web-01-cpu-high",
            State: { Value: "ALARM", Timestamp: "2026-11-23T13:00:05.987+0000" },
          },
        ],
        Trigger: undefined,
      }),
    );
    assert.match(event.description ?? "", /Rule: ALARM\(web-01-cpu-high\) OR .*\n\nweb-01-cpu-high: ALARM$/);
    assert.deepEqual([event.resource, event.service], [null, null]);
  });

  it("those of an expression have the first metric that it is made of", () => {
    const Metric = {
      MetricName: "Errors",
      Namespace: "AWS/Lambda",
      Dimensions: [{ name: "FunctionName", value: "f" }],
    };
    const Trigger = {
      Metrics: [
        { Id: "e1", Expression: "m1*2" },
        { Id: "m1", MetricStat: { Metric, Period: 60 } },
      ],
    };
    const event = read.event(json({ Trigger }));
    assert.deepEqual([event.service, event.resource, event.labels["namespace"]], ["Errors", "f", "AWS/Lambda"]);
  });

  it("those of old, without an ARN, have account, region and name for a key, and no link", () => {
    const event = read.event(json({ AlarmArn: undefined }));
    assert.deepEqual([event.dedupKey, event.url], ["123456789012/EU (Frankfurt)/web-01-cpu-high", null]);
  });

  it("those of China and of the government have consoles of their own", () => {
    const url = (AlarmArn: string) => read.event(json({ AlarmArn })).url ?? "";
    assert.match(url("arn:aws-cn:cloudwatch:cn-north-1:1:alarm:a"), /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//);
    assert.match(url("arn:aws-us-gov:cloudwatch:us-gov-west-1:1:alarm:a"), /console\.amazonaws-us-gov\.com\//);
  });
});

describe("clients", () => {
  it("come from the topic's name where the settings say so", () => {
    assert.equal(under({ clientField: "topic" }).event(json({})).clientHint, "psa-alarms");
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["a state that is not known", json({ NewStateValue: "MAYBE" }), "Message.NewStateValue"],
    ["no name", json({ AlarmName: "" }), "Message.AlarmName"],
    ["a time without a zone", json({ StateChangeTime: "2026-11-23T13:00:05" }), "Message.StateChangeTime"],
    ["a message that is no JSON", json({}, { Message: "Hello" }), "Message"],
    [
      "an event of EventBridge",
      json({}, { Message: '{"detail-type":"CloudWatch Alarm State Change"}' }),
      "Message.AlarmName",
    ],
    ["another type", json({}, { Type: "Other" }), "Type"],
    ["no envelope", JSON.stringify(alarm), "Type"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});

describe("settings", () => {
  it("need the ARN of a topic, and take no other for one", () => {
    for (const topics of [[], ["psa-alarms"], ["arn:aws:sqs:eu-central-1:123456789012:q"]])
      assert.equal(Settings.safeParse({ topicArns: topics }).success, false);
    assert.equal(Settings.safeParse({ topicArns: ["arn:aws-us-gov:sns:us-gov-west-1:123456789012:a"] }).success, true);
  });
});
