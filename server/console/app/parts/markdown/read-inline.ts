/** What stands within a line; anything that is none of these is text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "emphasis" | "struck"; children: readonly Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; children: readonly Inline[] }
  | { kind: "break" };

/** Deeper marks stay as they are written: nobody writes so, and a text may not cost a page. */
const deepest = 4;
/** Longer runs are left as text; a text of nothing but marks is then read in one pass. */
const longest = 20_000;

interface Mark {
  pattern: RegExp;
  read(found: RegExpExecArray, depth: number): Inline | undefined;
}

const within = (kind: "strong" | "emphasis" | "struck") => (found: RegExpExecArray, depth: number) => ({
  kind,
  children: readInline(found[1] ?? "", depth + 1),
});

const bareAddress = /https?:\/\/[^\s<>"'`]{1,2000}/g;

/** Each begins where it is tried, and reaches no further than to the end of its line or words. */
const marks: readonly Mark[] = [
  { pattern: /\\([!-/:-@[-`{-~])/y, read: ([, sign = ""]) => ({ kind: "text", text: sign }) },
  { pattern: /(?:\\| {2})\n/y, read: () => ({ kind: "break" }) },
  { pattern: /``([^\n]{1,500}?)``/y, read: ([, text = ""]) => ({ kind: "code", text: text.trim() }) },
  { pattern: /`([^`\n]{1,500})`/y, read: ([, text = ""]) => ({ kind: "code", text }) },
  { pattern: /\*\*(?=\S)([^\n]{0,500}?\S)\*\*(?!\*)/y, read: within("strong") },
  { pattern: /__(?=\S)([^\n]{0,500}?\S)__(?![\p{L}\p{N}])/uy, read: within("strong") },
  { pattern: /~~(?=\S)([^\n]{0,500}?\S)~~/y, read: within("struck") },
  { pattern: /\*(?=[^\s*])([^*\n]{0,500}?[^\s*])\*(?![*\p{L}\p{N}/])/uy, read: within("emphasis") },
  { pattern: /_(?=[^\s_])([^_\n]{0,500}?[^\s_])_(?![\p{L}\p{N}_])/uy, read: within("emphasis") },
  {
    // An image is shown by its words: whose picture it is would be told to whom it belongs.
    pattern: /!?\[([^\][\n]{1,300})\]\(<?([^\s()<>]{1,2000})>?(?:\s{1,3}"[^"\n]{0,200}")?\)/y,
    read: ([, label = "", address = ""], depth) => toLink(address, readInline(label, depth + 1)),
  },
  { pattern: /<([^\s<>]{1,2000})>/y, read: ([, address = ""]) => toLink(address) },
  {
    pattern: /https?:\/\/[^\s<>"'`]{1,2000}/y,
    read: ([address = ""]) => toLink(address),
  },
];
/** Where one of them may begin. */
const starts = /[\\`*_~![<]|https?:\/\/| {2}\n/g;

/** @returns undefined = it leads nowhere that a text of a vendor may lead to, and stays text */
function toLink(given: string, children?: readonly Inline[]): Inline | undefined {
  const address = /^[^\s@:/]+@[^\s@:/.]+(?:\.[^\s@:/.]+)+$/.test(given) ? `mailto:${given}` : given;
  const href = readAddress(address);
  return href === undefined ? undefined : { kind: "link", href, children: children ?? [{ kind: "text", text: given }] };
}

function readAddress(text: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
}

/** Plain words, in which only addresses of the web that stand alone are links. */
export function readPlain(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(bareAddress)) {
    const address = trimAddress(found);
    const link = toLink(address);
    if (!link) continue;
    parts.push({ kind: "text", text: text.slice(at, index) }, link);
    at = index + address.length;
  }
  return [...parts, { kind: "text", text: text.slice(at) }];
}

const signs = ".,;:!?)]}*_~";

/** Signs at its end belong to the sentence around it. */
function trimAddress(found: string): string {
  let end = found.length;
  while (signs.includes(found.charAt(end - 1)) && end > 0) end -= 1;
  return found.slice(0, end);
}

/** What a line of Markdown says. What is not understood is text, as it was written. */
export function readInline(text: string, depth = 0): readonly Inline[] {
  if (depth > deepest || text.length > longest) return [{ kind: "text", text }];
  const parts: Inline[] = [];
  let plain = "";
  const keep = (part: Inline) => {
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
    parts.push(part);
  };
  let at = 0;
  while (at < text.length) {
    starts.lastIndex = at;
    const next = starts.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    if (next === text.length) break;
    const found = tryMarks(text, next, depth);
    if (found?.part.kind === "text") plain += found.part.text;
    else if (found) keep(found.part);
    // The whole run of a sign at once: what does not begin here does not begin within it either.
    const run = found ? found.length : (/^(\*+|_+|~+|`+|.)/su.exec(text.slice(next, next + 200))?.[0].length ?? 1);
    if (!found) plain += text.slice(next, next + run);
    at = next + run;
  }
  if (plain !== "") parts.push({ kind: "text", text: plain });
  return parts;
}

function tryMarks(text: string, at: number, depth: number): { part: Inline; length: number } | undefined {
  // Within a word a low line is one: snake_case, file_names.
  // Nor is a star within a path: /var/*/log/*.
  const isInWord = text[at] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
  const isInPath = text[at] === "*" && text[at + 1] !== "*" && /[\p{L}\p{N}/\\]/u.test(text[at - 1] ?? "");
  if (isInWord || isInPath) return undefined;
  for (const { pattern, read } of marks) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) continue;
    const length = found[0].length;
    if (!found[0].startsWith("http")) {
      const part = read(found, depth);
      if (part) return { part, length };
      continue;
    }
    const address = trimAddress(found[0]);
    const part = toLink(address);
    if (part) return { part, length: address.length };
  }
  return undefined;
}
