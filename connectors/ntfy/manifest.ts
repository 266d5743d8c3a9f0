import { z } from "zod";

/** @see https://docs.ntfy.sh/publish: letters, digits, dash and underscore, at most 64 */
const topic = /^[A-Za-z0-9_-]{1,64}$/;

function checkTopic(address: string): string | undefined {
  if (topic.test(address)) return undefined;
  return "Expected a topic of 1 to 64 letters, digits, dashes and underscores, such as oncall-7Qm2xR9vKd4T.";
}

export const Settings = z.strictObject({
  serverUrl: z.url({ protocol: /^https?$/ }).default("https://ntfy.sh"),
  user: z.string().min(1).max(200).optional(),
  acknowledgeBy: z.enum(["page", "phone"]).default("page"),
  followUps: z.boolean().default(true),
  callsPerMinute: z.number().int().min(1).max(1_000).default(12),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  accessToken: z
    .string()
    .regex(/^tk_[A-Za-z0-9]{10,100}$/, "expected tk_…")
    .optional(),
  password: z.string().min(1).max(500).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "ntfy",
  title: "ntfy, push messages",
  kind: "pager",
  capabilities: [],
  contentTypes: [],
  keepHeaders: [],
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "push",
      label: "Push message",
      addressHelp:
        "The topic that the phone subscribes to, such as oncall-7Qm2xR9vKd4T. On a server without access control it is the password: make it long and random.",
      checkAddress: checkTopic,
    },
  ],
  help: {
    serverUrl: { label: "Server", help: "https://ntfy.sh, or the address of your own server." },
    user: { label: "User", help: "Only where a password is used instead of an access token." },
    acknowledgeBy: {
      label: "Acknowledging",
      help: "page: the button opens a page that asks once more. phone: the app itself sends the acknowledgement by POST to that page.",
    },
    followUps: { label: "Follow-ups", help: "A quiet second message says who took it, or that it is over." },
    callsPerMinute: {
      label: "Calls a minute",
      help: "ntfy refills one message in five seconds for each address or user, and everybody behind this server shares them.",
    },
    accessToken: { label: "Access token", help: "tk_… of a user who may write to the topics.", secret: true },
    password: { label: "Password", help: "Belongs to the user; an access token is better.", secret: true },
  },
  setupSteps: [
    "Best run a server of your own with auth-default-access: deny-all, a user for this hub that may write to the topics, and one for each technician that may read theirs; iPhones need upstream-base-url.",
    "Create an access token for the hub's user, and enter it here.",
    "On each phone subscribe to the topic, and allow its messages of the highest priority to break the silence.",
  ],
} as const;
