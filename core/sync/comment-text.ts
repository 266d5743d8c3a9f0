import type { Comment } from "../../schemas/comment.ts";

/** Vendors trim, change line ends and drop trailing blanks; what one desk shows twice is compared by this. */
export function foldBlanks(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * What is left when markup, punctuation and blanks are taken away: a text is recognised by it however a desk writes it.
 * A text that holds no letter or digit, such as an emoji, stays as it is.
 */
export function foldWords(text: string): string {
  const words = text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return words === "" ? foldBlanks(text) : words;
}

/** A desk that keeps less of a text shows its beginning; shorter ones are not taken for cut. */
const leastCut = 900;

/** Whether `shown` is what a desk makes of `sent`: the same words, or their beginning. */
export function isShownAs(sent: string, shown: string): boolean {
  const [long, short] = [foldWords(sent), foldWords(shown)];
  return long === short || (short.length >= leastCut && long.startsWith(short));
}

/** How a comment of another system is written into a desk that cannot show its author. */
export function attributeComment(comment: Pick<Comment, "body" | "format" | "authorName" | "authorKind">): string {
  if (comment.authorKind === "automation" || !comment.authorName) return comment.body;
  return `${comment.authorName}:${comment.format === "markdown" ? "\n\n" : "\n"}${comment.body}`;
}

/** The text without the line that names its author, where it still begins with it. */
export function stripAttribution(text: string, comment: Pick<Comment, "authorName" | "authorKind">): string {
  const { authorName, authorKind } = comment;
  if (authorKind === "automation" || !authorName || !text.startsWith(`${authorName}:`)) return text;
  return text.slice(authorName.length + 1).trim();
}

/** Said, internally, where a comment that was edited elsewhere cannot be edited. */
export function describeEdit(comment: Pick<Comment, "body" | "format" | "authorName" | "authorKind">): string {
  return `Edited: ${attributeComment(comment)}`;
}
