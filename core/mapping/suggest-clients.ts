import { shareWords } from "../text/share-words.ts";

/** Words that say what kind of company it is, not which. */
const legalForms = new Set(
  "ag bv co company corp corporation gmbh inc incorporated kg limited llc llp ltd mbh oy pty sa sarl se spa srl the und and".split(
    " ",
  ),
);
const mostSuggestions = 3;
const leastShare = 0.5;

/**
 * Clients whose names are much like the desk's name of a customer, best first; for a person to choose from, never to be
 * taken by itself: two companies may well share their words.
 */
export function suggestClients(theirs: string, clients: readonly string[]): readonly string[] {
  const wanted = wordsOf(theirs);
  return clients
    .map((name) => ({ name, share: shareWords(wanted, wordsOf(name)) }))
    .filter(({ share }) => share >= leastShare)
    .toSorted((a, b) => b.share - a.share || a.name.localeCompare(b.name))
    .slice(0, mostSuggestions)
    .map(({ name }) => name);
}

function wordsOf(name: string): ReadonlySet<string> {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const telling = words.filter((word) => !legalForms.has(word));
  return new Set(telling.length > 0 ? telling : words);
}
