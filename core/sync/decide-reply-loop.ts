import type { DeskComment } from "../ports/desk.ts";
import { shareWords } from "../text/share-words.ts";
import type { CommentCopy } from "./comment-copy.ts";

/** A comment that comes so soon after a copy of ours may be a machine's answer to it. */
const answerMs = 60_000;
const windowMs = 600_000;
/** Copies of ours that may be answered in the same words, within the window. */
const mostAlike = 5;
/** … and in any words: nobody answers so many so fast, but a machine that finds new words each time. */
const mostAnswers = 20;
/** A machine changes a number or a name in its answer; our own figure. */
const leastShare = 2 / 3;

interface Answer {
  body: string;
  /** The copy of ours that it came after; ms since 1970. */
  to: number;
}

/**
 * Whether machines answer each other through us: one copy of ours after another was answered at once, in the same words. The next
 * answer is kept here and copied nowhere. People who write side by side answer our copies too, but never say the same thing.
 *
 * @param copies of this link
 * @param theirs the comment that has just come on it
 */
export function isReplyLoop(copies: readonly CommentCopy[], theirs: Pick<DeskComment, "body" | "createdAt">): boolean {
  const ours = listOurs(copies);
  const at = theirs.createdAt.getTime();
  const to = findAnswered(ours, at);
  if (to === undefined) return false;
  const answers = listAnswers(copies, ours, at).filter((answer) => answer.to !== to);
  if (countAnswered(answers) >= mostAnswers) return true;
  const words = wordsOf(theirs.body);
  return countAnswered(answers.filter(({ body }) => shareWords(words, wordsOf(body)) >= leastShare)) >= mostAlike;
}

/** When our copies came to stand there; ms since 1970. */
function listOurs(copies: readonly CommentCopy[]): readonly number[] {
  return copies.flatMap(({ bornHere, seen }) => (bornHere || seen === null ? [] : [new Date(seen.at).getTime()]));
}

/** The newest copy that a comment of this instant can be the answer to. */
function findAnswered(ours: readonly number[], at: number): number | undefined {
  const newest = Math.max(...ours.filter((wrote) => wrote <= at));
  return at - newest < answerMs ? newest : undefined;
}

function listAnswers(copies: readonly CommentCopy[], ours: readonly number[], before: number): readonly Answer[] {
  return copies.flatMap(({ bornHere, comment }) => {
    const at = comment.createdAt.getTime();
    const to = bornHere && before - at < windowMs ? findAnswered(ours, at) : undefined;
    return to === undefined ? [] : [{ body: comment.body, to }];
  });
}

const countAnswered = (answers: readonly Answer[]) => new Set(answers.map(({ to }) => to)).size;

function wordsOf(body: string): ReadonlySet<string> {
  return new Set(body.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
