/** Numbers, addresses and ids say which one, not what: they are no words. */
const particular = /\b(?:[0-9a-f]{8}-[0-9a-f-]{27}|0x[0-9a-f]+|[a-f]*\d[0-9a-f]*|\d[\w.:/%-]*)\b/g;
const mostWords = 40;

/** The words of a title that say what is wrong: lower case, each once, without what names a single thing. */
export function wordsOf(title: string): ReadonlySet<string> {
  const words = title
    .toLowerCase()
    .replaceAll(particular, " ")
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);
  return new Set(words.slice(0, mostWords));
}

/**
 * How much two titles have in common: words in both, as a share of the words in either.
 *
 * @returns 0 … 1; 0 when one of them says nothing
 * @see Jaccard, "The Distribution of the Flora in the Alpine Zone" (1912)
 */
export function scoreTitles(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / (one.size + other.size - common);
}
