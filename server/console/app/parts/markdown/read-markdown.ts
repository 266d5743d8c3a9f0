import { type Inline, readInline } from "./read-inline.ts";

export type Block =
  | { kind: "paragraph"; children: readonly Inline[] }
  /** All headings look alike: the page has its own. */
  | { kind: "heading"; children: readonly Inline[] }
  | { kind: "list"; ordered: boolean; start: number; items: readonly (readonly Block[])[] }
  | { kind: "quote"; children: readonly Block[] }
  | { kind: "code"; text: string }
  | { kind: "table"; head: readonly (readonly Inline[])[]; rows: readonly (readonly (readonly Inline[])[])[] }
  | { kind: "rule" };

const deepest = 6;
const mostLines = 5_000;
/** Longer lines are words and begin nothing: no pattern is tried on them. */
const longestMark = 1_000;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^ {0,3}#{1,6}[ \t]/;
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const quote = /^ {0,3}> ?/;
const item = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|\t|$)/;
const tableRule = /^:?-+:?$/;

/**
 * Reads what people write in tickets: paragraphs, headings, lists, quotes, code and tables of CommonMark and GitHub, and of those the
 * common part. HTML is text. Whatever it is given, nothing of it is lost.
 */
export function readMarkdown(text: string): readonly Block[] {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  const read = readBlocks(lines.slice(0, mostLines), 0);
  const rest = lines.slice(mostLines).join("\n");
  return rest === "" ? read : [...read, { kind: "code", text: rest }];
}

/** Whether a text of which nobody says how it is written bears marks of Markdown that are hardly written by accident. */
export function looksFormatted(text: string): boolean {
  return /\*\*[\p{L}\p{N}][^*\n]{0,500}\*\*|`[^`\n]{1,500}`|\]\(https?:\/\/|^ {0,3}```/mu.test(text.slice(0, 50_000));
}

function readBlocks(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else {
      const { block, next } = readBlock(lines, at, depth);
      blocks.push(block);
      at = next;
    }
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number, depth: number): { block: Block; next: number } {
  const line = lines[at] ?? "";
  if (line.length > longestMark) return { block: { kind: "paragraph", children: readInline(line) }, next: at + 1 };
  const opened = fence.exec(line)?.[1];
  if (opened !== undefined) return readCode(lines, at, opened);
  const titled = readTitle(line);
  if (titled !== "") return { block: { kind: "heading", children: readInline(titled) }, next: at + 1 };
  if (rule.test(line)) return { block: { kind: "rule" }, next: at + 1 };
  if (depth < deepest && quote.test(line)) {
    const next = endOf(lines, at, (one) => quote.test(one));
    const inner = lines.slice(at, next).map((one) => one.replace(quote, ""));
    return { block: { kind: "quote", children: readBlocks(inner, depth + 1) }, next };
  }
  if (depth < deepest && item.test(line)) return readList(lines, at, depth);
  if (line.includes("|") && isTableRule((lines[at + 1] ?? "").slice(0, longestMark))) return readTable(lines, at);
  const next = endOf(lines, at + 1, (one) => one.trim() !== "" && !beginsBlock(one));
  const words = lines.slice(at, next).map((one) => one.trimStart());
  return { block: { kind: "paragraph", children: readInline(words.join("\n").trimEnd()) }, next };
}

/** What a heading says, without the signs that may close it; empty = it is none. */
function readTitle(line: string): string {
  const opened = heading.exec(line)?.[0];
  if (opened === undefined) return "";
  const title = line.slice(opened.length).trim();
  const words = title.lastIndexOf(" ") + 1;
  return /^#+$/.test(title.slice(words)) ? title.slice(0, words).trimEnd() || title : title;
}

/** The line of dashes below a table's head. */
function isTableRule(line: string): boolean {
  const cells = line.trim().split("|");
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return /^ {0,3}\S/.test(line) && cells.length > 0 && cells.every((cell) => tableRule.test(cell.trim()));
}

/** A number begins a list within a paragraph only where it is the first: "in\n2026. Then" is none. */
function beginsBlock(line: string): boolean {
  if (line.length > longestMark) return false;
  const marker = item.exec(line)?.[2];
  const isList = marker !== undefined && (!/\d/.test(marker) || /^1[.)]$/.test(marker)) && !/^\s*\S+\s*$/.test(line);
  return isList || fence.test(line) || readTitle(line) !== "" || rule.test(line) || quote.test(line);
}

function readCode(lines: readonly string[], at: number, opened: string): { block: Block; next: number } {
  const closes = (line: string) => {
    const sign = fence.exec(line)?.[1];
    return sign !== undefined && sign.startsWith(opened) && line.trim() === sign;
  };
  const end = endOf(lines, at + 1, (line) => !closes(line));
  return { block: { kind: "code", text: lines.slice(at + 1, end).join("\n") }, next: end + 1 };
}

function readList(lines: readonly string[], at: number, depth: number): { block: Block; next: number } {
  const first = item.exec(lines[at] ?? "")?.[2] ?? "-";
  const ordered = /\d/.test(first);
  const items: (readonly Block[])[] = [];
  let next = at;
  while (next < lines.length) {
    const found = item.exec(lines[next] ?? "");
    if (!found || /\d/.test(found[2] ?? "") !== ordered || rule.test(lines[next] ?? "")) break;
    const width = found[0].length;
    const end = endOfItem(lines, next + 1, Math.min(width, 2));
    const [head = "", ...more] = lines.slice(next, end);
    const inner = more.map((line) => line.slice(Math.min(width, /^ */.exec(line)?.[0].length ?? 0)));
    items.push(readBlocks([head.slice(width), ...inner], depth + 1));
    next = end;
    // An empty line between two items does not end the list.
    const after = endOf(lines, next, (line) => line.trim() === "");
    if (item.test(lines[after] ?? "")) next = after;
  }
  return { block: { kind: "list", ordered, start: ordered ? Number.parseInt(first, 10) : 1, items }, next };
}

/** What is indented belongs to it, and the lines of its own paragraph. */
function endOfItem(lines: readonly string[], from: number, indent: number): number {
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      const after = endOf(lines, at, (one) => one.trim() === "");
      if (!(lines[after] ?? "").startsWith(" ".repeat(indent))) return at;
      at = after;
    } else if (line.startsWith(" ".repeat(indent)) || !(beginsBlock(line) || item.test(line))) at += 1;
    else return at;
  }
  return at;
}

function readTable(lines: readonly string[], at: number): { block: Block; next: number } {
  const next = endOf(lines, at + 2, (line) => line.includes("|") && line.trim() !== "");
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\|/, "")
      .replace(/\|$/, "")
      .split(/(?<!\\)\|/)
      .map((cell) => readInline(cell.trim()));
  const head = cells(lines[at] ?? "");
  return { block: { kind: "table", head, rows: lines.slice(at + 2, next).map(cells) }, next };
}

/** The first place from here at which it does not hold any more. */
function endOf(lines: readonly string[], from: number, holds: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && holds(lines[at] ?? "")) at += 1;
  return at;
}
