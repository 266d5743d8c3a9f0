import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectKind, must, only } from "../../test/contract/expect.ts";
import { serveSockets } from "../../test/support/loopback.ts";
import { mailPage, openMailWorld } from "../../test/support/mail-page.ts";

const refuse = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

describe("a mail server in trouble", () => {
  const cases: readonly [
    sentence: string,
    change: Parameters<typeof openMailWorld>[1],
    kinds: Parameters<typeof expectKind>[1],
    words: RegExp,
  ][] = [
    ["a wrong password", { secrets: { password: "wrong-password" } }, ["unauthorized"], /user and password/],
    [
      "450 for the recipient",
      { server: { onRcptTo: (_to, _session, done) => done(refuse(450, "4.2.1 later")) } },
      ["unavailable"],
      /4\.2\.1/,
    ],
    [
      "550 for the recipient",
      { server: { onRcptTo: (_to, _session, done) => done(refuse(550, "5.1.1 nobody")) } },
      ["rejected"],
      /recipient.*5\.1\.1/,
    ],
    [
      "550 for the sender",
      { server: { onMailFrom: (_from, _session, done) => done(refuse(550, "5.7.1 not you")) } },
      ["rejected"],
      /sender.*5\.7\.1/,
    ],
    [
      "452 for the text",
      {
        server: {
          onData: (stream, _session, done) => void stream.resume().on("end", () => done(refuse(452, "4.3.1 full"))),
        },
      },
      ["unavailable"],
      /4\.3\.1/,
    ],
    [
      "554 for the text",
      {
        server: {
          onData: (stream, _session, done) => void stream.resume().on("end", () => done(refuse(554, "5.6.0 spam"))),
        },
      },
      ["rejected"],
      /5\.6\.0/,
    ],
    [
      "421 at the greeting",
      { server: { onConnect: (_session, done) => done(refuse(421, "busy")) } },
      ["unavailable"],
      /busy|puts it off/,
    ],
    ["no STARTTLS", { server: { disabledCommands: ["STARTTLS"] } }, ["unavailable"], /STARTTLS/],
    ["a certificate of nobody known", { settings: { certificate: undefined } }, ["unavailable"], /secure connection/],
    ["an address that is not allowed", { allowed: [] }, ["blocked"], /not public/],
    ["a password that would travel in the clear", { settings: { security: "none" } }, ["rejected"], /no password/],
  ];
  for (const [sentence, change, kinds, words] of cases)
    it(`${sentence}: ${kinds.join()}, in words and without the password`, async (context) => {
      const { pager, mails } = await openMailWorld(context, change);
      const error = expectKind(await pager.send(mailPage()), kinds, sentence);
      assert.match(error.detail, words);
      assert.doesNotMatch(JSON.stringify(error), /the-password|wrong-password/);
      assert.equal(mails.length, 0);
    });
  for (const [sentence, until, kind] of [
    ["after the text may have it", "\r\n.\r\n", "unknownOutcome"],
    ["before the text has nothing", "RCPT TO", "unavailable"],
  ] as const)
    it(`that breaks off ${sentence}`, async (context) => {
      const server = await serveSockets((socket) => {
        socket.write("220 mail.example\r\n");
        let heard = "";
        socket.on("data", (part) => {
          heard += String(part);
          if (heard.includes(until)) return void socket.destroy();
          if (heard.endsWith("DATA\r\n")) socket.write("354 go on\r\n");
          else if (!heard.includes("DATA\r\n")) socket.write("250 fine\r\n");
        });
      });
      context.after(() => server.close());
      const port = Number(server.address.split(":")[1]);
      const { pager } = await openMailWorld(context, {
        settings: { port, security: "none", user: undefined },
        secrets: {},
        allowed: [server.address],
      });
      expectKind(await pager.send(mailPage()), [kind], sentence);
    });
  it("comes back, and the page arrives", async (context) => {
    let left = 1;
    const { pager, mails } = await openMailWorld(context, {
      server: {
        onRcptTo: (_to, _session, done) => ((left -= 1) >= 0 ? done(refuse(451, "4.7.1 greylisted")) : done()),
      },
    });
    const page = mailPage();
    expectKind(await pager.send(page), ["unavailable"], "greylisting");
    must(await pager.send(page));
    assert.equal(mails.length, 1);
  });
});

describe("a test of the mail server", () => {
  for (const security of ["startTls", "tls"] as const)
    it(`signs in by ${security}, and sends nothing`, async (context) => {
      const { pager, mails } = await openMailWorld(context, {
        settings: { security },
        server: { secure: security === "tls" },
      });
      const { ok, detail } = only(await Array.fromAsync(pager.test()));
      assert.ok(ok, detail);
      assert.match(detail, /encrypted.*accepts the user/);
      assert.equal(mails.length, 0);
    });
  it("takes a relay that asks for nothing", async (context) => {
    const { pager, mails } = await openMailWorld(context, {
      settings: { security: "none", user: undefined },
      secrets: {},
      server: { authOptional: true, disabledCommands: ["STARTTLS", "AUTH"] },
    });
    assert.ok(only(await Array.fromAsync(pager.test())).ok);
    must(await pager.send(mailPage()));
    assert.equal(mails.length, 1);
  });
  for (const [sentence, change, words] of [
    ["a wrong password", { secrets: { password: "wrong-password" } }, /user and password/],
    ["a blocked address", { allowed: [] }, /outbound\.allowedPrivate/],
    ["no encryption", { server: { disabledCommands: ["STARTTLS"] } }, /STARTTLS/],
  ] as const)
    it(`tells of ${sentence}`, async (context) => {
      const { pager } = await openMailWorld(context, change as Parameters<typeof openMailWorld>[1]);
      const { ok, detail } = only(await Array.fromAsync(pager.test()));
      assert.equal(ok, false);
      assert.match(detail, words);
    });
});
