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
      label: { en: "Push message", de: "Push-Nachricht" },
      addressHelp: {
        en: "The topic that the phone subscribes to, such as oncall-7Qm2xR9vKd4T. On a server without access control it is the password: make it long and random.",
        de: "Das Topic, das auf dem Telefon abonniert ist, etwa oncall-7Qm2xR9vKd4T. Auf einem Server ohne Zugriffskontrolle ist es das Passwort: Machen Sie es lang und zufällig.",
      },
      checkAddress: checkTopic,
    },
  ],
  help: {
    serverUrl: {
      label: { en: "Server", de: "Server" },
      help: {
        en: "https://ntfy.sh, or the address of your own server.",
        de: "https://ntfy.sh, oder die Adresse Ihres eigenen Servers.",
      },
    },
    user: {
      label: { en: "User", de: "Benutzer" },
      help: {
        en: "Only where a password is used instead of an access token.",
        de: "Nur wenn statt eines Zugriffstokens ein Passwort verwendet wird.",
      },
    },
    acknowledgeBy: {
      label: { en: "Acknowledging", de: "Annehmen" },
      help: {
        en: "page: the button opens a page that asks once more. phone: the app itself sends the acknowledgement by POST to that page.",
        de: "page: Die Schaltfläche öffnet eine Seite, die noch einmal fragt. phone: Die App selbst sendet das Annehmen per POST an diese Seite.",
      },
    },
    followUps: {
      label: { en: "Follow-ups", de: "Folgenachrichten" },
      help: {
        en: "A quiet second message says who took it, or that it is over.",
        de: "Eine stille zweite Nachricht sagt, wer es angenommen hat oder dass es vorbei ist.",
      },
    },
    callsPerMinute: {
      label: { en: "Calls a minute", de: "Aufrufe je Minute" },
      help: {
        en: "ntfy refills one message in five seconds for each address or user, and everybody behind this server shares them.",
        de: "ntfy gewährt je Adresse oder Benutzer eine Nachricht in fünf Sekunden, und alle hinter diesem Server teilen sie sich.",
      },
    },
    accessToken: {
      label: { en: "Access token", de: "Zugriffstoken" },
      help: {
        en: "tk_… of a user who may write to the topics.",
        de: "tk_… eines Benutzers, der in die Topics schreiben darf.",
      },
      secret: true,
    },
    password: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "Belongs to the user; an access token is better.",
        de: "Gehört zum Benutzer; ein Zugriffstoken ist besser.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Best run a server of your own with auth-default-access: deny-all, a user for this hub that may write to the topics, and one for each technician that may read theirs; iPhones need upstream-base-url.",
      de: "Am besten betreiben Sie einen eigenen Server mit auth-default-access: deny-all, einem Benutzer für diesen Hub, der in die Topics schreiben darf, und einem für jeden Techniker, der seines lesen darf; iPhones brauchen upstream-base-url.",
    },
    {
      en: "Create an access token for the hub's user, and enter it here.",
      de: "Legen Sie ein Zugriffstoken für den Benutzer des Hubs an, und tragen Sie es hier ein.",
    },
    {
      en: "On each phone subscribe to the topic, and allow its messages of the highest priority to break the silence.",
      de: "Abonnieren Sie auf jedem Telefon das Topic, und erlauben Sie Nachrichten höchster Priorität, die Stille zu durchbrechen.",
    },
  ],
} as const;
