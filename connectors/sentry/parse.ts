import { z } from "zod";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { type Expectation, type MonitorDelivery, type Parsed, readJson, Text } from "../monitor-kit.ts";
import { readIssue, readIssueAlert } from "./issue.ts";
import type { Settings } from "./manifest.ts";
import { readMetricAlert } from "./metric-alert.ts";
import type { Reading } from "./reading.ts";

const expectation: Expectation = {
  expected: "a webhook of a Sentry integration",
  hint: "Is it the old WebHooks plug-in, or a kind of webhook that is newer than this connector?",
};

const Envelope = z.object({ action: Text, data: z.record(Text, z.unknown()) });

/** Resources that are no alerts. @see https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
const others: ReadonlyMap<string, string> = new Map([
  ["installation", "The integration was installed or removed."],
  ["comment", "A comment on an issue."],
  ["error", "A single error event; alert rules tell of those that matter."],
  ["seer", "A message of Sentry's Seer."],
]);

/** The signature holds no time: it is by the id of the request that one which comes twice is known. */
export function parsePayload({ body, headers, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const envelope = readJson(body, Envelope, expectation);
  if (!envelope.ok) return envelope;
  const { action, data } = envelope.value;
  const reading = readResource(headers["sentry-hook-resource"], { action, data, settings, receivedAt, expectation });
  if (!reading.ok) return reading;
  const deliveryKey = headers["request-id"] || null;
  return succeed(
    "nothing" in reading.value
      ? { deliveryKey, items: [], nothing: reading.value.nothing }
      : { deliveryKey, items: [reading.value] },
  );
}

function readResource(
  resource: string | undefined,
  context: Parameters<typeof readIssue>[0],
): Result<Reading, ParseProblem> {
  switch (resource) {
    case "metric_alert":
      return readMetricAlert(context);
    case "event_alert":
      return readIssueAlert(context);
    case "issue":
      return readIssue(context);
    default: {
      const nothing = others.get(resource ?? "");
      if (nothing !== undefined) return succeed({ nothing });
      const { expected, hint } = expectation;
      const detail = resource === undefined ? "There is no such header." : `"${resource.slice(0, 100)}" is not known.`;
      return fail({ path: "Sentry-Hook-Resource", expected, detail: `Sentry-Hook-Resource: ${detail} ${hint}` });
    }
  }
}
