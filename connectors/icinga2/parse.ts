import {
  buildCheckDelivery,
  type Fields,
  joinKey,
  type MonitorDelivery,
  needField,
  parseEpoch,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** Of a message, and the runtime macro that fills each; those of the service only where the notification is about one. */
export const macros = {
  notification_type: "notification.type",
  notification_author: "notification.author",
  notification_comment: "notification.comment",
  host_name: "host.name",
  host_display_name: "host.display_name",
  host_address: "host.address",
  host_state: "host.state",
  host_state_type: "host.state_type",
  host_last_state: "host.last_state",
  host_last_state_change: "host.last_state_change",
  host_output: "host.output",
  service_name: "service.name",
  service_display_name: "service.display_name",
  service_state: "service.state",
  service_state_type: "service.state_type",
  service_last_state: "service.last_state",
  service_last_state_change: "service.last_state_change",
  service_output: "service.output",
  service_check_command: "service.check_command",
  timet: "icinga.timet",
} as const;
export type MacroField = keyof typeof macros;

const keys = [...(Object.keys(macros) as MacroField[]), "client"] as const;
const expected = "a notification of Icinga 2 by the script of the setup text";

/** Icinga has no id of an episode: what fires is found by host and service, as `host!service`. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, placeholder: /^\$[\w.]+\$$/, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const host = needField(fields, "host_name", expected);
  if (!host.ok) return host;
  const service = fields.service_name;
  const object = service === undefined ? "host" : "service";
  const notification = {
    type: fields.notification_type,
    state: fields[`${object}_state`],
    stateField: `${object}_state`,
    lastState: fields[`${object}_last_state`],
    stateType: fields[`${object}_state_type`],
    author: fields.notification_author,
    comment: fields.notification_comment,
  };
  return buildCheckDelivery(notification, {
    dedupKey: joinKey(service === undefined ? [host.value] : [host.value, service], "!"),
    host: host.value,
    service,
    hostLabel: fields.host_display_name,
    serviceLabel: fields.service_display_name,
    output: fields[`${object}_output`],
    changedAt: changedAt(fields, object, receivedAt),
    clientHint: fields.client,
    labels: { address: fields.host_address, checkCommand: fields.service_check_command },
    handle: { host: host.value, service },
    ourUser: settings.ourUser,
  });
}

/** All by Icinga's clock, in whole seconds; only a message without any time falls back on ours. */
function changedAt(fields: Fields<MacroField | "client">, object: "host" | "service", receivedAt: Date): Date {
  const given = [fields[`${object}_last_state_change`], fields.timet];
  return given.map((seconds) => parseEpoch(seconds ?? "", "s")).find((date) => date !== null) ?? receivedAt;
}
