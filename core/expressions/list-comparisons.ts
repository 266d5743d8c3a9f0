import type { ASTNode } from "@marcbachmann/cel-js";

/** A text that an expression compares something with: `client == "Acme"`, `"Acme" == client`, `client in ["Acme"]`. */
export interface Comparison {
  /** What is compared, such as `client` or `connection.name`. */
  of: string;
  value: string;
  /** Place of the text in the expression, from 0. */
  from: number;
  to: number;
}

/** All comparisons with fixed texts, of a tree that was checked: names in them can be held against those that there are. */
export function listComparisons(tree: unknown): readonly Comparison[] {
  if (Array.isArray(tree)) return tree.flatMap(listComparisons);
  if (!isNode(tree)) return [];
  return [...compare(tree), ...listComparisons(tree.args)];
}

function compare(node: ASTNode): readonly Comparison[] {
  if (node.op === "in") return pair(node.args[0], node.args[1]);
  if (node.op !== "==" && node.op !== "!=") return [];
  return [...pair(node.args[0], node.args[1]), ...pair(node.args[1], node.args[0])];
}

function pair(what: ASTNode, text: ASTNode): readonly Comparison[] {
  const of = pathOf(what);
  if (of === undefined) return [];
  const texts = text.op === "list" ? text.args : [text];
  return texts.flatMap((one) =>
    one.op === "value" && typeof one.args === "string"
      ? [{ of, value: one.args, from: one.range.start, to: one.range.end }]
      : [],
  );
}

/** @returns undefined for anything but names and their fields */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  if (node.op !== ".") return undefined;
  const inner = pathOf(node.args[0]);
  return inner === undefined ? undefined : `${inner}.${node.args[1]}`;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
