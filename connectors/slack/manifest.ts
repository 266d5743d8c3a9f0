import { z } from "zod";

const channelId = /^(?:[CGDUW][A-Z0-9]{7,20}|#[^\s#@,:]{1,79})$/u;

export function checkChannel(address: string): string | undefined {
  if (channelId.test(address)) return undefined;
  return "Expected a channel's or member's id, such as C0123ABCDEF, or a channel's name, such as #night-shift.";
}

export const Settings = z.strictObject({
  apiUrl: z.url({ protocol: /^https?$/ }).default("https://slack.com/api"),
  mode: z.enum(["bot", "incomingWebhook"]).default("bot"),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  botToken: z
    .string()
    .regex(/^xoxb-[\w-]{10,300}$/, "expected xoxb-…")
    .optional(),
  signingSecret: z.string().min(16).max(200).optional(),
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "slack",
  title: "Slack",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded"],
  keepHeaders: ["user-agent", "x-slack-request-timestamp"],
  signsBy: "HMAC-SHA256 in `x-slack-signature`",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "chat",
      label: { en: "Slack message", de: "Slack-Nachricht" },
      addressHelp: {
        en: "The id of a channel or a person, such as C0123ABCDEF or U0123ABCDEF, at the bottom of its details in Slack. An incoming webhook posts to its own channel: write its name, such as #night-shift.",
        de: "Die ID eines Kanals oder einer Person, etwa C0123ABCDEF oder U0123ABCDEF; in Slack steht sie unten in den Details. Ein Incoming Webhook schreibt in seinen eigenen Kanal: Geben Sie dessen Namen an, etwa #night-shift.",
      },
      checkAddress: checkChannel,
    },
  ],
  help: {
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "https://slack.com/api unless a proxy of yours stands before it.",
        de: "https://slack.com/api, sofern kein eigener Proxy davorsteht.",
      },
    },
    mode: {
      label: { en: "Way to post", de: "Sendeweg" },
      help: {
        en: "bot: buttons, and messages that change when somebody takes it. incomingWebhook: one channel, no buttons, and nothing changes later.",
        de: "bot: Schaltflächen, und Nachrichten ändern sich, wenn jemand annimmt. incomingWebhook: ein Kanal, keine Schaltflächen, und nichts ändert sich später.",
      },
    },
    botToken: {
      label: { en: "Bot token", de: "Bot-Token" },
      help: {
        en: "xoxb-…, with the scope chat:write. For the bot.",
        de: "xoxb-…, mit dem Scope chat:write. Für den Bot.",
      },
      secret: true,
    },
    signingSecret: {
      label: { en: "Signing secret", de: "Signaturgeheimnis" },
      help: {
        en: "From the app's basic information; without it nobody can answer by a button.",
        de: "Aus Basic Information der App; ohne dieses kann niemand per Schaltfläche antworten.",
      },
      secret: true,
    },
    webhookUrl: {
      label: { en: "Incoming webhook", de: "Incoming-Webhook" },
      help: {
        en: "https://hooks.slack.com/services/…, for the way without a bot. Whoever knows it can post.",
        de: "https://hooks.slack.com/services/…, für den Weg ohne Bot. Wer sie kennt, kann senden.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Create an app at api.slack.com/apps for your workspace; OAuth & Permissions: bot scope chat:write (and chat:write.public to post where the bot is no member); install it and copy the bot token.",
      de: "Legen Sie unter api.slack.com/apps eine App für Ihren Workspace an; OAuth & Permissions: Bot-Scope chat:write (und chat:write.public, um zu senden, wo der Bot kein Mitglied ist); installieren Sie sie und kopieren Sie das Bot-Token.",
    },
    {
      en: "Interactivity & Shortcuts: switch on, request URL {hookUrl}. Basic Information: copy the signing secret.",
      de: "Interactivity & Shortcuts: einschalten, Request URL {hookUrl}. Basic Information: Kopieren Sie das Signing Secret.",
    },
    {
      en: "Invite the bot to each channel that it shall post to: /invite @name.",
      de: "Laden Sie den Bot in jeden Kanal ein, in den er senden soll: /invite @name.",
    },
    {
      en: "Without a bot: Incoming Webhooks, add one for the channel, and choose the way incomingWebhook here.",
      de: "Ohne Bot: Fügen Sie unter Incoming Webhooks einen für den Kanal hinzu, und wählen Sie hier incomingWebhook.",
    },
  ],
} as const;
