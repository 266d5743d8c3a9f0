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
      label: "Slack message",
      addressHelp:
        "The id of a channel or a person, such as C0123ABCDEF or U0123ABCDEF, at the bottom of its details in Slack. An incoming webhook posts to its own channel: write its name, such as #night-shift.",
      checkAddress: checkChannel,
    },
  ],
  help: {
    apiUrl: { label: "API address", help: "https://slack.com/api unless a proxy of yours stands before it." },
    mode: {
      label: "Way to post",
      help: "bot: buttons, and messages that change when somebody takes it. incomingWebhook: one channel, no buttons, and nothing changes later.",
    },
    botToken: { label: "Bot token", help: "xoxb-…, with the scope chat:write. For the bot.", secret: true },
    signingSecret: {
      label: "Signing secret",
      help: "From the app's basic information; without it nobody can answer by a button.",
      secret: true,
    },
    webhookUrl: {
      label: "Incoming webhook",
      help: "https://hooks.slack.com/services/…, for the way without a bot. Whoever knows it can post.",
      secret: true,
    },
  },
  setupSteps: [
    "Create an app at api.slack.com/apps for your workspace; OAuth & Permissions: bot scope chat:write (and chat:write.public to post where the bot is no member); install it and copy the bot token.",
    "Interactivity & Shortcuts: switch on, request URL {hookUrl}. Basic Information: copy the signing secret.",
    "Invite the bot to each channel that it shall post to: /invite @name.",
    "Without a bot: Incoming Webhooks, add one for the channel, and choose the way incomingWebhook here.",
  ],
} as const;
