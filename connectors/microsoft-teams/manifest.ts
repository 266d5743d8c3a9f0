import { z } from "zod";
import { checkName } from "../pager-kit.ts";

/** Office 365 connectors: switched off in May 2026. */
const gone = /^https:\/\/(?:[\w-]+\.)*office\.com\//i;

const workflowUrl = z
  .url({ protocol: /^https?$/ })
  .max(4_000)
  .refine((url) => !gone.test(url), {
    message:
      "This is the address of an Office 365 connector (office.com), which Microsoft switched off in May 2026. In Teams add a workflow “Send webhook alerts to a channel” and take its address.",
  });

export const Settings = z.strictObject({
  otherHost: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.:-]{1,252}$/, "expected a host name in lower case, with its port where it has one")
    .optional(),
  followUps: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ workflowUrl });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "microsoft-teams",
  title: "Microsoft Teams, by a workflow",
  kind: "pager",
  capabilities: [],
  contentTypes: [],
  keepHeaders: [],
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "chat",
      label: { en: "Teams card", de: "Teams-Karte" },
      addressHelp: {
        en: "What you call the channel or chat that the workflow posts to, such as Night shift; where that is, the workflow says.",
        de: "Wie Sie den Kanal oder Chat nennen, in den der Workflow schreibt, etwa Night shift; wo das ist, bestimmt der Workflow.",
      },
      checkAddress: checkName,
    },
  ],
  help: {
    otherHost: {
      label: { en: "Another host", de: "Anderer Host" },
      help: {
        en: "Where a proxy of yours stands before Power Automate: its host name. Otherwise only Microsoft's hosts are taken.",
        de: "Wo ein eigener Proxy vor Power Automate steht: sein Hostname. Sonst werden nur Hosts von Microsoft angenommen.",
      },
    },
    followUps: {
      label: { en: "Follow-ups", de: "Folgenachrichten" },
      help: {
        en: "A short second card says who took it, or that it is over: the first cannot be changed.",
        de: "Eine kurze zweite Karte sagt, wer es angenommen hat oder dass es vorbei ist: Die erste lässt sich nicht ändern.",
      },
    },
    workflowUrl: {
      label: { en: "Workflow address", de: "Adresse des Workflows" },
      help: {
        en: "The whole address that Teams showed when the workflow was made. Whoever knows it can post.",
        de: "Die ganze Adresse, die Teams beim Anlegen des Workflows gezeigt hat. Wer sie kennt, kann senden.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "In Teams: Workflows › “Send webhook alerts to a channel” (or chat); sign in with a service account and choose the channel. In private and shared channels the flow bot must be a member.",
      de: "In Teams: Workflows › „Send webhook alerts to a channel“ (oder chat); melden Sie sich mit einem Dienstkonto an und wählen Sie den Kanal. In privaten und geteilten Kanälen muss der Flow Bot Mitglied sein.",
    },
    {
      en: "Copy the address that is shown at the end, whole, into this connection: one connection for each channel.",
      de: "Kopieren Sie die Adresse, die am Ende gezeigt wird, vollständig in diese Verbindung: eine Verbindung für jeden Kanal.",
    },
    {
      en: "Add a co-owner to the workflow: when its owner's account is disabled or their password expires, cards stop without a word.",
      de: "Geben Sie dem Workflow einen zweiten Besitzer: Wird das Konto des ersten gesperrt oder läuft sein Passwort ab, bleiben Karten ohne ein Wort aus.",
    },
    {
      en: "Send a test page, and look whether the card is there: Power Automate accepts what it then fails to post.",
      de: "Senden Sie eine Testnachricht und sehen Sie nach, ob die Karte da ist: Power Automate nimmt auch an, was es dann nicht zustellen kann.",
    },
  ],
} as const;
