import { createHash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import { type ConnectorError, fail, type Page, type Result, succeed, type ThreadState } from "../contract.ts";
import { checkEmail, cutText, headline, listLines, webUrl, wordsOf } from "../pager-kit.ts";
import type { Settings } from "./manifest.ts";

/** Subjects are shown cut anyway, and the whole title stands in the text. */
const mostSubject = 200;
const mostBody = 100_000;

const hints = {
  en: { why: "Acknowledge by this page; it asks once more, since mail scanners open links:" },
  de: { why: "Annehmen über diese Seite; sie fragt noch einmal nach, weil Mail-Scanner Links öffnen:" },
} as const;

/**
 * The mail that pages somebody, or says what became of an escalation.
 *
 * @param state undefined = the page itself
 * @returns `rejected` where a value would begin a header of its own
 */
export function buildMail(
  page: Page,
  settings: Settings,
  state?: ThreadState,
): Result<SendMailOptions, ConnectorError> {
  const { from, fromName, replyTo } = settings;
  const problem = checkEmail(page.address);
  if (problem !== undefined) return fail({ kind: "rejected", field: "to", detail: problem });
  const subject = `${state ? "Re: " : ""}[Interdesk] ${cutText(headline(page), mostSubject)}`;
  for (const [field, value] of Object.entries({ subject, thread: page.thread, code: page.code }))
    if (/[\p{Cc}\u2028\u2029]/u.test(value))
      return fail({
        kind: "rejected",
        field,
        detail: `The ${field} holds a line break or another control character, which could begin a header of its own.`,
      });
  const root = nameThread(page.thread, from);
  const own = nameMail(page, from);
  return succeed({
    from: { name: fromName, address: from },
    to: { name: "", address: page.address },
    ...(replyTo === undefined ? {} : { replyTo }),
    envelope: { from, to: page.address },
    subject,
    // The same in each attempt, so that a mail that was sent twice is seen once.
    messageId: state ? nameFollowUp(page, from, state) : own,
    inReplyTo: state ? own : root,
    references: state ? [root, own] : [root],
    text: writeText(page, state),
    html: writeHtml(page, state),
    ...(page.priority <= 2 && page.kind === "page" && !state ? { priority: "high" } : {}),
    // Keeps out-of-office answers away. @see RFC 3834 §5
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "X-Interdesk-Page": page.id },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const domainOf = (from: string) => from.slice(from.lastIndexOf("@") + 1);
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** No mail bears it: it only holds together what belongs to one escalation. */
function nameThread(thread: string, from: string): string {
  return `<interdesk.thread.${digest(thread)}@${domainOf(from)}>`;
}

/** By which a reply finds its page. */
function nameMail({ id }: Page, from: string): string {
  return `<interdesk.page.${id}@${domainOf(from)}>`;
}

function nameFollowUp({ id }: Page, from: string, { state, at }: ThreadState): string {
  return `<interdesk.page.${id}.${state}.${at.getTime()}@${domainOf(from)}>`;
}

function writeText(page: Page, state?: ThreadState): string {
  if (state) return `${state.text}\n\n${headline(page)}\n${listLink(page)}`;
  const { kind, language, acknowledgeUrl, code } = page;
  const words = wordsOf(language);
  const [body, ...facts] = listLines({ ...page, body: cutText(page.body.trim() || page.title, mostBody) });
  const answer =
    kind === "notice"
      ? []
      : [...(acknowledgeUrl === null ? [] : ["", hints[language].why, acknowledgeUrl]), "", `${words.code}: ${code}`];
  return [headline(page), "", body, "", ...facts, ...answer, listLink(page)].join("\n");
}

function listLink({ ticketUrl, language }: Page): string {
  return ticketUrl === null ? "" : `\n${wordsOf(language).openTicket}: ${ticketUrl}`;
}

function writeHtml(page: Page, state?: ThreadState): string {
  const { kind, language, acknowledgeUrl, ticketUrl, code } = page;
  const words = wordsOf(language);
  const link = (url: string | null, label: string) =>
    webUrl(url) === null ? "" : `<p><a href="${escapeHtml(url ?? "")}">${escapeHtml(label)}</a></p>`;
  const lines = (text: string) => escapeHtml(text).replaceAll("\n", "<br>");
  const open = link(ticketUrl, words.openTicket);
  if (state) return `<p>${lines(state.text)}</p><p>${escapeHtml(headline(page))}</p>${open}`;
  const rows = page.facts.map(
    ({ label, value }) => `<tr><th align="left">${lines(label)}</th><td>${lines(value)}</td></tr>`,
  );
  const answer =
    kind === "notice" ? "" : `${link(acknowledgeUrl, words.acknowledge)}<p>${words.code}: ${escapeHtml(code)}</p>`;
  return `<h2>${escapeHtml(headline(page))}</h2><p>${lines(cutText(page.body.trim(), mostBody))}</p><table>${rows.join("")}</table>${answer}${open}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
