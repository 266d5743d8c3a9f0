import { z } from "zod";
import type { SettingHelp } from "../contract.ts";

const name = z.string().min(1).max(200);

/** Which labels mean what, for tools whose alerts are sets of labels; the defaults follow the customs of the Prometheus world. */
export const labelSettings = {
  severityLabel: name.default("severity"),
  clientLabel: name.default("client"),
  resourceLabels: z.array(name).max(20).default(["instance", "host", "hostname", "node"]),
  serviceLabels: z.array(name).max(20).default(["service", "job"]),
  heartbeatAlertNames: z.array(name).max(50).default(["Watchdog", "DeadMansSwitch"]),
};

export const labelHelp: Readonly<Record<keyof typeof labelSettings, SettingHelp>> = {
  severityLabel: {
    label: "Severity label",
    help: "The label that says how bad it is; critical, warning, info and their like are understood.",
  },
  clientLabel: { label: "Client label", help: "The label that names the customer. Map its values to clients." },
  resourceLabels: {
    label: "Resource labels",
    help: "The first of these labels that an alert has names the host or device.",
  },
  serviceLabels: { label: "Service labels", help: "The first of these labels that an alert has names the service." },
  heartbeatAlertNames: {
    label: "Heartbeat alerts",
    help: "Alerts that always fire to show that monitoring lives. They never open a ticket.",
  },
};
