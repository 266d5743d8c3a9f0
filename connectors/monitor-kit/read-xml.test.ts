import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { childText, readXml, type XmlElement } from "./read-xml.ts";

const read = (text: string) => {
  const result = readXml(text);
  return result.ok ? result.value : result.error.detail;
};
const first = (text: string): XmlElement => {
  const elements = read(text);
  return typeof elements === "string" ? assert.fail(elements) : (elements[0] ?? assert.fail("nothing"));
};

describe("XML", () => {
  it("is a tree of elements with attributes and texts", () => {
    const root = first('<?xml version="1.0"?>\n<a x="1" y=\'&quot;2&quot;\'><b>one</b> <b/>two<c ></c ></a>\n');
    assert.deepEqual(
      [root.name, [...root.attributes]],
      [
        "a",
        [
          ["x", "1"],
          ["y", '"2"'],
        ],
      ],
    );
    assert.deepEqual(
      root.children.map(({ name, text }) => [name, text]),
      [
        ["b", "one"],
        ["b", ""],
        ["c", ""],
      ],
    );
    assert.deepEqual(
      [root.text, childText(root, "b"), childText(root, "c"), childText(root, "d")],
      ["two", "one", undefined, undefined],
    );
  });

  it("has the five entities and numbers, and leaves what it does not know", () => {
    const text = first("<a>&lt;&gt;&amp;&apos;&quot; &#65;&#x42; &nbsp; &amp;lt; &#x110000; a & b</a>").text;
    assert.equal(text, "<>&'\" AB &nbsp; &lt; &#x110000; a & b");
  });

  it("is cleaned: no NUL, no half of a character pair, one kind of line end", () => {
    assert.equal(first("<a>x&#0;y&#xD83D;\r\nz</a>").text, "x\ufffdy\ufffd\nz");
  });

  it("may hold comments, instructions and text that is taken as it is", () => {
    assert.equal(first("<a><!-- <b> -->1<?x y?><![CDATA[<2> & ]]>3</a>").text, "1<2> & 3");
  });

  it("may be several documents, one after the other", () => {
    const elements = read('<?xml version="1.0"?><a>1</a>\n<?xml version="1.0"?><a>2</a>');
    assert.deepEqual(typeof elements === "string" ? elements : elements.map(({ text }) => text), ["1", "2"]);
  });

  for (const [sentence, text] of [
    ["nothing", ""],
    ["a word", "hello"],
    ["a word before it", "x<a/>"],
    ["an element that is not closed", "<a><b></a>"],
    ["an element that was never opened", "<a></b></a>"],
    ["a cut tag", "<a><b"],
    ["a comment without an end", "<a><!-- </a>"],
    ["a document type, and entities of its own", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["an attribute without quotes", "<a x=1/>"],
    ["JSON", '{"a":1}'],
    ["too deep nesting", `${"<a>".repeat(60)}${"</a>".repeat(60)}`],
    ["too many elements", `<a>${"<b/>".repeat(20_001)}</a>`],
  ] as const)
    it(`refuses ${sentence}`, () => assert.match(String(read(text)), /^The body is not XML: /));

  it("takes no longer for hostile bodies than for others", () => {
    const before = performance.now();
    for (const text of [
      `<a ${" ".repeat(1e6)}`,
      `<a>${"<".repeat(1e5)}`,
      `<a>${"&".repeat(1e6)}</a>`,
      `<a ${'x="1" '.repeat(1e5)}`,
      `<a>${"<!--".repeat(1e5)}`,
    ])
      readXml(text);
    assert.ok(performance.now() - before < 2_000);
  });
});
