import type { Page, ThreadState } from "../contract.ts";
import { cutText, headline, listLines, webUrl, wordsOf } from "../pager-kit.ts";

/** Of about 28 KB that Teams takes, with room for what Power Automate adds. @see https://learn.microsoft.com/connectors/teams/#general-limits */
const mostBytes = 25_000;
const bodyLengths = [12_000, 6_000, 2_000, 500];
const mostTitle = 500;
const mostFacts = 12;
const mostFact = 300;

type Card = Readonly<Record<string, unknown>>;

/** The template takes `attachments` alone: a bare card makes the flow fail, although it was accepted. */
export function buildCard(page: Page, state?: ThreadState): Card {
  const cards = bodyLengths.map((most) =>
    wrap(state ? listStateBlocks(page, state) : listBlocks(page, most), listActions(page, state)),
  );
  return cards.find((card) => Buffer.byteLength(JSON.stringify(card)) <= mostBytes) ?? cards.at(-1) ?? {};
}

function wrap(body: readonly Card[], actions: readonly Card[]): Card {
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    // A safe ceiling: what is newer is not shown by all of Teams.
    version: "1.4",
    msteams: { width: "Full" },
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content };
  return { type: "message", attachments: [attachment] };
}

/** Teams reads Markdown: a link that somebody else wrote shall not hide where it leads. Single line ends are lost there. */
function plain(text: string, most: number): string {
  const clean = text.replaceAll(/(?!\n)\p{Cc}/gu, " ");
  return cutText(clean, most).replaceAll("](", "]\u200b(").replaceAll(/\n+/g, "\n\n");
}

function textBlock(text: string, more: Card = {}): Card {
  return { type: "TextBlock", text, wrap: true, ...more };
}

function listBlocks(page: Page, most: number): Card[] {
  const [body] = listLines({ body: page.body, facts: [] });
  const facts = page.facts
    .slice(0, mostFacts)
    .map(({ label, value }) => ({ title: plain(label, 60), value: plain(value, mostFact) }));
  const color = page.kind === "page" && page.priority <= 2 ? { color: "Attention" } : {};
  return [
    textBlock(plain(headline(page), mostTitle), { weight: "Bolder", size: "Large", ...color }),
    ...(body === undefined ? [] : [textBlock(plain(body, most))]),
    ...(facts.length === 0 ? [] : [{ type: "FactSet", facts }]),
    ...(page.kind === "notice" ? [] : [textBlock(page.code, { isSubtle: true })]),
  ];
}

function listStateBlocks(page: Page, { text }: ThreadState): Card[] {
  return [
    textBlock(`✓ ${plain(text, mostTitle)}`, { weight: "Bolder" }),
    textBlock(plain(headline(page), mostTitle), { isSubtle: true }),
  ];
}

/** Only links: what a button submits does not reach us from a workflow's card. */
function listActions({ kind, language, ticketUrl, acknowledgeUrl }: Page, state?: ThreadState): Card[] {
  const words = wordsOf(language);
  const open = (title: string, url: string | null) =>
    webUrl(url) === null ? [] : [{ type: "Action.OpenUrl", title, url }];
  return [
    ...(state || kind === "notice" ? [] : open(words.acknowledge, acknowledgeUrl)),
    ...open(words.openTicket, ticketUrl),
  ];
}
