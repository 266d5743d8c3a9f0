import type { ASTNode } from "@marcbachmann/cel-js";

/** Comprehensions inside one another: three deep over long lists already take a second. */
const mostMacroDepth = 2;
const macros = new Set(["exists", "exists_one", "all", "map", "filter"]);
/** The library's own `matches` is the engine's, which some patterns keep busy for minutes. */
export const linearMatch = "matchesLinear";

/** Puts the linear engine in the place of the other, before the tree is checked. @returns what is too much, in words */
export function prepareTree(tree: unknown): string | undefined {
  return prepare(tree, 0);
}

function prepare(node: unknown, macroDepth: number): string | undefined {
  if (Array.isArray(node)) {
    for (const part of node) {
      const refused = prepare(part, macroDepth);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }
  if (!isNode(node)) return undefined;
  let depth = macroDepth;
  if (node.op === "call" || node.op === "rcall") {
    const args: unknown[] = node.args;
    if (args[0] === "matches") args[0] = linearMatch;
    if (typeof args[0] === "string" && macros.has(args[0])) depth += 1;
    if (depth > mostMacroDepth)
      return `No more than ${mostMacroDepth} of exists, all, map and filter inside one another.`;
  }
  return prepare(node.args, depth);
}

/** What the library makes of a macro, behind its types: it is given the elements, and goes through them. */
interface Comprehension {
  op: string;
  handle?: (items: unknown, ...rest: unknown[]) => unknown;
}

/** Counts the elements of every comprehension before it goes through them; of a tree that was checked. */
export function meterComprehensions(tree: unknown, spend: (items: number) => void): void {
  if (Array.isArray(tree)) for (const part of tree) meterComprehensions(part, spend);
  if (!isNode(tree)) return;
  const comprehension = comprehensionOf(tree);
  if (comprehension?.handle) {
    const { handle } = comprehension;
    comprehension.handle = (items, ...rest) => {
      spend(sizeOf(items));
      return handle(items, ...rest);
    };
  }
  meterComprehensions(tree.args, spend);
}

/** The pinned version keeps it there; the test of a long comprehension fails if another one does not. */
function comprehensionOf(node: ASTNode): Comprehension | undefined {
  const { meta } = node as ASTNode & { meta?: { alternate?: Comprehension } };
  return meta?.alternate?.op === "comprehension" ? meta.alternate : undefined;
}

function sizeOf(items: unknown): number {
  if (Array.isArray(items)) return items.length;
  return typeof items === "object" && items !== null ? Object.keys(items).length : 0;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
