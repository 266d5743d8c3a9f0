import { z } from "zod";
import { checkShape, Instant, parseJson, Text } from "../monitor-kit.ts";
import { fail, type ParseProblem, type Result } from "../contract.ts";

const Optional = Text.catch("");

const Dimensions = z.array(z.object({ name: Text, value: Text })).catch([]);
const Metric = z.object({ MetricName: Optional, Namespace: Optional, Dimensions });
const noMetric = { MetricName: "", Namespace: "", Dimensions: [] };

/** Of one metric, or of an expression over several. */
const Trigger = Metric.extend({
  Metrics: z
    .array(z.object({ MetricStat: z.object({ Metric: Metric.catch(noMetric) }).optional() }))
    .max(500)
    .catch([]),
});

const Child = z.object({ Arn: Text, State: z.object({ Value: Optional }).catch({ Value: "" }) });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const Alarm = z.object({
  AlarmName: Text.pipe(z.string().min(1)),
  // Null where there is none.
  AlarmDescription: Optional,
  AWSAccountId: Optional,
  NewStateValue: Text,
  OldStateValue: Optional,
  NewStateReason: Optional,
  StateChangeTime: Instant,
  Region: Optional,
  // Messages of old did without.
  AlarmArn: Optional,
  Trigger: Trigger.catch({ ...noMetric, Metrics: [] }),
  // Of a composite alarm.
  AlarmRule: Optional,
  TriggeringChildren: z.array(Child).catch([]),
});
export type Alarm = z.infer<typeof Alarm>;

const expectation = {
  expected: "an alarm of CloudWatch, as JSON in Message",
  hint: "Only alarms should be sent to this topic.",
};

/** What the envelope holds; the path of a problem begins there. */
export function readAlarm(message: string): Result<Alarm, ParseProblem> {
  const json = parseJson(message);
  const alarm = json.ok ? checkShape(json.value, Alarm, expectation) : json;
  if (alarm.ok) return alarm;
  const { path, detail } = alarm.error;
  const place = path === "" ? "Message" : `Message.${path}`;
  return fail({ path: place, expected: expectation.expected, detail: `In Message: ${detail}` });
}

/** The alarm's own metric; of an expression the first that it is made of. */
export function metricOf({ Trigger: trigger }: Alarm): z.infer<typeof Metric> {
  if (trigger.MetricName !== "") return trigger;
  return trigger.Metrics.map(({ MetricStat }) => MetricStat?.Metric).find((metric) => metric?.MetricName) ?? noMetric;
}
