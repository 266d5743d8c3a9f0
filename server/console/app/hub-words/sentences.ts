/** Templates in English, with `{0}`, `{1}` … for what stands in them, and what each says in another language. */
export type Sentences = Readonly<Record<string, string>>;

interface Template {
  /** What stands before, between and after the places. */
  parts: readonly string[];
  /** Which place stands between them. */
  places: readonly number[];
  said: string;
}

/** Sentences that belong together came in one text; of more it is no text of the hub's. */
const mostSentences = 8;
const deepest = 3;
const mostRemembered = 1_000;
const sentenceEnd = /[.?] /g;
const place = /\{(\d)\}/;

/**
 * Finds what a text says in another language: all of it, or sentence by sentence, with what stands in its places, which may be a
 * sentence itself. No expression is made of a template: its parts are looked for one after the other, so that a long text costs
 * what it is long. What nobody has written down stays as it is.
 */
export function createTranslator(sentences: Sentences): (text: string) => string {
  const { fixed, byFirstWord, others } = arrange(sentences);

  function find(text: string, depth: number): string | undefined {
    const whole = fixed.get(text);
    if (whole !== undefined || depth > deepest) return whole;
    const [first = ""] = text.split(" ", 1);
    for (const template of [...(byFirstWord.get(first) ?? []), ...others]) {
      const found = match(template, text);
      if (found) return fill(template.said, found, (one) => sayWithin(one, (bare) => tell(bare, depth + 1)));
    }
    return undefined;
  }

  function tell(text: string, depth: number): string | undefined {
    const findOne = (one: string) => find(one, depth) ?? findWithout(one, ".", (bare) => find(bare, depth));
    return findOne(text) ?? joinKnown(splitSentences(text), findOne);
  }

  const tellOne = (text: string) => tell(text, 0);
  const tellLine = (line: string) => tellOne(line.trim()) ?? tellParts(line.trim(), tellOne) ?? line;

  const say = (text: string) => tellOne(text.trim()) ?? text.split("\n").map(tellLine).join("\n");
  return remember(say);
}

/** A list is drawn again and again, and looking for many sentences in each of its rows takes longer than a frame lasts. */
function remember(say: (text: string) => string): (text: string) => string {
  const said = new Map<string, string>();
  return (text) => {
    const known = said.get(text);
    if (known !== undefined) return known;
    const told = say(text);
    if (said.size >= mostRemembered) said.clear();
    said.set(text, told);
    return told;
  };
}

/** What is known without its end, which then stands behind it again. */
function findWithout(text: string, end: string, find: (text: string) => string | undefined): string | undefined {
  if (!text.endsWith(end)) return undefined;
  const known = find(text.slice(0, -end.length));
  return known === undefined ? undefined : known + end;
}

/** `place: what is wrong`, `what happened (why)`: of either part what is known; undefined = neither is. */
function tellParts(text: string, tell: (text: string) => string | undefined): string | undefined {
  const [bracket, colon] = [text.lastIndexOf(" ("), text.indexOf(": ")];
  const ways: [before: string, between: string, behind: string, end: string][] = [];
  if (text.endsWith(")") && bracket > 0) ways.push([text.slice(0, bracket), " (", text.slice(bracket + 2, -1), ")"]);
  if (colon > 0) ways.push([text.slice(0, colon), ": ", text.slice(colon + 2), ""]);
  for (const [before, between, behind, end] of ways) {
    const known = [tell(before), tell(behind)];
    if (known.some((part) => part !== undefined)) return (known[0] ?? before) + between + (known[1] ?? behind) + end;
  }
  return undefined;
}

/** What stands in a place may bring its own space. */
function sayWithin(text: string, find: (text: string) => string | undefined): string {
  const bare = text.trim();
  const known = bare === "" ? undefined : find(bare);
  return known === undefined ? text : text.replace(bare, () => known);
}

function arrange(sentences: Sentences) {
  const fixed = new Map<string, string>();
  const byFirstWord = new Map<string, Template[]>();
  const others: Template[] = [];
  for (const [template, said] of Object.entries(sentences)) {
    const pieces = template.split(place);
    const parts = pieces.filter((_, at) => at % 2 === 0);
    const [start = ""] = parts;
    const list = start.includes(" ") ? (byFirstWord.get(start.split(" ", 1)[0] ?? "") ?? []) : others;
    if (parts.length === 1) fixed.set(template, said);
    else list.push({ parts, places: pieces.filter((_, at) => at % 2 === 1).map(Number), said });
    if (list !== others) byFirstWord.set(start.split(" ", 1)[0] ?? "", list);
  }
  // Of several that fit, the one with the most words of its own says the most.
  const byWords = (one: Template, other: Template) => other.parts.join("").length - one.parts.join("").length;
  for (const list of [...byFirstWord.values(), others]) list.sort(byWords);
  return { fixed, byFirstWord, others };
}

/** What stands in the places, by their number; undefined = the text is another one. */
function match({ parts, places }: Template, text: string): ReadonlyMap<number, string> | undefined {
  const [start = "", ...rest] = parts;
  const end = rest.pop() ?? "";
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) return undefined;
  // What a sentence begins with is no sentence before it.
  if (start === "" && /[.?] /.test(text.slice(0, text.indexOf(rest[0] ?? end)))) return undefined;
  const found = new Map<number, string>();
  let from = start.length;
  const until = text.length - end.length;
  for (const [at, part] of rest.entries()) {
    const next = text.indexOf(part, from);
    if (next < 0 || next + part.length > until) return undefined;
    found.set(places[at] ?? 0, text.slice(from, next));
    from = next + part.length;
  }
  return found.set(places.at(-1) ?? 0, text.slice(from, until));
}

function fill(said: string, found: ReadonlyMap<number, string>, say: (part: string) => string): string {
  const pieces = said.split(place);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : say(found.get(Number(piece)) ?? ""))).join("");
}

function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(sentenceEnd)) {
    sentences.push(text.slice(from, index + 1));
    from = index + 2;
    if (sentences.length > mostSentences) break;
  }
  return [...sentences, text.slice(from)];
}

/** As many sentences together as are known, the others as they are; undefined = none is known. */
function joinKnown(sentences: readonly string[], say: (text: string) => string | undefined): string | undefined {
  if (sentences.length === 1 || sentences.length > mostSentences) return undefined;
  const told: string[] = [];
  let knowsOne = false;
  for (let from = 0; from < sentences.length;) {
    const [longest, until] = longestKnown(sentences, from, say);
    const known = longest ?? tellParts(sentences[from] ?? "", say);
    knowsOne ||= known !== undefined;
    told.push(known ?? sentences[from] ?? "");
    from = until;
  }
  return knowsOne ? told.join(" ") : undefined;
}

function longestKnown(
  sentences: readonly string[],
  from: number,
  say: (text: string) => string | undefined,
): [known: string | undefined, until: number] {
  for (let until = sentences.length; until > from; until--) {
    const known = say(sentences.slice(from, until).join(" "));
    if (known !== undefined) return [known, until];
  }
  return [undefined, from + 1];
}
