import type { Visibility } from "../../schemas/comment.ts";
import type { Outcome } from "./directory.ts";
import type { Settings } from "./manifest.ts";

/** Outcomes that one note is tried with, at most: each is a call. */
const mostTried = 5;

/** Sends nothing, leaves the status, and is offered to people. */
function isQuiet(outcome: Outcome): boolean {
  return outcome.offered && !outcome.sendsMail && outcome.newStatus === 0;
}

/**
 * Numbers of outcomes for a note, the best first: the chosen one, then quiet ones that fit, then the other quiet ones, since
 * visibility is said explicitly with each note. An outcome that sends mail or moves the status is never fallen back to.
 */
export function listOutcomes(
  outcomes: readonly Outcome[],
  visibility: Visibility,
  settings: Pick<Settings, "internalOutcomeId" | "publicOutcomeId">,
): readonly number[] {
  const chosen = visibility === "public" ? settings.publicOutcomeId : settings.internalOutcomeId;
  const hides = visibility === "internal";
  const quiet = outcomes.filter(isQuiet);
  const fitting = quiet.filter(({ hidesNote }) => hides === hidesNote);
  const others = quiet.filter(({ hidesNote }) => hides !== hidesNote);
  const ordered = [...(chosen === undefined ? [] : [chosen]), ...[...fitting, ...others].map(({ id }) => id)];
  return [...new Set(ordered)].slice(0, mostTried);
}
