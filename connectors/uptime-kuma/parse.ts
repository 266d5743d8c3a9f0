import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import { fail, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  checkShape,
  firstOf,
  joinKey,
  joinParagraphs,
  type MonitorDelivery,
  parseJson,
  parseLocal,
  type Parsed,
  readFields,
  readText,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Name = Text.nullish().catch(null);

const Message = z.object({
  heartbeat: z
    .object({
      monitorID: z.number().int().nullish(),
      status: z.number().int(),
      // UTC, without a zone.
      time: Name,
      lastDownTime: Name,
      msg: Name,
    })
    .nullable(),
  monitor: z
    .object({
      id: z.number().int(),
      name: Name,
      path: z.array(Text).nullish().catch(null),
      url: Name,
      hostname: Name,
      type: Name,
      tags: z
        .array(z.object({ name: Text, value: Text.nullish() }))
        .nullish()
        .catch(null),
    })
    .nullable(),
  msg: Text,
});
type Message = z.infer<typeof Message>;
type Monitor = NonNullable<Message["monitor"]>;

const expected = "the JSON body of Uptime Kuma's webhook, or its form with the field data";

/** Notices of certificates and domains name no monitor; the number of days is no part of what they are about. */
const expiry = /^(.{1,450}) will expire in -?\d{1,6} days?/;

/** The body itself, or the text in the field `data` of its form. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const isForm = text.value.trimStart().startsWith("--");
  const form = isForm ? readFields(body, { keys: ["data"], expected, form: true }) : succeed({ data: text.value });
  if (!form.ok) return form;
  const json = parseJson(form.value.data ?? "");
  if (!json.ok) return json;
  const message = checkShape(json.value, Message, { expected, hint: "Is it a custom body?" });
  if (!message.ok) return message;
  const { heartbeat, monitor, msg } = message.value;
  if (!heartbeat || !monitor) return readNotice(msg, receivedAt);
  return readBeat(heartbeat, monitor, settings, receivedAt);
}

function readNotice(msg: string, receivedAt: Date): Parsed {
  const [, subject] = expiry.exec(msg) ?? [];
  if (subject === undefined) return buildNothing(`A message about no monitor, such as a test: ${msg.slice(0, 300)}`);
  const event = buildEvent({
    dedupKey: joinKey(["expiry", subject], "/"),
    condition: "firing",
    severity: "low",
    titles: [msg],
    raisedAt: receivedAt,
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function readBeat(
  heartbeat: NonNullable<Message["heartbeat"]>,
  monitor: Monitor,
  settings: Settings,
  receivedAt: Date,
): Parsed {
  const { status, msg } = heartbeat;
  if (status === 2 || status === 3)
    return buildNothing(
      `The monitor is ${status === 2 ? "pending" : "in maintenance"}: neither a problem nor its end.`,
    );
  if (status !== 0 && status !== 1)
    return fail({
      path: "heartbeat.status",
      expected: "0, 1, 2 or 3",
      detail: `heartbeat.status: ${status} is not known.`,
    });
  const time = heartbeat.time ? parseLocal(heartbeat.time, "UTC", receivedAt) : receivedAt;
  if (!time)
    return fail({ path: "heartbeat.time", expected: "YYYY-MM-DD HH:MM:SS.mmm", detail: "heartbeat.time is no time." });
  const began = status === 1 && heartbeat.lastDownTime ? parseLocal(heartbeat.lastDownTime, "UTC", receivedAt) : null;
  const tags = readTags(monitor);
  const name = monitor.name || `Monitor ${monitor.id}`;
  const said = msg && msg !== "N/A" ? msg : null;
  const event = buildEvent({
    dedupKey: String(monitor.id),
    condition: status === 0 ? "firing" : "clear",
    severity: readSeverity(tags, settings),
    titles: [`${name} is ${status === 0 ? "down" : "up"}`],
    description: joinParagraphs([said, monitor.url && `Address: ${monitor.url}`]),
    raisedAt: began ?? time,
    clearedAt: time,
    clientHint: settings.clientField === "tag" ? firstOf(tags, [settings.clientTag]) : outermostGroup(monitor),
    resource: monitor.hostname || hostOf(monitor.url) || name,
    service: name,
    labels: { ...tags, monitorType: monitor.type, address: monitor.url },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** The first of a name counts. */
function readTags({ tags }: Monitor): Record<string, string> {
  return Object.fromEntries((tags ?? []).toReversed().map(({ name, value }) => [name, value ?? ""]));
}

/** Kuma has no severity: what a tag says, else what the connection says. */
function readSeverity(tags: Readonly<Record<string, string>>, settings: Settings): Severity {
  const word = firstOf(tags, [settings.severityTag])?.trim().toLowerCase();
  return Severity.options.find((severity) => severity === word) ?? settings.severity;
}

/** The last of a path is the monitor itself. */
function outermostGroup({ path }: Monitor): string | undefined {
  return path && path.length > 1 ? path[0] : undefined;
}

/** Monitors that are of no address have `https://` as theirs. */
function hostOf(url: string | null | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).hostname : undefined;
}
