import { z } from "zod";
import {
  apiSecret,
  clientFieldHelp,
  clientFieldOf,
  listHelp,
  listSettings,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  tellHelp,
  tellSettings,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["client", "omd_site"]),
  clientLabel: z
    .string()
    .regex(/^\w{1,100}$/, "expected the name of a host label, of letters, digits and underscores")
    .default("client"),
  siteUrl: z.url({ protocol: /^https?$/ }).optional(),
  ourUser,
  onClear,
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, automationUser: apiSecret, automationSecret: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "checkmk",
  title: "Checkmk",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Flapping and downtimes swallow recoveries; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `client: the host label below. omd_site: the Checkmk site. ${clientFieldHelp.help}`,
    },
    clientLabel: {
      label: "Client label",
      help: "The host label that names the customer, such as client in client:acme.",
    },
    siteUrl: {
      label: "Address of the site",
      help: "Optional: without it messages carry no links, and nothing is told there. Such as https://monitoring.example.net/mysite. A private address must be allowed under outbound.allowedPrivate.",
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    ...tellHelp,
    ...listHelp,
    automationUser: {
      label: "Automation user",
      help: "A user with an automation secret who may see the hosts and acknowledge their problems.",
      secret: true,
    },
    automationSecret: { label: "Automation secret", help: "The automation secret of that user.", secret: true },
    bearerToken: tokenHelp("Bearer token", "the notification plug-in"),
  },
  setupSteps: [
    "Save the setup text “Notification plug-in” as ~/local/share/check_mk/notifications/interdesk of the site user, with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
    "Setup › Notifications › Add rule: method “Interdesk”, no bulking, all hosts and services, all event types that should come, and a contact that exists.",
    "Give every host the label that names the customer, and map its values to clients.",
    "Optional, from Checkmk 2.1 on: set the address of the site, an automation user and its secret, so that taking a ticket acknowledges its alerts and lost recoveries are found.",
  ],
} as const;
