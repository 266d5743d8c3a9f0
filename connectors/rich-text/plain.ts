import { toString } from "mdast-util-to-string";
import type { Nodes, RootContent, TableRow } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { TextFormat } from "../../schemas/comment.ts";

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** Our text for a desk that keeps plain text only: lists, tables and code stay readable, links keep their address. */
export function toPlain({ body, format }: { body: string; format: TextFormat }): string {
  if (format === "plain") return body;
  return blocks(parser.parse(body).children).trim();
}

function blocks(nodes: readonly RootContent[]): string {
  return nodes
    .map(block)
    .filter((text) => text !== "")
    .join("\n\n");
}

function block(node: RootContent): string {
  switch (node.type) {
    case "heading":
    case "paragraph":
      return inline(node.children);
    case "blockquote":
      return indent(blocks(node.children), "> ", "> ");
    case "list":
      return node.children
        .map((item, index) => listItem(item, node.ordered ? (node.start ?? 1) + index : null))
        .join("\n");
    case "code":
      return node.value;
    case "table":
      return node.children.map(tableRow).join("\n");
    case "thematicBreak":
      return "---";
    case "html":
      return node.value;
    default:
      return "children" in node ? inline(node.children) : toString(node);
  }
}

function listItem(item: Extract<RootContent, { type: "listItem" }>, number: number | null): string {
  const box = typeof item.checked === "boolean" ? `[${item.checked ? "x" : " "}] ` : "";
  const mark = number === null ? "- " : `${number}. `;
  const text = item.children.map(block).join("\n");
  return indent(box + text, mark, " ".repeat(mark.length));
}

function tableRow(row: TableRow): string {
  return row.children.map((cell) => inline(cell.children)).join(" | ");
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join("\n");
}

function inline(nodes: readonly Nodes[]): string {
  return nodes.map(piece).join("");
}

function piece(node: Nodes): string {
  switch (node.type) {
    case "break":
      return "\n";
    case "link": {
      const text = inline(node.children);
      return text === node.url || `mailto:${text}` === node.url ? text : `${text} (${node.url})`;
    }
    case "image":
      return `[${node.alt || "image"}] (${node.url})`;
    case "text":
    case "inlineCode":
    case "html":
      return node.value;
    default:
      return "children" in node ? inline(node.children) : toString(node);
  }
}
