import type { Language, Page } from "../contract.ts";
import { cutText, headline } from "../pager-kit.ts";
import { countSegments, simplify } from "./gsm7.ts";

const howTo = {
  en: (code: string) => `1 ${code} = take it, 2 ${code} = pass on`,
  de: (code: string) => `1 ${code} = annehmen, 2 ${code} = weitergeben`,
} satisfies Record<Language, (code: string) => string>;

/** Of a title that stands before a long link. */
const leastTitle = 20;

/**
 * What is wrong, cut to what fits, and how to answer it, whole.
 *
 * @param segments more are used only where the link would leave no room for a title
 * @param repliesArrive a sender that is a name gets none: then the link stands there
 */
export function buildSms(
  page: Page,
  { segments, repliesArrive }: { segments: number; repliesArrive: boolean },
): string {
  const tail =
    page.kind === "notice" ? "" : repliesArrive ? howTo[page.language](page.code) : (page.acknowledgeUrl ?? "");
  const title = simplify(headline(page));
  for (let most = title.length; ; most -= 1) {
    const cut = most === title.length ? title : cutText(title, most).replace(/…$/, "...");
    const text = tail === "" ? cut : `${cut}\n${tail}`;
    if (most <= leastTitle || countSegments(text) <= segments) return text;
  }
}

/** What is answered to somebody who replied; by their number's country, since nothing else is known of their language. */
export function buildThanks(action: "acknowledge" | "pass", from: string): string {
  const german = /^\+4[139]/.test(from);
  if (action === "acknowledge") return german ? "Erhalten: angenommen." : "Received: you take it.";
  return german ? "Erhalten: wird weitergegeben." : "Received: it is passed on.";
}
