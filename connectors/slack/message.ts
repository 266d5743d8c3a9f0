import type { Page, ThreadState } from "../contract.ts";
import { cutText, headline, listLines, wordsOf } from "../pager-kit.ts";

/** @see https://docs.slack.dev/reference/block-kit/blocks: one text that is too long has the whole message refused */
const most = { header: 150, section: 3_000, field: 2_000, fields: 10, text: 4_000, url: 3_000 } as const;
/** An entity is longer than its character: cut before escaping, in a way that fits afterwards. */
const longestEntity = "&amp;".length;

type Block = Readonly<Record<string, unknown>>;

export interface Message {
  /** Read by notifications and screen readers. */
  text: string;
  blocks: readonly Block[];
}

/** A title of somebody else's could call the whole channel by `<!channel>`. @see https://docs.slack.dev/messaging/formatting-message-text */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function fit(text: string, length: number): string {
  const escaped = escapeMrkdwn(text);
  if (escaped.length <= length) return escaped;
  // Only what is escaped grows, so that most texts lose nothing to it.
  for (let keep = length; keep > length / longestEntity; keep = Math.floor(keep * 0.9)) {
    const shorter = escapeMrkdwn(cutText(text, keep));
    if (shorter.length <= length) return shorter;
  }
  return escapeMrkdwn(cutText(text, Math.floor(length / longestEntity)));
}

const plain = (text: string, length: number) => ({ type: "plain_text", text: cutText(text, length), emoji: false });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });

/**
 * The message as it stands in the channel.
 *
 * @param state undefined = nobody has answered yet
 * @param canAnswer whether pressed buttons come back to us
 */
export function buildMessage(page: Page, { state, canAnswer }: { state?: ThreadState; canAnswer: boolean }): Message {
  const isOpen = state === undefined || state.state === "open";
  const [body = ""] = listLines({ body: page.body, facts: [] });
  const facts = page.facts.slice(0, most.fields).map(({ label, value }) => {
    const name = fit(label, 200);
    return mrkdwn(`*${name}*\n${fit(value, most.field - name.length - 3) || "–"}`);
  });
  const buttons = listButtons(page, isOpen, canAnswer);
  const shown = state ? `${isOpen ? "" : "✓ "}${state.text}` : "";
  return {
    text: fit(shown === "" ? headline(page) : `${shown} · ${headline(page)}`, most.text),
    blocks: [
      { type: "header", text: plain(headline(page), most.header) },
      ...(body === "" ? [] : [{ type: "section", text: mrkdwn(fit(body, most.section)) }]),
      ...(facts.length === 0 ? [] : [{ type: "section", fields: facts }]),
      ...(shown === "" ? [] : [{ type: "section", text: mrkdwn(fit(shown, most.section)) }]),
      ...(page.kind === "notice" ? [] : [{ type: "context", elements: [mrkdwn(escapeMrkdwn(page.code))] }]),
      ...(buttons.length === 0 ? [] : [{ type: "actions", elements: buttons }]),
    ],
  };
}

function listButtons(page: Page, isOpen: boolean, canAnswer: boolean): Block[] {
  const { id, kind, language, ticketUrl, acknowledgeUrl } = page;
  const words = wordsOf(language);
  const press = (action_id: string, text: string, style?: string): Block => ({
    type: "button",
    action_id,
    value: id,
    text: plain(text, 75),
    ...(style === undefined ? {} : { style }),
  });
  const open = (action_id: string, text: string, url: string | null): Block[] =>
    url === null || url.length > most.url ? [] : [{ type: "button", action_id, url, text: plain(text, 75) }];
  const answers =
    kind === "notice" || !isOpen || !canAnswer
      ? []
      : [press("acknowledge", words.acknowledge, "primary"), press("pass", words.pass)];
  // Without a way back for buttons the link does the same.
  const link =
    answers.length === 0 && isOpen && kind !== "notice" ? open("link", words.acknowledge, acknowledgeUrl) : [];
  return [...answers, ...link, ...open("ticket", words.openTicket, ticketUrl)];
}
