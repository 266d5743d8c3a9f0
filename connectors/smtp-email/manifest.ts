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
      label: "E-mail",
      addressHelp: "One address, such as night@example.com.",
      checkAddress: checkEmail,
    },
  ],
  help: {
    host: {
      label: "Mail server",
      help: "Its name or IP address. One in your own network must be allowed under outbound.allowedPrivate.",
    },
    port: { label: "Port", help: "587 for STARTTLS, 465 for TLS from the start, 25 for a relay within your network." },
    security: {
      label: "Encryption",
      help: "startTls and tls never fall back to plain text. none is for a relay in your own network, and sends no password.",
    },
    certificate: {
      label: "Authority",
      help: "A certificate in PEM by which the server's is judged, where it is none of a public authority.",
    },
    user: { label: "User", help: "Empty = no sign-in." },
    from: {
      label: "Sender",
      help: "The address that mails come from; SPF, DKIM and DMARC of its domain must allow this server.",
    },
    fromName: { label: "Sender's name", help: "Shown beside the address." },
    replyTo: { label: "Replies to", help: "Where replies go; empty = to the sender." },
    followUps: {
      label: "Follow-ups",
      help: "A second mail in the same thread says who took it, or that it is over.",
    },
    password: { label: "Password", help: "Sent over an encrypted connection only.", secret: true },
  },
  setupSteps: [
    "Let your mail server send as the sender's address: an account of its own, or a relay that allows this machine.",
    "Publish SPF, DKIM and DMARC for the sender's domain, or pages land among the spam.",
    "Mail is slow and proves nothing about reading: let another way page for priority 1, and use this one beside it.",
  ],
} as const;
