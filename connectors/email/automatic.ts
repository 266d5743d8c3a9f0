import type { Mail } from "./read-mail.ts";

/**
 * Why a mail is an answer of a machine to one of ours or of others, and no alert; undefined where it is none. Mail that a
 * monitoring tool sends is made by a machine too, so only what says that it answers counts.
 *
 * @param envelopeFrom the sender's address towards the mail server; `<>` of those that want no answer
 * @see RFC 3834 (automatic responses), RFC 3462 and RFC 3464 (reports of delivery)
 */
export function explainAutomatic({ headers, from }: Mail, envelopeFrom: string | undefined): string | undefined {
  const header = (name: string) => (Object.hasOwn(headers, name) ? (headers[name] ?? "").toLowerCase() : "");
  if (/^multipart\/report\b/.test(header("content-type")) || header("x-failed-recipients") !== "")
    return "A report that mail could not be delivered, or was read.";
  if (/^(?:mailer-daemon|postmaster)@/.test(from)) return "A message of a mail server about mail.";
  if (/^auto-(?:replied|notified)\b/.test(header("auto-submitted")))
    return "An answer that was made automatically, such as an absence note.";
  if (header("x-autoreply") !== "" || header("x-autorespond") !== "" || /^auto[-_]reply\b/.test(header("precedence")))
    return "An answer that was made automatically, such as an absence note.";
  // Reports of delivery come from nobody; so may mails of simple tools, which answer nothing.
  if (envelopeFrom === "<>" && header("in-reply-to") !== "") return "An answer from nobody: a report about mail.";
  return undefined;
}
