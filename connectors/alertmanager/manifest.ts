import { z } from "zod";

const name = z.string().min(1).max(200);

/** Which labels mean what; the defaults follow the customs of the Prometheus world. */
export const Settings = z.strictObject({
  severityLabel: name.default("severity"),
  clientLabel: name.default("client"),
  resourceLabels: z.array(name).max(20).default(["instance", "host", "hostname", "node"]),
  serviceLabels: z.array(name).max(20).default(["service", "job"]),
  heartbeatAlertNames: z.array(name).max(50).default(["Watchdog", "DeadMansSwitch"]),
  onClear: z.enum(["resolve", "comment"]).default("resolve"),
});
export type Settings = z.infer<typeof Settings>;

/** User and password come together: half of them would check nothing, and the address alone would do. */
export const Secrets = z
  .strictObject({
    bearerToken: z.string().min(16).max(500).optional(),
    basicUser: z.string().min(1).max(200).optional(),
    basicPassword: z.string().min(12).max(500).optional(),
  })
  .refine(({ basicUser, basicPassword }) => basicUser !== undefined || basicPassword === undefined, {
    path: ["basicUser"],
    error: "is needed with basicPassword",
  })
  .refine(({ basicUser, basicPassword }) => basicPassword !== undefined || basicUser === undefined, {
    path: ["basicPassword"],
    error: "is needed with basicUser",
  });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "alertmanager",
  title: "Prometheus Alertmanager",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  settings: Settings,
  secrets: Secrets,
  help: {
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
    onClear: {
      label: "When the alert clears",
      help: "resolve: a ticket that nobody touched is resolved. comment: it is only noted.",
    },
    bearerToken: {
      label: "Bearer token",
      help: "The same as http_config.authorization.credentials of the receiver.",
      secret: true,
    },
    basicUser: { label: "User name", help: "For http_config.basic_auth instead of a token.", secret: true },
    basicPassword: { label: "Password", help: "For http_config.basic_auth instead of a token.", secret: true },
  },
  setupSteps: [
    "Add a receiver to alertmanager.yml with webhook_configs: url: {hookUrl}, send_resolved: true.",
    "If you set a bearer token here, set http_config.authorization.credentials to the same token.",
    "Route alerts to the receiver, keep the label that names the customer on every alert, and reload Alertmanager.",
  ],
} as const;
