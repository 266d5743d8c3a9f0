import { fail } from "../contract.ts";
import {
  buildCheckDelivery,
  buildNothing,
  type Fields,
  joinKey,
  joinParagraphs,
  justAfter,
  type MonitorDelivery,
  needField,
  parseEpoch,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** Of a message, and the variable that fills each, without `NOTIFY_`. */
export const variables = {
  notification_type: "NOTIFICATIONTYPE",
  notification_author: "NOTIFICATIONAUTHOR",
  notification_comment: "NOTIFICATIONCOMMENT",
  what: "WHAT",
  omd_site: "OMD_SITE",
  host_name: "HOSTNAME",
  host_alias: "HOSTALIAS",
  host_address: "HOSTADDRESS",
  host_state: "HOSTSTATE",
  last_host_state: "LASTHOSTSTATE",
  last_host_state_change: "LASTHOSTSTATECHANGE",
  host_output: "HOSTOUTPUT",
  long_host_output: "LONGHOSTOUTPUT",
  host_problem_id: "HOSTPROBLEMID",
  host_tags: "HOSTTAGS",
  host_url: "HOSTURL",
  service_desc: "SERVICEDESC",
  service_state: "SERVICESTATE",
  last_service_state: "LASTSERVICESTATE",
  last_service_state_change: "LASTSERVICESTATECHANGE",
  service_output: "SERVICEOUTPUT",
  long_service_output: "LONGSERVICEOUTPUT",
  service_problem_id: "SERVICEPROBLEMID",
  service_url: "SERVICEURL",
  micro_time: "MICROTIME",
} as const;
type Variable = keyof typeof variables;

const keys = [...(Object.keys(variables) as Variable[]), "client"] as const;
type CheckmkFields = Fields<(typeof keys)[number]>;
const expected = "a notification of Checkmk by the plug-in of the setup text";

/** Key is `site/host/service`; the counter of problems begins anew with the core, so it is the episode at most. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, placeholder: /^\$\w+\$$/, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  // Of commercial editions: a script that reacts to the alert has begun or ended.
  if (fields.notification_type?.startsWith("ALERTHANDLER")) return buildNothing("An alert handler reports on itself.");
  const host = needField(fields, "host_name", expected);
  if (!host.ok) return host;
  const site = needField(fields, "omd_site", expected);
  if (!site.ok) return site;
  if (fields.what !== "HOST" && fields.what !== "SERVICE")
    return fail({ path: "what", expected: "HOST or SERVICE", detail: `what: "${fields.what ?? ""}" is not known.` });
  const object = fields.what === "HOST" ? "host" : "service";
  const service = object === "host" ? undefined : fields.service_desc;
  if (object === "service" && service === undefined)
    return fail({ path: "service_desc", expected, detail: "service_desc is not there, or is empty." });
  const notification = {
    type: fields.notification_type,
    state: fields[`${object}_state`],
    stateField: `${object}_state`,
    lastState: fields[`last_${object}_state`],
    author: fields.notification_author,
    comment: fields.notification_comment,
  };
  const changed = changedAt(fields, object, receivedAt);
  const problemId = fields[`${object}_problem_id`];
  return buildCheckDelivery(notification, {
    dedupKey: joinKey([site.value, host.value, ...(service === undefined ? [] : [service])], "/"),
    episodeId: problemId === "0" ? undefined : problemId,
    host: host.value,
    service,
    hostLabel: fields.host_alias,
    output: joinParagraphs([fields[`${object}_output`], unescapeLines(fields[`long_${object}_output`])]),
    changedAt: changed,
    clearedAt: justAfter(changed),
    clientHint: fields[settings.clientField],
    url: linkTo(fields, object, settings),
    labels: { site: site.value, address: fields.host_address, tags: fields.host_tags },
    handle: { site: site.value, host: host.value, service },
    ourUser: settings.ourUser,
  });
}

/** Further lines of an output are one, with `\n` between them, as in Nagios. */
function unescapeLines(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\([n\\])/g, (_escape, letter: string) => (letter === "n" ? "\n" : letter));
}

/** All by Checkmk's clock; the last change of the state, else the time of the notification. */
function changedAt(fields: CheckmkFields, object: "host" | "service", receivedAt: Date): Date {
  const change = parseEpoch(fields[`last_${object}_state_change`] ?? "", "s");
  return change ?? parseEpoch(fields.micro_time ?? "", "us") ?? receivedAt;
}

/** Messages carry the path alone. */
function linkTo(fields: CheckmkFields, object: "host" | "service", { siteUrl }: Settings): string | null {
  const path = fields[`${object}_url`] ?? fields.host_url;
  return siteUrl === undefined || !path?.startsWith("/") ? null : `${siteUrl.replace(/\/$/, "")}${path}`;
}
