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
      label: "Phone call",
      addressHelp: "A number with country code, digits only, such as +4930123456.",
      checkAddress: checkPhone,
    },
    {
      name: "sms",
      label: "SMS",
      addressHelp: "A mobile number with country code, digits only, such as +491701234567.",
      checkAddress: checkPhone,
    },
  ],
  help: {
    apiUrl: {
      label: "API address",
      help: "https://api.twilio.com, or that of another region, such as https://api.dublin.ie1.twilio.com.",
    },
    accountSid: { label: "Account SID", help: "AC and 32 hexadecimal digits, from the console's first page." },
    apiKeySid: {
      label: "API key SID",
      help: "SK and 32 hexadecimal digits. Optional: calls are then made with the key, and the auth token only checks signatures.",
    },
    smsFrom: {
      label: "SMS sender",
      help: "Your number, a Messaging Service (MG…), or a name. A name gets no replies: such SMS carry a link instead. Empty = no SMS.",
    },
    voiceFrom: {
      label: "Caller number",
      help: "A number of this account, or one that was verified as caller id. Empty = no calls.",
    },
    smsSegments: {
      label: "SMS segments",
      help: "A text is cut to as many segments: 160 characters in one, 153 each in several; Twilio charges each.",
    },
    smsValiditySeconds: {
      label: "SMS validity",
      help: "Seconds after which an SMS that could not be delivered is dropped.",
    },
    ringSeconds: { label: "Ringing", help: "Seconds for which a phone rings; a mailbox often answers after 20 to 30." },
    repeats: { label: "Repetitions", help: "How often the text is spoken in one call until a key is pressed." },
    authToken: {
      label: "Auth token",
      help: "Signs what Twilio delivers. It is needed with an API key too.",
      secret: true,
    },
    apiKeySecret: { label: "API key secret", help: "Belongs to the API key SID.", secret: true },
  },
  setupSteps: [
    "Set http.publicUrl of this hub to its address on the internet: Twilio calls it, and signs the address exactly as it is called.",
    "Buy a number that can do SMS and voice, and set it as sender. For Germany, Austria and Switzerland a regulatory bundle comes first.",
    "For replies to SMS set the number's (or the Messaging Service's) webhook “A message comes in” to {hookUrl}, method HTTP POST.",
    "Allow the countries of your technicians under Messaging › Geo permissions and Voice › Geo permissions.",
  ],
} as const;
