import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import {
  openPeopleWorld,
  ownerPassword,
  passwordOf,
  type PeopleWorld,
  redeem,
  secretOf,
  signIn,
} from "../support/people-world.ts";
import { type Browser, openBrowser } from "../support/browser.ts";
import { startSecondNode } from "../support/two-nodes.ts";

let world: PeopleWorld;
let owner: Browser;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openPeopleWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

interface Person {
  id: string;
  email: string;
  name: string;
  role: string;
  acceptedAt: string | null;
}
const list = async () => (await world.api.get("/people")) as Person[];
const idOf = async (email: string) => (await list()).find((one) => one.email === email)?.id ?? "";
const ask = <Row extends object>(statement: string, values?: unknown[]) =>
  askDatabase<Row>(world.database, statement, values);

describe("the first owner", () => {
  it("is made by a link in the data folder, for its owner only, of which the database has a hash", async () => {
    const file = path.join(path.dirname(world.hub.hub.anchors.path), "setup-link");
    assert.equal((await readFile(file, "utf8")).trim(), world.hub.setupUrl);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.match(world.hub.setupUrl ?? "", /^http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43}$/);
    const [row] = await ask<{ all: string }>("select string_agg(l::text, ' ') as all from person_link l");
    assert.ok(!row?.all.includes(secretOf(world.hub.setupUrl)));
  });

  it("cannot be made with a password that is tried first, and the link still counts", async () => {
    const browser = world.browser();
    const secret = secretOf(world.hub.setupUrl);
    const facts = await browser.call("POST", "/api/auth/link", { secret });
    assert.deepEqual([facts.status, facts.body["kind"], facts.body["needs"]], [200, "setup", "owner"]);
    for (const [password, words] of [
      ["short", /12/],
      ["Password1234!", /tried first/],
      ["olgaolgaolga", /repeats itself|own name/],
    ] as const) {
      const more = { name: "Olga Owner", email: "olga@msp.example", password };
      const { status, body } = await browser.call("POST", "/api/auth/link/redeem", { secret, ...more });
      assert.equal(status, 422);
      assert.match(String(body["detail"]), words);
      assert.ok(!String(body["detail"]).includes(password));
    }
  });

  it("is one, though twenty use the link at once", async () => {
    const secret = secretOf(world.hub.setupUrl);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.browser().call("POST", "/api/auth/link/redeem", {
          secret,
          name: `Owner ${index}`,
          email: `owner${index}@msp.example`,
          password: ownerPassword,
        }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array.from({ length: 19 }, () => 404)]);
    assert.equal((await list()).length, 1);
    await ask("delete from membership");
    await ask("delete from person");
    const { url } = (await world.api.post("/people/setup-link")) as { url: string };
    owner = await redeem(world.browser(), url, {
      name: "Olga Owner",
      email: "Olga@MSP.example",
      password: ownerPassword,
    });
    const me = await owner.call("GET", "/api/v1/me");
    assert.deepEqual(
      [me.body["role"], me.body["name"], me.body["hasPassword"], me.body["secondFactor"]],
      ["owner", "person olga@msp.example", true, false],
    );
    await assert.rejects(readFile(path.join(path.dirname(world.hub.hub.anchors.path), "setup-link")), /ENOENT/);
  });

  it("makes every link of a start worthless, at whichever node, and no start makes another", async (context) => {
    await ask("update membership set role = 'admin'");
    const second = await startSecondNode(context, world);
    const secret = secretOf(second.setupUrl);
    assert.notEqual(secret, "", "a new one at each start while there is no owner");
    const open = (url: string) => openBrowser(url, { from: "192.0.2.1" }).call("POST", "/api/auth/link", { secret });
    assert.equal((await open(world.hub.url)).status, 200, "any node takes it");
    await ask("update membership set role = 'owner'");
    assert.deepEqual([(await open(world.hub.url)).status, (await open(second.url)).status], [404, 404]);
    const more = { name: "Late", email: "late@msp.example", password: ownerPassword };
    const late = await world.browser().call("POST", "/api/auth/link/redeem", { secret, ...more });
    assert.equal(late.status, 404);
    assert.equal((await startSecondNode(context, world)).setupUrl, undefined);
  });

  it("has a day for it", async () => {
    const { url, expiresAt } = (await world.api.post("/people/setup-link")) as { url: string; expiresAt: string };
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    assert.ok(hours > 23.9 && hours <= 24, String(hours));
    const secret = secretOf(url);
    assert.equal((await world.browser().call("POST", "/api/auth/link", { secret })).status, 200);
    await ask("update person_link set expires_at = now() where used_at is null");
    assert.equal((await world.browser().call("POST", "/api/auth/link", { secret })).status, 404);
  });
});

describe("people of a tenant", () => {
  it("are invited by a link that works once, and see nothing before", async () => {
    const { url, mailed } = (await world.api.post("/people", {
      email: "Tom@msp.example",
      name: "Tom Tech",
      role: "technician",
    })) as { url: string; mailed: boolean };
    assert.equal(mailed, false);
    assert.deepEqual((await list()).find(({ name }) => name === "Tom Tech")?.acceptedAt, null);
    assert.equal((await signIn(world.browser(), "tom@msp.example")).status, 401);
    const tom = await redeem(world.browser(), url, { password: passwordOf("tom@msp.example") });
    assert.equal((await tom.call("GET", "/api/v1/tickets")).status, 200);
    assert.equal((await tom.call("GET", "/api/v1/people")).status, 403);
    const second = await world
      .browser()
      .call("POST", "/api/auth/link/redeem", { secret: secretOf(url), password: "x".repeat(12) });
    assert.equal(second.status, 404);
    await assert.rejects(
      world.api.post("/people", { email: "tom@msp.example", name: "Tom", role: "viewer" }),
      /invited already/,
    );
  });

  it("give nobody more than they have, and change nobody who has more", async () => {
    const admin = await world.join("ada@msp.example", "admin");
    const ownerId = await idOf("olga@msp.example");
    const invite = await admin.call("POST", "/api/v1/people", { email: "x@msp.example", name: "X", role: "owner" });
    assert.deepEqual(
      [invite.status, invite.body["detail"]],
      [403, "role: nobody gives more than he has: you are admin."],
    );
    for (const [method, route, body] of [
      ["PATCH", `/people/${ownerId}`, { role: "viewer" }],
      ["DELETE", `/people/${ownerId}`, {}],
      ["POST", `/people/${ownerId}/reset-link`, {}],
      ["POST", `/people/${ownerId}/sign-out`, {}],
      ["PATCH", `/people/${await idOf("tom@msp.example")}`, { role: "owner" }],
    ] as const)
      assert.equal((await admin.call(method, `/api/v1${route}`, body)).status, 403, `${method} ${route}`);
    assert.equal((await owner.call("GET", "/api/v1/me")).status, 200);
  });

  it("always have an owner, though two lower each other at once", async () => {
    const ownerId = await idOf("olga@msp.example");
    await assert.rejects(world.api.remove(`/people/${ownerId}`), /olga@msp\.example is the last owner/);
    await assert.rejects(world.api.patch(`/people/${ownerId}`, { role: "admin" }), /is the last owner/);
    await assert.rejects(world.api.patch(`/people/${ownerId}`, { clients: ["Acme"] }), /no client "Acme"/);
    const other = await world.join("otto@msp.example", "owner");
    const otherId = await idOf("otto@msp.example");
    const both = await Promise.all([
      owner.call("PATCH", `/api/v1/people/${otherId}`, { role: "admin" }),
      other.call("PATCH", `/api/v1/people/${ownerId}`, { role: "admin" }),
    ]);
    assert.deepEqual(
      both
        .map(({ status }) => status)
        .toSorted((one, two) => one - two)
        .slice(0, 1),
      [200],
    );
    assert.equal((await list()).filter(({ role }) => role === "owner").length, 1);
    await world.api.patch(`/people/${ownerId}`, { role: "owner" });
    await world.api.remove(`/people/${otherId}`);
    assert.equal((await other.call("GET", "/api/v1/me")).status, 401);
    assert.deepEqual(await ask("select 1 from person where email = 'otto@msp.example'"), []);
  });

  it("may at once do what their role says now, and nothing once they are removed", async () => {
    const vera = await world.join("vera@msp.example", "viewer");
    const id = await idOf("vera@msp.example");
    assert.equal((await vera.call("GET", "/api/v1/deliveries")).status, 403);
    await world.api.patch(`/people/${id}`, { role: "technician" });
    assert.equal((await vera.call("GET", "/api/v1/deliveries")).status, 200);
    await world.api.remove(`/people/${id}`);
    assert.equal((await vera.call("GET", "/api/v1/deliveries")).status, 401);
  });

  it("can be held to some clients", async () => {
    await askDatabase(
      world.database,
      "insert into client (tenant_id, id, name) select id, gen_random_uuid(), 'Acme Dental' from tenant",
    );
    const cleo = await world.join("cleo@acme.example", "viewer", { clients: ["Acme Dental"] });
    const me = await cleo.call("GET", "/api/v1/me");
    assert.deepEqual(me.body["clients"], ["Acme Dental"]);
    assert.equal((await cleo.call("GET", "/api/v1/tickets")).status, 200);
    assert.equal((await cleo.call("GET", "/api/v1/maintenance")).status, 404);
  });

  it("set a new password by a link, which ends all their sessions", async () => {
    const rita = await world.join("rita@msp.example", "viewer");
    const { url } = (await world.api.post("/people/rita@msp.example/reset-link")) as { url: string };
    assert.equal((await rita.call("GET", "/api/v1/me")).status, 200, "making it changes nothing");
    const fresh = await redeem(world.browser(), url, { password: "another long walk by the sea" });
    assert.equal((await rita.call("GET", "/api/v1/me")).status, 401);
    assert.equal((await fresh.call("GET", "/api/v1/me")).status, 200);
    assert.equal((await signIn(world.browser(), "rita@msp.example")).status, 401);
    const [row] = await world.audit("person.password");
    assert.deepEqual([row?.actor, row?.detail["by"]], ["person rita@msp.example", "link"]);
  });
});
