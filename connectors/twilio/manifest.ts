import { z } from "zod";
import { checkPhone } from "../pager-kit.ts";

const phone = z.string().refine((text) => checkPhone(text) === undefined, "expected a number such as +4930123456");
/** A Messaging Service, or a name of up to 11 letters and digits that is shown instead of a number. */
const sender = z.union([
  phone,
  z
    .string()
    .regex(
      /^(?:MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      "expected a number such as +4930123456, MG and 32 hexadecimal digits, or a name of up to 11 letters",
    ),
]);

export const Settings = z.strictObject({
  apiUrl: z.url({ protocol: /^https?$/ }).default("https://api.twilio.com"),
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "expected AC and 32 hexadecimal digits"),
  apiKeySid: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/, "expected SK and 32 hexadecimal digits")
    .optional(),
  smsFrom: sender.optional(),
  voiceFrom: phone.optional(),
  smsSegments: z.number().int().min(1).max(10).default(2),
  /** Twilio takes 1 to 36,000. */
  smsValiditySeconds: z.number().int().min(1).max(36_000).default(300),
  /** Twilio takes up to 600, and adds up to five seconds. */
  ringSeconds: z.number().int().min(5).max(600).default(30),
  repeats: z.number().int().min(1).max(5).default(3),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  authToken: z.string().min(16).max(200),
  apiKeySecret: z.string().min(16).max(200).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "twilio",
  title: "Twilio: SMS and phone calls",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded"],
  keepHeaders: ["user-agent"],
  keepQuery: ["page", "step", "of"],
  signsBy: "HMAC-SHA1 in `x-twilio-signature`, over address and form",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "voice",
      label: { en: "Phone call", de: "Telefonanruf" },
      addressHelp: {
        en: "A number with country code, digits only, such as +4930123456.",
        de: "Eine Nummer mit Ländervorwahl, nur Ziffern, etwa +4930123456.",
      },
      checkAddress: checkPhone,
    },
    {
      name: "sms",
      label: { en: "SMS", de: "SMS" },
      addressHelp: {
        en: "A mobile number with country code, digits only, such as +491701234567.",
        de: "Eine Mobilnummer mit Ländervorwahl, nur Ziffern, etwa +491701234567.",
      },
      checkAddress: checkPhone,
    },
  ],
  help: {
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "https://api.twilio.com, or that of another region, such as https://api.dublin.ie1.twilio.com.",
        de: "https://api.twilio.com, oder die einer anderen Region, etwa https://api.dublin.ie1.twilio.com.",
      },
    },
    accountSid: {
      label: { en: "Account SID", de: "Account-SID" },
      help: {
        en: "AC and 32 hexadecimal digits, from the console's first page.",
        de: "AC und 32 hexadezimale Ziffern, von der ersten Seite der Konsole.",
      },
    },
    apiKeySid: {
      label: { en: "API key SID", de: "SID des API-Schlüssels" },
      help: {
        en: "SK and 32 hexadecimal digits. Optional: calls are then made with the key, and the auth token only checks signatures.",
        de: "SK und 32 hexadezimale Ziffern. Optional: Aufrufe nutzen dann den Schlüssel, und das Auth-Token prüft nur noch Signaturen.",
      },
    },
    smsFrom: {
      label: { en: "SMS sender", de: "SMS-Absender" },
      help: {
        en: "Your number, a Messaging Service (MG…), or a name. A name gets no replies: such SMS carry a link instead. Empty = no SMS.",
        de: "Ihre Nummer, ein Messaging Service (MG…) oder ein Name. Ein Name bekommt keine Antworten: Solche SMS enthalten stattdessen einen Link. Leer = keine SMS.",
      },
    },
    voiceFrom: {
      label: { en: "Caller number", de: "Anrufernummer" },
      help: {
        en: "A number of this account, or one that was verified as caller id. Empty = no calls.",
        de: "Eine Nummer dieses Kontos, oder eine, die als Caller ID bestätigt wurde. Leer = keine Anrufe.",
      },
    },
    smsSegments: {
      label: { en: "SMS segments", de: "SMS-Teile" },
      help: {
        en: "A text is cut to as many segments: 160 characters in one, 153 each in several; Twilio charges each.",
        de: "Auf so viele Teile wird ein Text gekürzt: 160 Zeichen in einem, je 153 in mehreren; Twilio berechnet jeden.",
      },
    },
    smsValiditySeconds: {
      label: { en: "SMS validity", de: "Gültigkeit einer SMS" },
      help: {
        en: "Seconds after which an SMS that could not be delivered is dropped.",
        de: "Sekunden, nach denen eine SMS verworfen wird, die nicht zugestellt werden konnte.",
      },
    },
    ringSeconds: {
      label: { en: "Ringing", de: "Klingeldauer" },
      help: {
        en: "Seconds for which a phone rings; a mailbox often answers after 20 to 30.",
        de: "Sekunden, die ein Telefon klingelt; eine Mailbox antwortet oft nach 20 bis 30.",
      },
    },
    repeats: {
      label: { en: "Repetitions", de: "Wiederholungen" },
      help: {
        en: "How often the text is spoken in one call until a key is pressed.",
        de: "Wie oft der Text in einem Anruf vorgelesen wird, bis eine Taste gedrückt wird.",
      },
    },
    authToken: {
      label: { en: "Auth token", de: "Auth-Token" },
      help: {
        en: "Signs what Twilio delivers. It is needed with an API key too.",
        de: "Signiert, was Twilio liefert. Es wird auch neben einem API-Schlüssel gebraucht.",
      },
      secret: true,
    },
    apiKeySecret: {
      label: { en: "API key secret", de: "Geheimnis des API-Schlüssels" },
      help: { en: "Belongs to the API key SID.", de: "Gehört zur SID des API-Schlüssels." },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Set http.publicUrl of this hub to its address on the internet: Twilio calls it, and signs the address exactly as it is called.",
      de: "Setzen Sie http.publicUrl dieses Hubs auf seine Adresse im Internet: Twilio ruft sie auf und signiert die Adresse genau so, wie sie aufgerufen wird.",
    },
    {
      en: "Buy a number that can do SMS and voice, and set it as sender. For Germany, Austria and Switzerland a regulatory bundle comes first.",
      de: "Kaufen Sie eine Nummer, die SMS und Sprache kann, und tragen Sie sie als Absender ein. Für Deutschland, Österreich und die Schweiz ist vorher ein Regulatory Bundle nötig.",
    },
    {
      en: "For replies to SMS set the number's (or the Messaging Service's) webhook “A message comes in” to {hookUrl}, method HTTP POST.",
      de: "Für Antworten auf SMS: Setzen Sie bei der Nummer (oder beim Messaging Service) den Webhook „A message comes in“ auf {hookUrl}, Methode HTTP POST.",
    },
    {
      en: "Allow the countries of your technicians under Messaging › Geo permissions and Voice › Geo permissions.",
      de: "Erlauben Sie die Länder Ihrer Techniker unter Messaging › Geo permissions und Voice › Geo permissions.",
    },
  ],
} as const;
