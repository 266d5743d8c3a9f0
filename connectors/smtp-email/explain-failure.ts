import type { ConnectorError } from "../contract.ts";

/** What nodemailer's errors carry. */
interface Failure {
  code?: string;
  /** Where in the dialogue it was. */
  command?: string;
  /** The server's reply code. */
  responseCode?: number;
  response?: string;
  /** What Node said below, such as of a certificate. */
  originalCode?: string;
}

/** Sign-in is wanted, or refused. @see RFC 4954 §6 */
const signInCodes = [530, 534, 535, 538];

/**
 * What a mail that was not sent means: 4xx comes back later, 5xx never succeeds, and a connection that broke after the text was
 * sent leaves it open. @see RFC 5321 §4.2.1
 */
export function explainFailure(
  cause: unknown,
  { redact, textSent }: { redact: (text: string) => string; textSent: boolean },
): ConnectorError {
  const { code, command, responseCode, response, originalCode = "" } = toFailure(cause);
  const said = redact(response ?? "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .slice(0, 300)
    .trim();
  const answer = said === "" ? "" : ` The server says: ${said}`;
  if (code === "EAUTH" || (responseCode !== undefined && signInCodes.includes(responseCode)))
    return isTemporary(responseCode)
      ? { kind: "unavailable", detail: `The mail server lets nobody sign in now.${answer}` }
      : { kind: "unauthorized", detail: `The mail server does not accept user and password.${answer}` };
  if (code === "ETLS" || /CERT|SIGNATURE|SSL|TLS|ISSUER/.test(originalCode))
    return { kind: "unavailable", detail: tellTls(cause, redact) };
  if (isTemporary(responseCode)) return { kind: "unavailable", detail: `The mail server puts it off.${answer}` };
  if (responseCode !== undefined && responseCode >= 500)
    return {
      kind: "rejected",
      ...(command === "RCPT TO" ? { field: "to" } : {}),
      detail: `${tellRefusal(command)}${answer}`,
    };
  if (textSent)
    return {
      kind: "unknownOutcome",
      detail: "The connection broke after the mail was sent, before the server said that it has it.",
    };
  const words =
    code === "ETIMEDOUT" ? "The mail server did not answer in time." : "The connection to the mail server broke.";
  return { kind: "unavailable", detail: `${words}${answer}` };
}

/** Nodemailer throws errors with these fields, and nothing else does here. */
function toFailure(cause: unknown): Failure {
  return (cause instanceof Error ? cause : {}) as Failure;
}

function isTemporary(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 500;
}

function tellRefusal(command: string | undefined): string {
  if (command === "RCPT TO") return "The mail server refuses the recipient.";
  if (command === "MAIL FROM") return "The mail server refuses the sender.";
  return "The mail server refuses the mail.";
}

function tellTls(cause: unknown, redact: (text: string) => string): string {
  const message = cause instanceof Error ? cause.message : "";
  if (/STARTTLS/i.test(message))
    return "The mail server offers no STARTTLS; nothing was sent, since it never goes unencrypted by itself.";
  return `No secure connection to the mail server could be made: ${redact(message).slice(0, 200)}.`;
}
