import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  findSeverity,
  joinKey,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  type Parsed,
} from "../monitor-kit.ts";
import { type Alarm, metricOf, readAlarm } from "./alarm.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";
import type { Settings } from "./manifest.ts";
import { topicArn } from "./topic.ts";

const states: ReadonlyMap<string, "alarm" | "fine" | "noData"> = new Map([
  ["ALARM", "alarm"],
  ["OK", "fine"],
  ["INSUFFICIENT_DATA", "noData"],
]);

/** SNS keeps a message's id however often it sends it; an alarm's ARN stays the same from episode to episode. */
export function parseMessage({ body }: MonitorDelivery, settings: Settings): Parsed {
  const envelope = readEnvelope(body);
  if (!envelope.ok) return envelope;
  const { Type, MessageId, TopicArn, Message } = envelope.value;
  if (Type === "SubscriptionConfirmation")
    return buildNothing(`The subscription to ${nameOf(TopicArn)} was confirmed.`, MessageId);
  if (Type === "UnsubscribeConfirmation") {
    const undo = "If that was not meant, subscribe the address again.";
    return buildNothing(
      `The subscription to ${nameOf(TopicArn)} was ended at AWS: nothing more comes. ${undo}`,
      MessageId,
    );
  }
  const alarm = readAlarm(Message);
  if (!alarm.ok) return alarm;
  const state = lookUp(states, "Message.NewStateValue", alarm.value.NewStateValue);
  if (!state.ok) return state;
  return succeed({
    deliveryKey: MessageId,
    items: [buildAlarmEvent(envelope.value, alarm.value, state.value, settings)],
  });
}

function buildAlarmEvent(envelope: Envelope, alarm: Alarm, state: "alarm" | "fine" | "noData", settings: Settings) {
  const metric = metricOf(alarm);
  const [resource] = metric.Dimensions;
  return buildEvent({
    dedupKey: alarm.AlarmArn || joinKey([alarm.AWSAccountId, alarm.Region, alarm.AlarmName], "/"),
    // Where the data ends nothing has been said to be fine: what fires goes on.
    condition: state === "fine" ? "clear" : "firing",
    severity: severityOf(alarm, state, settings),
    titles: [state === "noData" ? `${alarm.AlarmName}: insufficient data` : alarm.AlarmName],
    description: describe(alarm),
    raisedAt: alarm.StateChangeTime,
    clientHint: settings.clientField === "account" ? alarm.AWSAccountId : nameOf(envelope.TopicArn),
    resource: resource?.value,
    service: metric.MetricName,
    url: consoleUrl(alarm),
    labels: {
      alarmName: alarm.AlarmName,
      account: alarm.AWSAccountId,
      region: alarm.Region,
      topic: nameOf(envelope.TopicArn),
      namespace: metric.Namespace,
      metric: metric.MetricName,
      ...Object.fromEntries(metric.Dimensions.map(({ name, value }) => [`dimension.${name}`, value])),
    },
  });
}

/** Missing data says little, unless the alarm was on before: then it is as bad as it was. */
function severityOf(alarm: Alarm, state: "alarm" | "fine" | "noData", { severity }: Settings): Severity {
  if (state === "noData" && alarm.OldStateValue !== "ALARM") return "low";
  const [, word = ""] = /\bseverity\s{0,5}[=:]\s{0,5}(\w{1,20})/i.exec(alarm.AlarmDescription) ?? [];
  return findSeverity(word) ?? severity;
}

function describe(alarm: Alarm): string | null {
  const children = alarm.TriggeringChildren.map(({ Arn, State }) => `${nameOf(Arn)}: ${State.Value || "triggering"}`);
  return joinParagraphs([
    alarm.AlarmDescription,
    alarm.NewStateReason,
    alarm.AlarmRule && `Rule: ${alarm.AlarmRule}`,
    children.join("\n"),
  ]);
}

function nameOf(arn: string): string {
  return topicArn.exec(arn)?.[4] ?? arn.split(":").at(-1) ?? arn;
}

const consoles: ReadonlyMap<string, string> = new Map([
  ["aws", "console.aws.amazon.com"],
  ["aws-cn", "console.amazonaws.cn"],
  ["aws-us-gov", "console.amazonaws-us-gov.com"],
]);

/** Only the ARN tells the region's code; the region of the message is a name for people. */
function consoleUrl({ AlarmArn, AlarmName }: Alarm): string | undefined {
  const [, partition = "", region = ""] = /^arn:([a-z-]+):cloudwatch:([a-z0-9-]+):/.exec(AlarmArn) ?? [];
  const host = consoles.get(partition);
  if (host === undefined) return undefined;
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(AlarmName)}`;
}
