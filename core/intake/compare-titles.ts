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
