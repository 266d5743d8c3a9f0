import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { simpleParser } from "mailparser";
import { describeManifest } from "../../test/contract/cases/manifest.ts";
import { expectKind, must, only } from "../../test/contract/expect.ts";
import { describeAddresses } from "../../test/contract/pager-contract.ts";
import { mailPage, openMailWorld, taken } from "../../test/support/mail-page.ts";
import { smtpEmail } from "./index.ts";

const to = "night@example.com";

describe("the contract of smtp-email", () => {
  describeManifest(smtpEmail.manifest);
  describeAddresses({
    connector: smtpEmail,
    addresses: {
      email: {
        good: ["night@example.com"],
        bad: ["night", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"],
      },
    },
  });
});

describe("a page by mail", () => {
  it("arrives encrypted, with text first, links, and headers by which answers find it and machines keep quiet", async (context) => {
    const { pager, mails } = await openMailWorld(context, { settings: { replyTo: "reply@msp.example" } });
    const page = mailPage({ title: "Platte voll – „C:“ 😀", language: "de", body: "Zeile 1\nZeile <2>" });
    must(await pager.send(page));
    const [sent] = mails;
    assert.deepEqual([sent?.from, sent?.to, sent?.secure], ["hub@msp.example", [to], true]);
    const parsed = await simpleParser(sent?.text ?? "");
    assert.equal(parsed.subject, "[Interdesk] P1 · Platte voll – „C:“ 😀");
    assert.equal(parsed.messageId, `<interdesk.page.${page.id}@msp.example>`);
    assert.equal(parsed.headers.get("auto-submitted"), "auto-generated");
    assert.equal(parsed.headers.get("x-auto-response-suppress"), "All");
    assert.equal(parsed.replyTo?.text, "reply@msp.example");
    assert.match(parsed.text ?? "", /Zeile 1\nZeile <2>[\s\S]*one-time-token[\s\S]*Code: K7M2-QX4D[\s\S]*tickets\/42/);
    assert.match(
      String(parsed.html),
      /Zeile &lt;2&gt;[\s\S]*<a href="https:\/\/hub\.example\/pages\/one-time-token">Annehmen<\/a>/,
    );
    assert.ok((sent?.text ?? "").split("\r\n").every((line) => line.length <= 998));
    assert.ok((sent?.text ?? "").indexOf("text/plain") < (sent?.text ?? "").indexOf("text/html"));
  });
  it("hangs in one thread with the others of its escalation, and with what became of it", async (context) => {
    const { pager, mails } = await openMailWorld(context);
    const [one, two] = [mailPage({ thread: "a" }), mailPage({ thread: "a" })];
    for (const page of [one, two, mailPage({ thread: "b" })]) must(await pager.send(page));
    must((await pager.show?.({ page: one, handle: {} }, taken)) ?? assert.fail());
    const [first, second, other, followUp] = await Promise.all(mails.map(({ text }) => simpleParser(text)));
    const rootOf = (references: string | string[] | undefined) => [references ?? []].flat()[0];
    assert.equal(rootOf(first?.references), rootOf(second?.references));
    assert.notEqual(rootOf(first?.references), rootOf(other?.references));
    assert.notEqual(first?.messageId, second?.messageId);
    assert.equal(followUp?.inReplyTo, first?.messageId);
    assert.equal(rootOf(followUp?.references), rootOf(first?.references));
    assert.match(followUp?.text ?? "", /Taken by J\. Doe/);
    assert.match(followUp?.subject ?? "", /^Re: /);
  });
  it("that is sent again has the same name, so that it is seen once", async (context) => {
    const { pager, mails } = await openMailWorld(context);
    const page = mailPage();
    must(await pager.send(page));
    must(await pager.send(page));
    const [first, second] = await Promise.all(mails.map(({ text }) => simpleParser(text)));
    assert.equal(first?.messageId, second?.messageId);
  });
  it("is followed by nothing while nobody has taken it, and never where that is not wanted", async (context) => {
    const { pager, mails } = await openMailWorld(context);
    must((await pager.show?.({ page: mailPage(), handle: {} }, { ...taken, state: "open" })) ?? assert.fail());
    assert.equal(mails.length, 0);
    assert.equal((await openMailWorld(context, { settings: { followUps: false } })).pager.show, undefined);
  });
  it("asks for no answer where it is a notice", async (context) => {
    const { pager, mails } = await openMailWorld(context);
    must(await pager.send(mailPage({ kind: "notice" })));
    assert.doesNotMatch((await simpleParser(only(mails).text)).text ?? "", /one-time-token|K7M2/);
  });
  for (const [name, change] of [
    ["the title", { title: "Disk\r\nBcc: evil@example.com" }],
    ["the title, by a bare line feed", { title: "Disk\nBcc: evil@example.com" }],
    ["the address", { address: "a@example.com\r\nBcc: evil@example.com" }],
    ["the address, by a comma", { address: "a@example.com,evil@example.com" }],
    ["the code", { code: "K7M2\r\nX: y" }],
  ] as const)
    it(`refuses a header that hides in ${name}`, async (context) => {
      const { pager, mails } = await openMailWorld(context);
      expectKind(await pager.send(mailPage(change)), ["rejected"], name);
      assert.equal(mails.length, 0);
    });
  it("takes a body of 200 KB", async (context) => {
    const { pager, mails } = await openMailWorld(context);
    must(await pager.send(mailPage({ body: "Ä line of text.\n".repeat(13_000) })));
    assert.ok(only(mails).text.length > 100_000);
  });
});
