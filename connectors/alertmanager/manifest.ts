import { z } from "zod";
import {
  basicPassword,
  basicUser,
  labelHelp,
  labelSettings,
  needBothHalves,
  onClear,
  onClearHelp,
  token,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({ ...labelSettings, onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, basicUser, basicPassword }).superRefine(needBothHalves);

export const manifest = {
  name: "alertmanager",
  title: "Prometheus Alertmanager",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Silences, inhibition and restarts swallow resolves; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...labelHelp,
    onClear: onClearHelp,
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
