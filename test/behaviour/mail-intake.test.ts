import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createTransport, type SendMailOptions } from "nodemailer";
import pg from "pg";
import { buildLocalPart, buildMailKey } from "../../connectors/mail-address.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { createAuthority } from "../support/certificates.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const domain = "alerts.msp.example";
const closers: (() => Promise<void>)[] = [];
const authority = createAuthority("mail");
let world: DeskWorld;
let database: pg.Client;
let connections = 0;

before(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-mail-"));
  const { cert, key } = authority.issue({ name: domain, ip: "127.0.0.1" });
  const [certFile, keyFile] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
  const environment = {
    INTERDESK_SMTP_PORT: "0",
    INTERDESK_SMTP_DOMAIN: domain,
    INTERDESK_SMTP_CERT: certFile,
    INTERDESK_SMTP_KEY: keyFile,
    INTERDESK_LOG_LEVEL: "silent",
  };
  world = await openDeskWorld({ after: (run) => void closers.push(run) }, {}, { environment });
  database = new pg.Client(world.database.admin);
  await database.connect();
  closers.push(() => rm(folder, { recursive: true }));
});
after(async () => {
  await database.end();
  for (const close of closers) await close();
});

/** @returns the mail address of a connection, and that which it would have if it took mail */
async function connect(connector = "email") {
  const name = `mail-${++connections}`;
  const added = (await world.api.post("/connections", { name, connector, defaultClient: "Acme Dental" })) as {
    hookUrl: string;
    mailAddress?: string;
    setupSteps: string[];
  };
  const [, , connectionId = "", token = ""] = new URL(added.hookUrl).pathname.split("/");
  return { ...added, name, connectionId, local: buildLocalPart({ connectionId, key: buildMailKey(token) }) };
}

/** As a monitoring tool or a mail server sends it. @returns the server's answer */
async function send(to: string | string[], mail: SendMailOptions = {}): Promise<string> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: world.hub.mailPort,
    requireTLS: true,
    tls: { ca: authority.cert, servername: domain },
  });
  try {
    const envelope = { from: "mon@tool.example", to };
    const { response } = await transport.sendMail({ from: "mon@tool.example", to, text: "Text.", ...mail, envelope });
    return response;
  } finally {
    transport.close();
  }
}

/** The code with which it is refused. */
async function refusal(work: Promise<string>): Promise<number> {
  const outcome = await work.catch((cause: { responseCode?: number }) => cause.responseCode ?? 0);
  return typeof outcome === "number" ? outcome : assert.fail(`taken: ${outcome}`);
}

async function outcomeOf(answer: string) {
  const [id = assert.fail(answer)] = /[0-9a-f-]{36}/.exec(answer) ?? [];
  const { value } = await awaitUntil("the outcome", async () => {
    const delivery = (await world.api.get(`/deliveries/${id}`)) as { outcome: string; detail: string | null };
    return delivery.outcome === "open" ? undefined : delivery;
  });
  return { id, ...value };
}

describe("mails of monitoring tools", () => {
  it("open a ticket and end it; one that comes twice counts once, an absence note not at all", async () => {
    const { mailAddress = "", setupSteps } = await connect();
    assert.ok(setupSteps[0]?.includes(mailAddress));
    const date = (minute: number) => new Date(Date.UTC(2026, 10, 23, 13, minute));
    const down = { subject: "[DOWN] line 3", messageId: "<1@tool>", date: date(0) };
    assert.equal((await outcomeOf(await send(mailAddress, down))).outcome, "applied");
    assert.equal((await outcomeOf(await send(mailAddress, down))).outcome, "duplicate");
    const [ticket, ...more] = await world.tickets();
    assert.deepEqual([ticket?.title, ticket?.status, more.length], ["[DOWN] line 3", "new", 0]);
    const away = { subject: "Re: [DOWN] line 3", headers: { "Auto-Submitted": "auto-replied" } };
    assert.match((await outcomeOf(await send(mailAddress, away))).detail ?? "", /made automatically/);
    await send(`alerts+${mailAddress.toUpperCase()}`, { subject: "[UP] line 3", date: date(5) });
    await awaitUntil("its end", async () => (await world.tickets()).find(({ status }) => status === "resolved"));
  });

  it("are on disk when they are answered, without the key of their address", async () => {
    const { mailAddress = "" } = await connect();
    const answer = await send(mailAddress, { subject: "stored" });
    const [id] = /[0-9a-f-]{36}/.exec(answer) ?? [];
    const { rows } = await database.query<{ body: Buffer; content_type: string; headers: object }>(
      "select body, content_type, headers from delivery where id = $1",
      [id],
    );
    const [stored = assert.fail("not there")] = rows;
    assert.deepEqual(
      [stored.content_type, stored.headers],
      ["message/rfc822", { "x-envelope-from": "<mon@tool.example>" }],
    );
    assert.match(stored.body.toString(), /Subject: stored/);
    assert.match(stored.body.toString(), new RegExp(`To: [a-z2-7]{26}-\\*\\*\\*@${domain}`));
  });

  it("to several connections are taken for each", async () => {
    const both = [await connect(), await connect()];
    const answer = await send(both.map(({ mailAddress = "" }) => mailAddress));
    assert.equal(answer.match(/[0-9a-f-]{36}/g)?.length, 2);
  });

  it("to anybody else are refused, and passed on to nobody", async () => {
    const { local } = await connect();
    const monitor = await connect("alertmanager");
    assert.equal(monitor.mailAddress, undefined);
    const wrongKey = local.replace(/.$/, (last) => (last === "a" ? "b" : "a"));
    for (const to of [
      `${wrongKey}@${domain}`,
      `${local}@elsewhere.example`,
      `${monitor.local}@${domain}`,
      `postmaster@${domain}`,
      "someone@example.com",
    ])
      assert.equal(await refusal(send(to)), 550, to);
    const removed = await connect();
    await world.api.remove(`/connections/${removed.name}`);
    await awaitUntil("it is forgotten", async () =>
      (await send(`${removed.local}@${domain}`).catch(() => undefined)) === undefined ? true : undefined,
    );
  });

  it("that are too large, or have too many recipients, are refused before they are read", async () => {
    const { mailAddress = "" } = await connect();
    assert.equal(await refusal(send(mailAddress, { text: "x".repeat(2_000_000) })), 552);
    const others = await Promise.all(Array.from({ length: 21 }, () => connect()));
    const told = await send(others.map((one) => one.mailAddress ?? ""));
    assert.equal(told.match(/[0-9a-f-]{36}/g)?.length, 20, "the last is to be sent again");
  });

  it("come again where they cannot be stored now", async () => {
    const { mailAddress = "" } = await connect();
    await database.query("revoke insert on delivery from interdesk_ingest");
    try {
      assert.equal(await refusal(send(mailAddress)), 451);
    } finally {
      await database.query("grant insert on delivery to interdesk_ingest");
    }
    assert.match(await send(mailAddress), /^250 /);
  });

  it("are shown their address again among the texts to paste", async () => {
    const { name, mailAddress } = await connect();
    const texts = (await world.api.post(`/connections/${name}/setup`)) as { title: string; text: string }[];
    assert.equal(texts.find(({ title }) => title === "Mail address")?.text, mailAddress);
  });

  it("are taken from listed servers only, where a connection is held to a list", async () => {
    const { mailAddress = "", name } = await connect();
    const hold = (allowedFrom: readonly string[]) => world.api.patch(`/connections/${name}`, { allowedFrom });
    await hold(["192.0.2.7"]);
    assert.equal(await refusal(send(mailAddress, { subject: "PROBLEM: held" })), 550);
    await hold(["192.0.2.7", "127.0.0.0/8"]);
    await outcomeOf(await send(mailAddress, { subject: "PROBLEM: held" }));
  });
});

describe("a hub without a certificate for mail", () => {
  const environment = { INTERDESK_SMTP_PORT: "0", INTERDESK_SMTP_DOMAIN: domain, INTERDESK_LOG_LEVEL: "silent" };

  it("takes it unencrypted, and offers no encryption with a certificate of nobody's", async (context) => {
    const plain = await openDeskWorld(context, {}, { environment });
    const added = { name: "m", connector: "email", defaultClient: "Acme Dental" };
    const { mailAddress: to = "" } = (await plain.api.post("/connections", added)) as { mailAddress?: string };
    for (const requireTLS of [false, true]) {
      const transport = createTransport({ host: "127.0.0.1", port: plain.hub.mailPort, requireTLS });
      const sent = transport.sendMail({ from: "mon@tool.example", to, subject: "down", text: "Text." });
      if (requireTLS) await assert.rejects(sent, /STARTTLS/);
      else assert.match((await sent).response, /^250 /);
      transport.close();
    }
  });

  it("does not start with a file that is not there, or a port that is taken, and says which", async (context) => {
    const missing = {
      ...environment,
      INTERDESK_SMTP_CERT: "/nowhere/cert.pem",
      INTERDESK_SMTP_KEY: "/nowhere/key.pem",
    };
    await assert.rejects(
      openDeskWorld(context, {}, { environment: missing }),
      /smtp\.tls\.certFile is "\/nowhere\/cert\.pem"/,
    );
    const taken = { ...environment, INTERDESK_SMTP_PORT: String(world.hub.mailPort) };
    await assert.rejects(openDeskWorld(context, {}, { environment: taken }), /is taken.*INTERDESK_SMTP_PORT/);
  });
});

describe("a hub without a port for mail", () => {
  it("takes none, and says in the steps what is missing", async (context) => {
    const quiet = await openDeskWorld(context, {});
    assert.equal(quiet.hub.mailPort, undefined);
    const added = (await quiet.api.post("/connections", { name: "m", connector: "email" })) as {
      mailAddress?: string;
      setupSteps: string[];
    };
    assert.equal(added.mailAddress, undefined);
    assert.match(added.setupSteps[0] ?? "", /set smtp\.port and smtp\.domain/);
  });
});
