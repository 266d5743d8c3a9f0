import type { Language } from "../../schemas/language.ts";

/** What the page behind a link says, in one language. */
export interface AnswerWords {
  language: string;
  take: string;
  pass: string;
  taken: string;
  passed: string;
  late: string;
  lateBy: string;
  unknown: string;
}

export const answerWords: Readonly<Record<Language, AnswerWords>> = {
  en: {
    language: "en",
    take: "I take it",
    pass: "I cannot: pass it on",
    taken: "You have it. Everybody is told so.",
    passed: "It is passed on: the next step is taken at once.",
    late: "This has been answered already.",
    lateBy: "It is taken already, by",
    unknown: "This link leads nowhere any more: it was used, it has ended, or it is not complete.",
  },
  de: {
    language: "de",
    take: "Ich übernehme",
    pass: "Ich kann nicht: weitergeben",
    taken: "Sie haben übernommen. Alle erfahren davon.",
    passed: "Weitergegeben: Der nächste Schritt folgt sofort.",
    late: "Darauf wurde schon geantwortet.",
    lateBy: "Schon übernommen, von",
    unknown: "Dieser Link führt nirgendwohin mehr: Er wurde benutzt, ist abgelaufen oder nicht vollständig.",
  },
};

type AnswerState =
  | { kind: "unknown" }
  | {
      kind: "asked";
      title: string;
      facts: readonly { label: string; value: string }[];
      open: boolean;
      by: string | null;
    }
  | { kind: "answered"; title: string; text: string };

/** A page without scripts, for a phone at night. */
export function renderAnswer(words: AnswerWords, state: AnswerState, nonce: string): string {
  const title = state.kind === "unknown" ? "Interdesk" : state.title;
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${renderState(words, state)}</main></body>
</html>
`;
}

function renderState(words: AnswerWords, state: AnswerState): string {
  if (state.kind === "unknown") return `<p>${escapeHtml(words.unknown)}</p>`;
  if (state.kind === "answered") return `<p>${escapeHtml(state.text)}</p>`;
  const facts = state.facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`);
  const list = facts.length === 0 ? "" : `<dl>${facts.join("")}</dl>`;
  if (!state.open) {
    const text = state.by === null ? words.late : `${words.lateBy} ${state.by}.`;
    return `${list}<p>${escapeHtml(text)}</p>`;
  }
  return `${list}<form method="post"><button name="action" value="acknowledge">${escapeHtml(words.take)}</button><button class="quiet" name="action" value="pass">${escapeHtml(words.pass)}</button></form>`;
}

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}main{max-width:34rem;margin:10vh auto;padding:0 1.25rem}
h1{font-size:1.25rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{opacity:.7}dd{margin:0}
form{display:grid;gap:.75rem;margin-top:1.5rem}button{font:inherit;padding:.9rem;border:1px solid;border-radius:.5rem;background:CanvasText;color:Canvas}
button.quiet{background:Canvas;color:CanvasText}`;

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
