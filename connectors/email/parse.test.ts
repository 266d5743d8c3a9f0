import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { must } from "../../test/contract/expect.ts";
import { email } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parseMail } from "./parse.ts";
import { decodeMail } from "./read-mail.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T15:00:00Z");

async function parsed(text: string, settings: object = {}, envelopeFrom = "<a@b.example>") {
  const headers = { "x-envelope-from": envelopeFrom };
  const decoded = await decodeMail({ body: Buffer.from(text), headers, receivedAt });
  return decoded.ok ? parseMail(decoded.value, Settings.parse(settings)) : decoded;
}
async function event(text: string, settings: object = {}) {
  const [item, ...more] = must(await parsed(text, settings)).items;
  assert.equal(more.length, 0);
  return item?.kind === "event" ? item.event : assert.fail("no event");
}
const recorded = (name: string) => readRequest(folder, `${name}.json`).body;
const mail = (change: Record<string, string | undefined>, text = "Text.") => {
  const headers = { From: "Mon <Mon@Tool.example>", Subject: "DOWN: line 3", "Message-ID": "<1@tool>", ...change };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `${lines.join("\r\n")}\r\n\r\n${text}\r\n`;
};

describe("what mails say", () => {
  it("in 01-nagios-problem", async () => {
    const given = await event(recorded("01-nagios-problem"));
    assert.deepEqual(
      [given.severity, given.title, given.raisedAt.toISOString(), given.clearedAt],
      ["critical", "** PROBLEM Service Alert: web-01/Disk /var is CRITICAL **", "2026-11-23T13:00:05.000Z", null],
    );
    assert.match(given.description ?? "", /free space: \/var 412 MB/);
  });

  it("in 03-nagios-recovery, which tells one time only", async () => {
    assert.equal((await event(recorded("03-nagios-recovery"))).clearedAt?.toISOString(), "2026-11-23T14:10:05.001Z");
  });

  it("in 04-monitor-down: encoded words, and HTML as text with its links", async () => {
    const given = await event(recorded("04-monitor-down"));
    assert.equal(given.title, "[🔴 Down] Shop website – café");
    assert.match(
      given.description ?? "",
      /Shop website is down\n\nHTTP 503 – open it \(https:\/\/shop\.example\.net\/health\)/,
    );
  });

  it("in 06-backup-failed: the text of its character set, and names of files", async () => {
    const settings = { service: "mail.attachments[0]", resource: 'mail.from.split("@")[1]' };
    const given = await event(recorded("06-backup-failed"), settings);
    assert.match(given.description ?? "", /verweigert für \\\\NAS\\backup/);
    assert.deepEqual([given.service, given.resource], ["report.csv", "srv-02.example.net"]);
  });

  it("once, by the id that the sender gave them, and not once where it gives all of them one", async () => {
    const key = async (change: Record<string, string | undefined>) => must(await parsed(mail(change))).deliveryKey;
    assert.equal(await key({}), await key({}));
    assert.notEqual(await key({}), await key({ Subject: "UP: line 3" }));
    assert.notEqual(await key({}), await key({ Date: "Mon, 23 Nov 2026 13:00:05 +0000" }));
    assert.equal(await key({ "Message-ID": undefined }), null);
  });

  it("at the time when they came, where they say none, or one that is not yet", async () => {
    for (const Date of [undefined, "nonsense", "Fri, 27 Nov 2026 13:00:00 +0000"])
      assert.deepEqual((await event(mail({ Date }))).raisedAt, receivedAt);
  });

  it("of headers, addresses and all that an expression asks for", async () => {
    const settings = {
      clientHint: 'mail.headers[?"x-client"]',
      dedupKey: 'mail.fromName + "/" + mail.to.join(",")',
      leaveOut: [{ when: 'mail.text.contains("only a test")', reason: "A test." }],
    };
    const given = await event(mail({ "X-Client": "acme", To: "A@b.example, c@d.example" }), settings);
    assert.deepEqual([given.clientHint, given.dedupKey], ["acme", "Mon/a@b.example,c@d.example"]);
    assert.equal((await event(mail({ To: "a@b.example" }), settings)).clientHint, null);
    assert.equal(must(await parsed(mail({}, "This is only a test."), settings)).nothing, "A test.");
  });

  it("of a subject that is all state, by the subject itself", async () => {
    assert.equal((await event(mail({ Subject: "DOWN" }))).dedupKey, "mon@tool.example DOWN");
  });
});

describe("answers of machines are no alerts", () => {
  const cases: readonly (readonly [sentence: string, headers: Record<string, string>, from?: string])[] = [
    ["an absence note", { "Auto-Submitted": "auto-replied (vacation)" }],
    ["an older absence note", { "X-Autoreply": "yes" }],
    ["one by its precedence", { Precedence: "auto_reply" }],
    ["a report", { "Content-Type": 'multipart/report; report-type=delivery-status; boundary="x"' }],
    ["a report of another shape", { "X-Failed-Recipients": "a@b.example" }],
    ["the postmaster's", { From: "MAILER-DAEMON@mx.example" }],
    ["from nobody, in answer", { "In-Reply-To": "<x@y>" }, "<>"],
  ];
  for (const [sentence, headers, from] of cases)
    it(sentence, async () => {
      assert.match(
        must(await parsed(mail(headers), {}, from)).nothing ?? "an event",
        /answer|report|message of a mail/i,
      );
    });

  it("but what tools send by themselves is, from nobody too", async () => {
    const made = { "Auto-Submitted": "auto-generated", Precedence: "bulk", "X-Auto-Response-Suppress": "All" };
    for (const from of ["<a@b.example>", "<>"]) assert.equal(must(await parsed(mail(made), {}, from)).items.length, 1);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text] of [
    ["no mail", "hello"],
    ["no subject", mail({ Subject: undefined })],
    ["no sender", mail({ From: undefined })],
    ["too many parts", mail({ "Content-Type": 'multipart/mixed; boundary="b"' }, "--b\r\n\r\nx\r\n".repeat(300))],
    ["headers without end", mail({ "X-Long": "x".repeat(300_000) })],
  ] as const)
    it(`is a problem: ${sentence}`, async () => {
      const result = await parsed(text);
      assert.match(result.ok ? "understood" : result.error.detail, /no mail|taken apart/);
    });

  it("names the expression that gives nothing useful", async () => {
    const result = await parsed(mail({}), { dedupKey: 'mail.headers["x-missing"]' });
    assert.equal(result.ok ? "" : result.error.path, "dedupKey");
  });
});

describe("what is stored", () => {
  it("holds no key of the address that the mail was sent to", () => {
    const { inbound } = email.open({
      settings: {},
      secrets: {},
      secretVersions: [{}],
      maps: {},
      http: { request: () => assert.fail("it calls nobody"), redact: String },
      clock: { now: () => receivedAt },
    });
    const body = Buffer.from(recorded("01-nagios-problem"));
    const kept = Buffer.from(inbound?.redact?.(body) ?? body).toString();
    assert.match(body.toString(), /-abcdefghijklmnopqrstuvwx@/);
    assert.doesNotMatch(kept, /abcdefghijklmnopqrstuvwx/);
    assert.match(kept, /To: <aghc2wb6aaaeaaaaaaaaaaaayi-\*\*\*@alerts\.msp\.example>\r\nSubject: \*\* PROBLEM/);
  });
});
