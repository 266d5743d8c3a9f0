import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHtml, toHtml, toPlain } from "../rich-text.ts";

const samples: readonly [name: string, html: string, markdown: string, plain: string][] = [
  [
    "bold and a link",
    `<p>See <b>this</b> <a href="https://x.example/a">page</a></p>`,
    "See **this** [page](https://x.example/a)",
    "See this page (https://x.example/a)",
  ],
  [
    "code",
    "<pre><code>if (a &lt; b) {\n\n\n  x();\n}</code></pre>",
    "```\nif (a < b) {\n\n\n  x();\n}\n```",
    "if (a < b) {\n\n\n  x();\n}",
  ],
  [
    "nested lists",
    "<ul><li>one</li><li>two<ol><li>in</li></ol></li></ul>",
    "- one\n- two\n  1. in",
    "- one\n- two\n  1. in",
  ],
  [
    "a table",
    "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>3</td></tr></table>",
    "| A    | B |\n| ---- | - |\n| 1\\|2 | 3 |",
    "A | B\n1|2 | 3",
  ],
  ["mentions and emoji", "<p>@ann 😀 &amp; <em>co</em></p>", "@ann 😀 & *co*", "@ann 😀 & co"],
  [
    "what only looks like Markdown",
    "<p># C:\\temp\\file *.txt</p>",
    "\\# C:\\temp\\file \\*.txt",
    "# C:\\temp\\file *.txt",
  ],
  [
    "lines of a mail program",
    "<div>one</div><div><br></div><div>two<br>three</div>",
    "one\n\ntwo\\\nthree",
    "one\n\ntwo\nthree",
  ],
];

describe("rich text without damage", () => {
  for (const [name, html, markdown, plain] of samples) {
    it(`reads ${name}`, () => assert.equal(fromHtml(html), markdown));
    it(`writes ${name} so that it reads the same`, () => {
      assert.equal(fromHtml(toHtml({ body: markdown, format: "markdown" })), markdown);
    });
    it(`says ${name} in plain text`, () => assert.equal(toPlain({ body: markdown, format: "markdown" }), plain));
  }

  it("drops what could run", () => {
    const evil = `<p onclick="x()">a</p><script>alert(1)</script><style>b{}</style><a href="javascript:x()">c</a>`;
    const markdown = fromHtml(evil);
    assert.equal(markdown.includes("alert"), false);
    assert.equal(/script|onclick/i.test(toHtml({ body: markdown, format: "markdown" })), false);
  });

  it("never reads plain text as Markdown, and makes no HTML of it", () => {
    const body = "a*b*c\n<script>x</script>\n\n# d";
    const html = toHtml({ body, format: "plain" });
    assert.equal(html, "<p>a*b*c<br>\n&lt;script&gt;x&lt;/script&gt;</p>\n<p># d</p>");
    assert.equal(toPlain({ body: fromHtml(html), format: "markdown" }), body);
    assert.equal(toPlain({ body, format: "plain" }), body);
  });

  it("is stable after one pass, whatever the text", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 80 });
    const element = fc.oneof(
      text.map((words) => `<p>${words}</p>`),
      fc
        .array(text, { minLength: 1, maxLength: 3 })
        .map((items) => `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`),
      text.map((code) => `<pre><code>${code}</code></pre>`),
      text.map((words) => `<b>${words}</b><br>`),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), (parts) => {
        const once = fromHtml(parts.join(""));
        const twice = fromHtml(toHtml({ body: once, format: "markdown" }));
        assert.equal(fromHtml(toHtml({ body: twice, format: "markdown" })), twice);
      }),
      { numRuns: 300 },
    );
  });
});
