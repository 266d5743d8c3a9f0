import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHtml, takeInlineImages, toHtml, toPlain } from "../rich-text.ts";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const inline = `<p>before <img src="data:image/png;base64,${pixel}"> after</p>`;
const plainOf = (html: string) => toPlain({ body: fromHtml(html), format: "markdown" });

describe("pictures within rich text", () => {
  for (const [sentence, html, expected] of [
    [
      "one of the record itself goes by what stands in its place",
      `<img src="sys_attachment.do?sys_id=a1" alt="rack 7">`,
      "[image: rack 7]",
    ],
    ["… or by the end of its address", `<img src="/files/rack.png?x=1">`, "[image: rack.png]"],
    ["… or is a picture", `<img src="sys_attachment.do?sys_id=a1">`, "[image: image]"],
    ["a bracket does not end the mark", `<img src="a" alt="a] b [c">`, "[image: a b c]"],
    [
      "one of another site is linked",
      `<img src="https://x.example/a.gif">`,
      "[image: a.gif] (https://x.example/a.gif)",
    ],
    [
      "… but not within a link",
      `<a href="https://y.example/"><img src="https://x.example/a.gif"></a>`,
      "[image: a.gif] (https://y.example/)",
    ],
    ["one with no address at all", `<img>`, "[image: image]"],
  ] as const)
    it(sentence, () => assert.equal(plainOf(html), expected));

  it("that stand in the HTML itself are taken out, once each, and named", () => {
    const { html, images } = takeInlineImages(inline + inline);
    assert.equal(images.length, 1);
    const [image = assert.fail()] = images;
    assert.match(image.name, /^image-[0-9a-f]{12}\.png$/);
    assert.deepEqual([image.contentType, image.base64], ["image/png", pixel]);
    assert.equal(html.includes(pixel), false);
    assert.equal(plainOf(inline), `before [image: ${image.name}] after`);
  });

  it("may be larger than what is read of a text, and what follows is kept", () => {
    const large = inline.replace(pixel, "A".repeat(2_000_000));
    assert.match(plainOf(large), /^before \[image: image-[0-9a-f]{12}\.png\] after$/);
  });

  it("are the same mark after a way there and back", () => {
    const markdown = fromHtml(`${inline}<p><img src="https://x.example/a.gif"></p>`);
    assert.equal(fromHtml(toHtml({ body: markdown, format: "markdown" })), markdown);
    const plain = toPlain({ body: markdown, format: "markdown" });
    assert.equal(plainOf(toHtml({ body: plain, format: "plain" })), plain);
  });
});
