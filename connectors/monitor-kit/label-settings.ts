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
    label: { en: "Severity label", de: "Label für die Schwere" },
    help: {
      en: "The label that says how bad it is; critical, warning, info and their like are understood.",
      de: "Das Label, das sagt, wie schlimm es ist; critical, warning, info und ähnliche werden verstanden.",
    },
  },
  clientLabel: {
    label: { en: "Client label", de: "Label für den Kunden" },
    help: {
      en: "The label that names the customer. Map its values to clients.",
      de: "Das Label, das den Kunden nennt. Ordnen Sie seine Werte Kunden zu.",
    },
  },
  resourceLabels: {
    label: { en: "Resource labels", de: "Labels für das Gerät" },
    help: {
      en: "The first of these labels that an alert has names the host or device.",
      de: "Das erste dieser Labels, das ein Alarm hat, nennt den Host oder das Gerät.",
    },
  },
  serviceLabels: {
    label: { en: "Service labels", de: "Labels für den Dienst" },
    help: {
      en: "The first of these labels that an alert has names the service.",
      de: "Das erste dieser Labels, das ein Alarm hat, nennt den Dienst.",
    },
  },
  heartbeatAlertNames: {
    label: { en: "Heartbeat alerts", de: "Lebenszeichen" },
    help: {
      en: "Alerts that always fire to show that monitoring lives. They never open a ticket.",
      de: "Alarme, die immer aktiv sind und zeigen, dass die Überwachung lebt. Sie eröffnen nie ein Ticket.",
    },
  },
};
