import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { cleanText } from "./text.ts";

export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Its own text, without that of its children and without blanks around it. */
  text: string;
}

const usualMost = 20_000;
const deepest = 50;
const expected = "XML";

const openTag = /<([A-Za-z_][\w.:-]{0,100})((?:\s+[\w.:-]{1,100}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const closeTag = /<\/([A-Za-z_][\w.:-]{0,100})\s*>/y;
/** Sticky, as the list of a tag that could be read is nothing but these. */
const attribute = /\s+([\w.:-]{1,100})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gy;

/** What begins here is passed over, or taken as text, up to its end. */
const passages = [
  { begin: "<!--", end: "-->", isText: false },
  { begin: "<?", end: "?>", isText: false },
  { begin: "<![CDATA[", end: "]]>", isText: true },
];

/**
 * The outermost elements; several, and several declarations, are taken as senders write them one after the other. A document
 * type, and with it every entity of the sender's own, is refused.
 *
 * @param mostElements more are refused
 */
export function readXml(text: string, mostElements = usualMost): Result<XmlElement[], ParseProblem> {
  const root: XmlElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open: XmlElement[] = [root];
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const current = open.at(-1) ?? root;
    const next = text.indexOf("<", at);
    const until = next === -1 ? text.length : next;
    current.text += decodeEntities(text.slice(at, until));
    at = until;
    if (next === -1) break;
    const passage = passages.find(({ begin }) => text.startsWith(begin, at));
    if (passage) {
      const end = text.indexOf(passage.end, at + passage.begin.length);
      if (end === -1) return refuse(`"${passage.begin}" has no end`);
      if (passage.isText) current.text += text.slice(at + passage.begin.length, end);
      at = end + passage.end.length;
      continue;
    }
    const tag = readTag(text, at);
    if (!tag) return refuse(`at character ${at} there is no tag that can be read`);
    at += tag.length;
    if (tag.kind === "close") {
      if (open.length === 1 || current.name !== tag.name) return refuse(`</${tag.name}> closes nothing that is open`);
      open.pop();
      continue;
    }
    count += 1;
    if (count > mostElements || open.length > deepest) return refuse("it has too many elements, or is too deep");
    current.children.push(tag.element);
    if (!tag.isEmpty) open.push(tag.element);
  }
  if (open.length > 1) return refuse(`<${open.at(-1)?.name}> is not closed`);
  if (root.children.length === 0 || root.text.trim() !== "") return refuse("it is not one element, or more");
  tidy(root.children);
  return succeed(root.children);
}

type Tag =
  | { kind: "open"; element: XmlElement; isEmpty: boolean; length: number }
  | { kind: "close"; name: string; length: number };

function readTag(text: string, at: number): Tag | undefined {
  closeTag.lastIndex = at;
  const [closed, closing] = closeTag.exec(text) ?? [];
  if (closed !== undefined && closing !== undefined) return { kind: "close", name: closing, length: closed.length };
  openTag.lastIndex = at;
  const [opened, name, list = "", slash] = openTag.exec(text) ?? [];
  if (opened === undefined || name === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single] of list.matchAll(attribute))
    attributes.set(key, cleanText(decodeEntities(double ?? single ?? "")));
  return {
    kind: "open",
    element: { name, attributes, children: [], text: "" },
    isEmpty: slash === "/",
    length: opened.length,
  };
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** The five of XML and numbers; anything else stays as it is. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function tidy(elements: readonly XmlElement[]): void {
  for (const element of elements) {
    element.text = cleanText(element.text).trim();
    tidy(element.children);
  }
}

function refuse(why: string): Result<never, ParseProblem> {
  return fail({ path: "", expected, detail: `The body is not XML: ${why.slice(0, 200)}.` });
}

/** The text of the first child of this name; undefined where it is absent or empty. */
export function childText({ children }: XmlElement, name: string): string | undefined {
  return children.find((child) => child.name === name)?.text || undefined;
}
