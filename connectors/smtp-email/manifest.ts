import { z } from "zod";
import { checkEmail } from "../pager-kit.ts";

const mailbox = z
  .string()
  .refine((text) => checkEmail(text) === undefined, "expected an address such as hub@example.com");

export const Settings = z.strictObject({
  host: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-f:]{2,45})$/,
      "expected a host name or an IP address",
    ),
  port: z.number().int().min(1).max(65_535).default(587),
  security: z.enum(["startTls", "tls", "none"]).default("startTls"),
  certificate: z.string().startsWith("-----BEGIN CERTIFICATE-----").max(20_000).optional(),
  user: z.string().min(1).max(320).optional(),
  from: mailbox,
  fromName: z
    .string()
    .regex(/^[^\p{Cc}"<>@,;:\\]{1,80}$/u, "expected a name in one line, without quotes, commas and angle brackets")
    .default("Interdesk"),
  replyTo: mailbox.optional(),
  followUps: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ password: z.string().min(1).max(1_000).optional() });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "smtp-email",
  title: "E-mail over SMTP",
  kind: "pager",
  capabilities: [],
  contentTypes: [],
  keepHeaders: [],
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "email",
      label: { en: "E-mail", de: "E-Mail" },
      addressHelp: { en: "One address, such as night@example.com.", de: "Eine Adresse, etwa night@example.com." },
      checkAddress: checkEmail,
    },
  ],
  help: {
    host: {
      label: { en: "Mail server", de: "Mailserver" },
      help: {
        en: "Its name or IP address. One in your own network must be allowed under outbound.allowedPrivate.",
        de: "Sein Name oder seine IP-Adresse. Einer im eigenen Netz muss unter outbound.allowedPrivate erlaubt sein.",
      },
    },
    port: {
      label: { en: "Port", de: "Port" },
      help: {
        en: "587 for STARTTLS, 465 for TLS from the start, 25 for a relay within your network.",
        de: "587 für STARTTLS, 465 für TLS von Anfang an, 25 für ein Relay im eigenen Netz.",
      },
    },
    security: {
      label: { en: "Encryption", de: "Verschlüsselung" },
      help: {
        en: "startTls and tls never fall back to plain text. none is for a relay in your own network, and sends no password.",
        de: "startTls und tls weichen nie auf Klartext aus. none ist für ein Relay im eigenen Netz und sendet kein Passwort.",
      },
    },
    certificate: {
      label: { en: "Authority", de: "Zertifizierungsstelle" },
      help: {
        en: "A certificate in PEM by which the server's is judged, where it is none of a public authority.",
        de: "Ein Zertifikat in PEM, an dem das des Servers geprüft wird, wenn es von keiner öffentlichen Stelle kommt.",
      },
    },
    user: { label: { en: "User", de: "Benutzer" }, help: { en: "Empty = no sign-in.", de: "Leer = ohne Anmeldung." } },
    from: {
      label: { en: "Sender", de: "Absender" },
      help: {
        en: "The address that mails come from; SPF, DKIM and DMARC of its domain must allow this server.",
        de: "Die Adresse, von der die Mails kommen; SPF, DKIM und DMARC ihrer Domain müssen diesen Server erlauben.",
      },
    },
    fromName: {
      label: { en: "Sender's name", de: "Name des Absenders" },
      help: { en: "Shown beside the address.", de: "Steht neben der Adresse." },
    },
    replyTo: {
      label: { en: "Replies to", de: "Antworten an" },
      help: { en: "Where replies go; empty = to the sender.", de: "Wohin Antworten gehen; leer = an den Absender." },
    },
    followUps: {
      label: { en: "Follow-ups", de: "Folgenachrichten" },
      help: {
        en: "A second mail in the same thread says who took it, or that it is over.",
        de: "Eine zweite Mail im selben Verlauf sagt, wer es angenommen hat oder dass es vorbei ist.",
      },
    },
    password: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "Sent over an encrypted connection only.",
        de: "Wird nur über eine verschlüsselte Verbindung gesendet.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Let your mail server send as the sender's address: an account of its own, or a relay that allows this machine.",
      de: "Ihr Mailserver muss mit der Absenderadresse senden: über ein eigenes Konto oder ein Relay, das diese Maschine zulässt.",
    },
    {
      en: "Publish SPF, DKIM and DMARC for the sender's domain, or pages land among the spam.",
      de: "Veröffentlichen Sie SPF, DKIM und DMARC für die Domain des Absenders, sonst landen die Nachrichten im Spam.",
    },
    {
      en: "Mail is slow and proves nothing about reading: let another way page for priority 1, and use this one beside it.",
      de: "E-Mail ist langsam und beweist nicht, dass jemand liest: Lassen Sie Priorität 1 über einen anderen Weg melden, und diesen daneben.",
    },
  ],
} as const;
