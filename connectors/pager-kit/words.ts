import type { Language, Page } from "../contract.ts";

/** What connectors say beside the page's own words. */
const words = {
  en: {
    acknowledge: "Acknowledge",
    pass: "Pass on",
    openTicket: "Open ticket",
    test: "Test",
    code: "Code",
    thanks: "Thank you, it is yours.",
    passed: "It is passed on.",
    unclear: "That was not understood.",
  },
  de: {
    acknowledge: "Annehmen",
    pass: "Weitergeben",
    openTicket: "Ticket öffnen",
    test: "Test",
    code: "Code",
    thanks: "Danke, es gehört Ihnen.",
    passed: "Es wird weitergegeben.",
    unclear: "Das wurde nicht verstanden.",
  },
} as const;

export function wordsOf(language: Language): (typeof words)[Language] {
  return words[language];
}

/** One line: priority or test, and what is wrong. */
export function headline({ kind, language, priority, title }: Page): string {
  return `${kind === "test" ? `${words[language].test}: ` : `P${priority} · `}${title}`;
}

/** The body and the facts as plain lines. */
export function listLines({ body, facts }: Pick<Page, "body" | "facts">): string[] {
  return [...(body.trim() === "" ? [] : [body.trim()]), ...facts.map(({ label, value }) => `${label}: ${value}`)];
}
