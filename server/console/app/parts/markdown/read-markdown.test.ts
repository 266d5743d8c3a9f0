import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Inline, readPlain } from "./read-inline.ts";
import { type Block, looksFormatted, readMarkdown } from "./read-markdown.ts";

/** In a short form that a table of cases can hold. */
function draw(blocks: readonly Block[]): string {
  return blocks.map(drawBlock).join("|");
}
function drawBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return words(block.children);
    case "heading":
      return `h(${words(block.children)})`;
    case "list":
      return `${block.ordered ? `ol${block.start}` : "ul"}(${block.items.map(draw).join("; ")})`;
    case "quote":
      return `q(${draw(block.children)})`;
    case "code":
      return `pre(${block.text})`;
    case "table":
      return `table(${[block.head, ...block.rows].map((row) => row.map(words).join(",")).join("; ")})`;
    case "rule":
      return "hr";
  }
}
function words(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "break") return "<br>";
      if (part.kind === "code") return `c(${part.text})`;
      if (part.kind === "link") return `a(${part.href} ${words(part.children)})`;
      return `${{ strong: "b", emphasis: "i", struck: "s" }[part.kind]}(${words(part.children)})`;
    })
    .join("");
}

describe("Markdown", () => {
  const cases: readonly [string, string, string][] = [
    ["keeps plain words and their lines", "one\ntwo\n\nthree", "one\ntwo|three"],
    ["makes words bold, italic, both and struck", "**a** *b* _c_ **d *e*** ~~f~~", "b(a) i(b) i(c) b(d i(e)) s(f)"],
    ["leaves low lines within words alone", "disk_free_mb and __init__x", "disk_free_mb and __init__x"],
    ["leaves signs alone that mark nothing", "2 * 3 * 4, a ** b, *, _", "2 * 3 * 4, a ** b, *, _"],
    ["leaves stars within paths and sums alone", "/var/*/log/* and a*b*c", "/var/*/log/* and a*b*c"],
    ["shows code as it is", "`a *b* <c>` and ``x`y``", "c(a *b* <c>) and c(x`y)"],
    ["takes signs after a backslash for themselves", "\\*a\\* 5\\_", "*a* 5_"],
    ["reads lists, within each other too", "- a\n- b\n  - c\n\n1. x\n2. y", "ul(a; b|ul(c))|ol1(x; y)"],
    ["counts on from a list's own number", "3. c\n4. d", "ol3(c; d)"],
    ["takes no year for a list", "It was in\n2026. Then", "It was in\n2026. Then"],
    ["reads headings, quotes and rules", "# A #\n> b\n> c\n\n---", "h(A)|q(b\nc)|hr"],
    ["reads a fence to its end, or to the end of all", "```sh\nrm *\n```\nx\n~~~\ny", "pre(rm *)|x|pre(y)"],
    ["reads a table", "| a | b |\n|---|:-:|\n| 1 | **2** |", "table(a,b; 1,b(2))"],
    ["breaks a line where one asks for it", "a  \nb\\\nc", "a<br>b<br>c"],
    ["links to the web and to mail", "[x](https://a.example/1)", "a(https://a.example/1 x)"],
    ["links addresses that stand alone", "see https://a.example/x.", "see a(https://a.example/x https://a.example/x)."],
    ["links an address of mail", "<ann@a.example>", "a(mailto:ann@a.example ann@a.example)"],
    ["shows an image by its words", "![logo](https://a.example/l.png)", "a(https://a.example/l.png logo)"],
    [
      "makes no link to anything else",
      "[x](javascript:alert(1)) <data:text/html,x>",
      "[x](javascript:alert(1)) <data:text/html,x>",
    ],
    [
      "makes no link of a disguise",
      "[x](\tjavascript:alert) [y](JAVASCRIPT:1)",
      "[x](\tjavascript:alert) [y](JAVASCRIPT:1)",
    ],
    ["takes HTML for text", '<b onclick="x">a</b><script>', '<b onclick="x">a</b><script>'],
  ];
  for (const [sentence, given, wanted] of cases) it(sentence, () => assert.equal(draw(readMarkdown(given)), wanted));

  it("leaves plain words as they are, but for addresses", () => {
    const text = "*a* see https://a.example/x_y_z). - b\njavascript:alert(1)";
    const link = "a(https://a.example/x_y_z https://a.example/x_y_z)";
    assert.equal(words(readPlain(text)), `*a* see ${link}). - b\njavascript:alert(1)`);
  });

  it("is recognised by marks that nobody writes by accident", () => {
    for (const text of ["**All** of it", "run `df -h`", "[x](https://a.example)", "```\nx"])
      assert.ok(looksFormatted(text));
    for (const text of ["2 ** 3 ** 4", "# a comment\n- a\n  b: c", "/var/*/log/*", "it's `", "_x_"])
      assert.ok(!looksFormatted(text), text);
  });

  it("links nowhere but to the web and to mail, loses no letter and never fails, whatever it is given", () => {
    const pieces = [
      "*",
      "**",
      "_",
      "`",
      "[",
      "](",
      ")",
      "<",
      ">",
      "- ",
      "1. ",
      "\n",
      "# ",
      "|",
      "|-|",
      "javascript:",
      "a",
      "https://x.y",
      " ",
    ];
    const letters = (text: string) => text.replaceAll(/[^a-z]/g, "");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const blocks = readMarkdown(parts.join(""));
        const links = JSON.stringify(blocks).match(/"href":"[^"]*/g) ?? [];
        assert.ok(
          links.every((link) => /^"href":"(https?:|mailto:)/.test(link)),
          links.join(),
        );
        assert.ok(letters(draw(blocks)).length >= parts.filter((part) => part === "a").length);
      }),
    );
  });

  it("takes no time for what is made to take much", () => {
    const startedAt = performance.now();
    for (const piece of [
      "*",
      "**a ",
      "[",
      "[a](",
      "`",
      "``a",
      "_a ",
      "<",
      "> ",
      "- ",
      "  - ",
      "| ",
      "~~x ",
      " ",
      "#",
      "# ",
      "- - ",
      "\n",
      "  \n",
      "|-",
    ])
      readMarkdown(piece.repeat(Math.floor(200_000 / piece.length)));
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < 10_000, `${Math.round(tookMs)} ms`);
  });
});
