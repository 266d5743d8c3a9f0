import { Document, isNode, type Node, parseDocument, stringify } from "yaml";
import type { TextPart } from "../../schemas/configuration.ts";
import type { TextKind } from "../db/text-versions.ts";

/** What the stored text of each part is called, and how the audit names that it was saved. */
export const kindOfPart: Readonly<Record<TextPart, { kind: TextKind; action: string }>> = {
  rules: { kind: "intake", action: "rules.set" },
  sla: { kind: "sla", action: "sla.set" },
  onCall: { kind: "onCall", action: "onCall.set" },
};

/** Long lines stay one line, so that a text comes back as it went in. */
const style = { lineWidth: 0, flowCollectionPadding: true };

/** A kept text as it stands within the file, with its comments. */
export function toPart(text: string): Node {
  const document = parseDocument(text);
  const contents = document.contents ?? document.createNode({});
  contents.commentBefore = join(document.commentBefore, contents.commentBefore);
  contents.comment = join(contents.comment, document.comment);
  return contents;
}

/** What a part of the file says as a text of its own; undefined = the part is not there. */
export function readPart(file: Document, part: TextPart): string | undefined {
  const node = file.get(part, true);
  return isNode(node) ? write(node, file) : undefined;
}

/** The text as it comes back from the file: two texts that differ in nothing but layout are the same then. */
export function normaliseText(text: string): string {
  const file = new Document({});
  file.set("part", toPart(text));
  const again = parseDocument(writeFile(file)).get("part", true);
  return isNode(again) ? write(again, file) : "";
}

export function writeFile(file: Document): string {
  return file.toString(style);
}

function write(node: Node, file: Document): string {
  const own = new Document();
  own.contents = node as typeof own.contents;
  try {
    return own.toString(style);
  } catch {
    // An alias of something that stands in another part.
    return stringify(node.toJS(file), style);
  }
}

function join(...comments: readonly (string | null | undefined)[]): string | null {
  const said = comments.filter((comment) => typeof comment === "string");
  return said.length === 0 ? null : said.join("\n");
}
