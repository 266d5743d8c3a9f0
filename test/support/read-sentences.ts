import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/** A text in the source; `{0}`, `{1}` … are the values that a template puts in. */
export interface Sentence {
  text: string;
  file: string;
  /** What it belongs to: `detail:` of an object, `AppError` or `refuse()` whose argument it is; empty = something else. */
  place: string;
}

interface Node {
  type: string;
  [part: string]: unknown;
}

const root = path.resolve(import.meta.dirname, "../..");

/** What a step of a test is called may be one word. */
const isStep = /^(?:step:|toStep\(\)|tellStep\(\))$/;

/** Texts of a word and something beside it in these rooms, tests and simulators left out. */
export function readSentences(rooms: readonly string[]): Sentence[] {
  return rooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join(room, name.split(path.sep).join("/")))
      .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|\.d\.ts$|\/simulators?\//.test(file))
      .flatMap(readFile),
  );
}

function readFile(file: string): Sentence[] {
  const found: Sentence[] = [];
  const { program } = parseSync(file, readFileSync(path.join(root, file), "utf8"));
  walk(program as unknown as Node, "", (text, place) => {
    const isSaid = (/\S\s+\S/.test(text) && /[a-z]{3}/i.test(text)) || (isStep.test(place) && /^[A-Z]/.test(text));
    if (isSaid) found.push({ text, file, place });
  });
  return found;
}

function walk(node: Node, outer: string, found: (text: string, place: string) => void): void {
  // Of `{ … } satisfies Shape` the object is walked, and not the shape.
  if (/^TS(?:Satisfies|As)Expression$/.test(node.type)) return walk(node["expression"] as Node, outer, found);
  if (node.type === "ImportDeclaration" || node.type.startsWith("TS")) return;
  const text = textOf(node);
  const place = placeOf(node) ?? outer;
  if (text !== undefined) found(text.trim(), place);
  // The pieces of a text are no texts; what is put between them may be, also in SQL.
  const isPieced = text !== undefined || node.type === "TaggedTemplateExpression";
  const parts = isPieced ? valuesOf(node) : Object.values(node).flat();
  for (const part of parts) if (isNode(part)) walk(part, place, found);
}

const isNode = (part: unknown): part is Node =>
  typeof part === "object" && part !== null && "type" in part && typeof part.type === "string";

const textOf = (node: Node) => partsOf(node)?.reduce((text, part, at) => `${text}{${at - 1}}${part}`);

/** What stands between the values of a text, or of several that are added to one another. */
function partsOf(node: Node): string[] | undefined {
  if (node.type === "Literal") return typeof node["value"] === "string" ? [node["value"]] : undefined;
  if (node.type === "TemplateLiteral")
    return (node["quasis"] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  if (node.type !== "BinaryExpression" || node["operator"] !== "+") return undefined;
  const [left, right] = [partsOf(node["left"] as Node), partsOf(node["right"] as Node)];
  if (!left || !right) return undefined;
  return [...left.slice(0, -1), (left.at(-1) ?? "") + (right[0] ?? ""), ...right.slice(1)];
}

function valuesOf(node: Node): unknown[] {
  if (node.type === "TaggedTemplateExpression") return valuesOf(node["quasi"] as Node);
  if (node.type === "TemplateLiteral") return node["expressions"] as unknown[];
  return node.type === "BinaryExpression"
    ? [node["left"], node["right"]].flatMap((part) => valuesOf(part as Node))
    : [];
}

function placeOf(node: Node): string | undefined {
  if (node.type === "Property") return `${nameOf(node["key"])}:`;
  if (node.type === "VariableDeclarator") return `${nameOf(node["id"])}:`;
  if (node.type === "NewExpression") return nameOf(node["callee"]);
  return node.type === "CallExpression" ? `${nameOf(node["callee"])}()` : undefined;
}

function nameOf(node: unknown): string {
  const { name, value, property } = node as { name?: string; value?: string; property?: unknown };
  return name ?? value ?? (property ? nameOf(property) : "");
}
