/** Fields of one template; more would be no template of ours. */
const mostAnchors = 1_000;
/** Between a name and what stands before it. */
const mostBlanks = 20;

/**
 * A flat JSON object that a template filled in without escaping, so that quotes, backslashes and line ends in a value broke
 * it. A value goes on until the next name: a known one, or any other behind a closing quote and a comma. Values are taken
 * literally, since what does not escape means no escapes. Where a name comes twice the last counts, as in JSON itself: a template that puts its free text
 * first cannot be overruled by what stands in that text.
 *
 * @param text without blanks around it
 * @returns undefined where it is no such object, a cut one included
 */
export function readLooseJson(text: string, keys: readonly string[]): Map<string, string> | undefined {
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const known = new Set(keys);
  const anchors: { key: string; from: number; valueAt: number }[] = [];
  for (const match of text.matchAll(/"([A-Za-z]\w{0,60})"\s{0,20}:/g)) {
    const [whole, key = ""] = match;
    const before = lookBack(text, match.index);
    if (before && (known.has(key) || before.isQuoted))
      anchors.push({ key, from: before.from, valueAt: match.index + whole.length });
    if (anchors.length > mostAnchors) return undefined;
  }
  const fields = new Map<string, string>();
  for (const [index, { key, valueAt }] of anchors.entries()) {
    const end = anchors[index + 1]?.from ?? text.length - 1;
    const value = text.slice(valueAt, end).trim();
    const isQuoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
    if (known.has(key) && !isQuoted && !/^[\w.+-]{0,40}$/.test(value)) return undefined;
    if (known.has(key)) fields.set(key, isQuoted ? value.slice(1, -1) : value);
  }
  return fields.size > 0 ? fields : undefined;
}

/**
 * What stands before a name: the object's beginning, or the comma behind a value.
 *
 * @returns where that value has ended, and whether a closing quote ends it; undefined where it is no name
 */
function lookBack(text: string, nameAt: number): { from: number; isQuoted: boolean } | undefined {
  const mark = passBlanks(text, nameAt);
  if (text[mark - 1] === "{") return { from: mark - 1, isQuoted: false };
  if (text[mark - 1] !== ",") return undefined;
  const from = passBlanks(text, mark - 1);
  return { from, isQuoted: text[from - 1] === '"' };
}

function passBlanks(text: string, end: number): number {
  let at = end;
  while (end - at < mostBlanks && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
