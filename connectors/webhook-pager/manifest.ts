import { z } from "zod";

const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64");

/** As long as the published schema has it. */
const longestAddress = 200;

function checkAddress(address: string): string | undefined {
  if (address.trim() !== "" && address.length <= longestAddress && !/\p{Cc}/u.test(address)) return undefined;
  return `Expected 1 to ${longestAddress} characters in one line that the receiver understands, such as night-shift.`;
}

export const Settings = z.strictObject({ endpointUrl: z.url({ protocol: /^https?$/ }) });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  /** Signs what we send. */
  outboundSecret: signingSecret,
  /** Signs what they send. */
  inboundSecret: signingSecret,
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "webhook-pager",
  title: "Any way to people, by webhooks",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent", "webhook-id", "webhook-timestamp"],
  signsBy: "signature after Standard Webhooks",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "webhook",
      label: { en: "Webhook", de: "Webhook" },
      addressHelp: {
        en: "What the receiver understands, such as night-shift: a name, a number, an id.",
        de: "Was der Empfänger versteht, etwa night-shift: ein Name, eine Nummer, eine Kennung.",
      },
      checkAddress,
    },
  ],
  help: {
    endpointUrl: {
      label: { en: "Their webhook address", de: "Webhook-Adresse der Gegenseite" },
      help: {
        en: "Pages are posted there, signed, as the published schema says.",
        de: "Dorthin gehen die Nachrichten, signiert und so, wie das veröffentlichte Schema sie beschreibt.",
      },
    },
    outboundSecret: {
      label: { en: "Secret of our messages", de: "Geheimnis für unsere Nachrichten" },
      help: {
        en: "whsec_… after Standard Webhooks; they check our messages with it.",
        de: "whsec_… nach Standard Webhooks; damit prüft die Gegenseite unsere Nachrichten.",
      },
      secret: true,
    },
    inboundSecret: {
      label: { en: "Secret of their answers", de: "Geheimnis für Antworten" },
      help: {
        en: "whsec_… after Standard Webhooks; we check their answers with it.",
        de: "whsec_… nach Standard Webhooks; damit prüfen wir die Antworten der Gegenseite.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Agree on two secrets of 24 bytes or more (whsec_…), one for each direction.",
      de: "Vereinbaren Sie zwei Geheimnisse von mindestens 24 Byte (whsec_…), eines für jede Richtung.",
    },
    {
      en: "Let the receiver take messages as schemas/paging/message.schema.json says, and check their signature.",
      de: "Der Empfänger nimmt Nachrichten nach schemas/paging/message.schema.json an und prüft ihre Signatur.",
    },
    {
      en: "Let it post what people answer to {hookUrl}, as schemas/paging/answer.schema.json says, signed with the other secret.",
      de: "Was Menschen antworten, schickt er per POST an {hookUrl}, nach schemas/paging/answer.schema.json und mit dem anderen Geheimnis signiert.",
    },
  ],
} as const;
