import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import type { TextFormat } from "../../schemas/comment.ts";
import { markImages, takeInlineImages } from "./images.ts";

/** Longer pages are cut before they are read: a parser's time grows with its input. UTF-16 units. */
const mostHtml = 500_000;

const reader = unified()
  .use(rehypeParse, { fragment: true })
  .use(markImages)
  .use(rehypeSanitize)
  .use(rehypeRemark)
  .use(remarkGfm)
  .use(remarkStringify, { bullet: "-", fences: true, rule: "-" })
  .freeze();

const writer = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize)
  .use(rehypeStringify)
  .freeze();

/** A vendor's HTML as Markdown, pictures as marks; scripts, styles and event handlers are dropped, what people read is kept. */
export function fromHtml(html: string): string {
  return tidy(String(reader.processSync(takeInlineImages(html).html.slice(0, mostHtml))));
}

/** Our text as HTML that holds no script; plain text keeps its line ends. */
export function toHtml({ body, format }: { body: string; format: TextFormat }): string {
  if (format === "markdown") return String(writer.processSync(body));
  return body
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll("\n", "<br>\n")}</p>`)
    .join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** No more than one empty line outside of code, no blanks at the ends; a second pass changes nothing. */
function tidy(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && (fence === undefined || line.trim() === fence)) fence = fence === undefined ? mark : undefined;
    if (fence === undefined && line.trim() === "" && lines.at(-1) === "") continue;
    lines.push(fence === undefined && line.trim() === "" ? "" : line);
  }
  return lines.join("\n").trim();
}
