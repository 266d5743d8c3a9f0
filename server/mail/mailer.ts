import { createTransport } from "nodemailer";
import type { Config } from "../config/config.ts";

export interface Mailer {
  /** To the tenant's own address unless another is given. Rejects when the mail server did not take it. */
  send(mail: { title: string; body: string; to?: string }): Promise<void>;
  close(): void;
}

const timeoutMs = 15_000;

/** Sends what the hub has to say; undefined when no mail server is configured. */
export function createMailer(mail: Config["mail"]): Mailer | undefined {
  if (!mail) return undefined;
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    async send({ title, body, to = mail.to }) {
      await transport.sendMail({
        from: mail.from,
        to,
        // A name from a vendor must not become a header of its own.
        subject: `[Interdesk] ${title.replaceAll(/[\r\n]+/g, " ")}`,
        text: body,
        // Keeps out-of-office answers away. @see RFC 3834 §5
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
    },
    close: () => transport.close(),
  };
}
