import type { Fields } from "../monitor-kit.ts";

/** Of a message, and the macro that fills each. What is read when a message is sent, such as {TRIGGER.STATUS}, is not used. */
export const macros = {
  alert_sendto: "{ALERT.SENDTO}",
  event_id: "{EVENT.ID}",
  event_source: "{EVENT.SOURCE}",
  event_value: "{EVENT.VALUE}",
  event_name: "{EVENT.NAME}",
  event_opdata: "{EVENT.OPDATA}",
  event_nseverity: "{EVENT.NSEVERITY}",
  event_date: "{EVENT.DATE}",
  event_time: "{EVENT.TIME}",
  event_tagsjson: "{EVENT.TAGSJSON}",
  event_update_status: "{EVENT.UPDATE.STATUS}",
  event_update_action: "{EVENT.UPDATE.ACTION}",
  event_update_message: "{EVENT.UPDATE.MESSAGE}",
  event_recovery_date: "{EVENT.RECOVERY.DATE}",
  event_recovery_time: "{EVENT.RECOVERY.TIME}",
  trigger_id: "{TRIGGER.ID}",
  trigger_url: "{TRIGGER.URL}",
  trigger_description: "{TRIGGER.DESCRIPTION}",
  trigger_hostgroup_name: "{TRIGGER.HOSTGROUP.NAME}",
  host_id: "{HOST.ID}",
  host_host: "{HOST.HOST}",
  host_name: "{HOST.NAME}",
  host_ip: "{HOST.IP}",
  item_name: "{ITEM.NAME}",
  item_value: "{ITEM.VALUE}",
  user_fullname: "{USER.FULLNAME}",
  zabbix_url: "{$ZABBIX.URL}",
} as const;
export type Field = keyof typeof macros;
export type ZabbixFields = Fields<Field>;

export const fieldNames = Object.keys(macros) as Field[];

/** A macro that does not apply stays as it is. */
export const placeholder = /^\{[A-Z0-9.$_]+\}$/;
