import { Fragment, type ReactNode, useMemo } from "react";
import { type Inline, readPlain } from "./read-inline.ts";
import { type Block, looksFormatted, readMarkdown } from "./read-markdown.ts";
import css from "./markdown.module.css";

/**
 * What somebody has written, formatted. It becomes elements and text and never HTML, so that whatever a vendor's user writes is
 * shown and nothing of it runs; links lead to the web and to mail, and tell nobody where they were.
 */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return <div className={css.text}>{blocks.map(drawBlock)}</div>;
}

/** Plain words with their lines; an address of the web is a link. */
function PlainText({ text }: { text: string }) {
  const parts = useMemo(() => readPlain(text), [text]);
  return <div className={css.plain}>{parts.map(drawInline)}</div>;
}

/** What somebody has written, by how they have written it. @param format absent = nobody says; it is seen by its marks */
export function Prose({ text, format }: { text: string; format?: "plain" | "markdown" }) {
  return (format ?? (looksFormatted(text) ? "markdown" : "plain")) === "markdown" ? (
    <Markdown text={text} />
  ) : (
    <PlainText text={text} />
  );
}

function drawBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return <p key={key}>{block.children.map(drawInline)}</p>;
    case "heading":
      return (
        <p key={key} className={css.heading}>
          {block.children.map(drawInline)}
        </p>
      );
    case "list": {
      const items = block.items.map((item, index) => <li key={index}>{item.map(drawBlock)}</li>);
      return block.ordered ? (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
    case "quote":
      return <blockquote key={key}>{block.children.map(drawBlock)}</blockquote>;
    case "code":
      return (
        <pre key={key}>
          <code>{block.text}</code>
        </pre>
      );
    case "table":
      return drawTable(block, key);
    case "rule":
      return <hr key={key} />;
  }
}

function drawTable({ head, rows }: Extract<Block, { kind: "table" }>, key: number): ReactNode {
  return (
    <div key={key} className={css.wide} data-scrolls>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {cell.map(drawInline)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, index) => (
                <td key={index}>{cell.map(drawInline)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function drawInline(part: Inline, key: number): ReactNode {
  switch (part.kind) {
    case "text":
      return <Fragment key={key}>{part.text}</Fragment>;
    case "strong":
      return <strong key={key}>{part.children.map(drawInline)}</strong>;
    case "emphasis":
      return <em key={key}>{part.children.map(drawInline)}</em>;
    case "struck":
      return <s key={key}>{part.children.map(drawInline)}</s>;
    case "code":
      return <code key={key}>{part.text}</code>;
    case "link":
      return (
        <a key={key} href={part.href} target="_blank" rel="noreferrer nofollow">
          {part.children.map(drawInline)}
        </a>
      );
    case "break":
      return <br key={key} />;
  }
}
