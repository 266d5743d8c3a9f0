import {
  buildCheckDelivery,
  type Fields,
  joinKey,
  joinParagraphs,
  type MonitorDelivery,
  needField,
  parseEpoch,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** Of a message, and the macro that fills each; those of the service are empty where the notification is about a host. */
export const macros = {
  notification_type: "NOTIFICATIONTYPE",
  notification_author: "NOTIFICATIONAUTHOR",
  notification_comment: "NOTIFICATIONCOMMENT",
  host_name: "HOSTNAME",
  host_alias: "HOSTALIAS",
  host_address: "HOSTADDRESS",
  host_state: "HOSTSTATE",
  host_state_type: "HOSTSTATETYPE",
  last_host_state: "LASTHOSTSTATE",
  last_host_state_change: "LASTHOSTSTATECHANGE",
  host_output: "HOSTOUTPUT",
  long_host_output: "LONGHOSTOUTPUT",
  host_problem_id: "HOSTPROBLEMID",
  last_host_problem_id: "LASTHOSTPROBLEMID",
  service_desc: "SERVICEDESC",
  service_state: "SERVICESTATE",
  service_state_type: "SERVICESTATETYPE",
  last_service_state: "LASTSERVICESTATE",
  last_service_state_change: "LASTSERVICESTATECHANGE",
  service_output: "SERVICEOUTPUT",
  long_service_output: "LONGSERVICEOUTPUT",
  service_problem_id: "SERVICEPROBLEMID",
  last_service_problem_id: "LASTSERVICEPROBLEMID",
  timet: "TIMET",
} as const;
type MacroField = keyof typeof macros;

// `client2` is what the script of the recordings called it.
const keys = [...(Object.keys(macros) as MacroField[]), "client", "client2"] as const;
type NagiosFields = Fields<(typeof keys)[number]>;
const expected = "a notification of Nagios by the script of the setup text";

/** The counters of problems begin anew when Nagios does, so that host and service are the key and the counter the episode. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, placeholder: /^\$[\w:]+\$$/, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const host = needField(fields, "host_name", expected);
  if (!host.ok) return host;
  const service = fields.service_desc;
  const object = service === undefined ? "host" : "service";
  const notification = {
    type: fields.notification_type,
    state: fields[`${object}_state`],
    stateField: `${object}_state`,
    lastState: fields[`last_${object}_state`],
    stateType: fields[`${object}_state_type`],
    author: fields.notification_author,
    comment: fields.notification_comment,
  };
  return buildCheckDelivery(notification, {
    dedupKey: joinKey(service === undefined ? [host.value] : [host.value, service], ";"),
    episodeId: episodeOf(fields, object),
    host: host.value,
    service,
    hostLabel: fields.host_alias,
    output: joinParagraphs([fields[`${object}_output`], unescapeLines(fields[`long_${object}_output`])]),
    changedAt: changedAt(fields, object, receivedAt),
    clientHint: fields.client ?? fields.client2,
    labels: { address: fields.host_address },
    ourUser: settings.ourUser,
  });
}

/** A recovery of a host has 0 here, and its episode among the last ones; that of a service still has it. */
function episodeOf(fields: NagiosFields, object: "host" | "service"): string | undefined {
  return [fields[`${object}_problem_id`], fields[`last_${object}_problem_id`]].find(
    (id) => id !== undefined && id !== "0",
  );
}

/** Nagios keeps further lines of an output in one: line ends are `\n` there, backslashes are doubled. */
function unescapeLines(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\([n\\])/g, (_escape, letter: string) => (letter === "n" ? "\n" : letter));
}

/** All by Nagios's clock, in whole seconds; only a message without any time falls back on ours. */
function changedAt(fields: NagiosFields, object: "host" | "service", receivedAt: Date): Date {
  const given = [fields[`last_${object}_state_change`], fields.timet];
  return given.map((seconds) => parseEpoch(seconds ?? "", "s")).find((date) => date !== null) ?? receivedAt;
}
