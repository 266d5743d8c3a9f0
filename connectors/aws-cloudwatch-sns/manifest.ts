import { z } from "zod";
import { clientFieldHelp, clientFieldOf, lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";
import { Severity } from "../../schemas/alert.ts";
import { topicArn } from "./topic.ts";

const TopicArn = z
  .string()
  .regex(topicArn, "expected the ARN of a topic, such as arn:aws:sns:eu-central-1:123456789012:alarms");

export const Settings = z.strictObject({
  topicArns: z.array(TopicArn).min(1).max(50),
  clientField: clientFieldOf(["account", "topic"]),
  severity: Severity.default("high"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "aws-cloudwatch-sns",
  title: "AWS CloudWatch through SNS",
  kind: "monitor",
  capabilities: ["webhook"],
  // SNS calls its JSON a text, unless a subscription's delivery policy says otherwise.
  contentTypes: ["text/plain", "application/json"],
  keepHeaders: ["user-agent", "x-amz-sns-message-type", "x-amz-sns-message-id", "x-amz-sns-subscription-arn"],
  // An end is told only where the topic is among the alarm's OK actions, and a message that was lost stays lost.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  signsBy: "Amazon's certificate and the topic's ARN",
  settings: Settings,
  secrets: Secrets,
  help: {
    topicArns: {
      label: { en: "Topics", de: "Topics" },
      help: {
        en: "ARNs of the topics whose messages are taken. Anybody can subscribe this address to a topic of his own: no other topic counts.",
        de: "ARNs der Topics, deren Nachrichten angenommen werden. Jeder kann diese Adresse bei einem eigenen Topic anmelden: Kein anderes Topic zählt.",
      },
    },
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `account: the number of the AWS account. topic: the name of the topic. ${clientFieldHelp.help.en}`,
        de: `account: die Nummer des AWS-Kontos. topic: der Name des Topics. ${clientFieldHelp.help.de}`,
      },
    },
    severity: {
      label: { en: "Severity", de: "Schwere" },
      help: {
        en: "Of alarms whose description does not hold severity=critical, high, medium, low or info. CloudWatch knows none of its own.",
        de: "Von Alarmen, deren Beschreibung nicht severity=critical, high, medium, low oder info enthält. CloudWatch selbst kennt keine.",
      },
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    {
      en: "Amazon SNS › Topics: create a standard topic for the alarms, and give its ARN here before you subscribe.",
      de: "Amazon SNS › Topics: Legen Sie ein Standard Topic für die Alarme an, und geben Sie hier seine ARN an, bevor Sie es abonnieren.",
    },
    {
      en: "Subscriptions › Create subscription: protocol HTTPS, endpoint {hookUrl}, raw message delivery off. It is confirmed by itself within a minute.",
      de: "Subscriptions › Create subscription: Protokoll HTTPS, Endpunkt {hookUrl}, Raw message delivery aus. Sie wird innerhalb einer Minute von selbst bestätigt.",
    },
    {
      en: "CloudWatch › Alarms: let each alarm notify the topic for the states In alarm and OK, else no end is ever told. Insufficient data is your choice.",
      de: "CloudWatch › Alarms: Lassen Sie jeden Alarm das Topic bei den Zuständen In alarm und OK benachrichtigen, sonst wird nie ein Ende gemeldet. Insufficient data steht Ihnen frei.",
    },
    {
      en: "Write severity=critical, high, medium, low or info into an alarm's description where it should differ, and map accounts to clients.",
      de: "Schreiben Sie severity=critical, high, medium, low oder info in die Beschreibung eines Alarms, wo sie abweichen soll, und ordnen Sie Konten Kunden zu.",
    },
  ],
} as const;
