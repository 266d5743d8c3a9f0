import type { CommentCopy } from "./comment-copy.ts";

const mostReplies = 5;
const windowMs = 60_000;
/** A comment that comes so soon after a copy of ours may be a machine's answer to it. */
const answerMs = 30_000;

/**
 * Whether machines answer each other through us: five comments within a minute that each came right after a copy of ours.
 * The next one is kept here and copied nowhere; people who write side by side do not answer our copies.
 *
 * @param createdAt of the comment that has just come on this link
 */
export function isReplyLoop(copies: readonly CommentCopy[], createdAt: Date): boolean {
  const ours = copies
    .filter(({ bornHere, seen }) => !bornHere && seen !== null)
    .map(({ seen }) => new Date(seen?.at ?? 0).getTime());
  const isAnswer = (at: number) => ours.some((wrote) => wrote <= at && at - wrote < answerMs);
  if (!isAnswer(createdAt.getTime())) return false;
  const answers = copies.filter(
    ({ bornHere, comment }) =>
      bornHere && createdAt.getTime() - comment.createdAt.getTime() < windowMs && isAnswer(comment.createdAt.getTime()),
  );
  return answers.length >= mostReplies;
}
