import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { connectHub } from "../../server/cli/client.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import type { Browser } from "../support/browser.ts";
import { startMailServer } from "../support/mail-server.ts";
import {
  becomeOwner,
  openPeopleWorld,
  ownerPassword,
  passwordOf,
  type PeopleWorld,
  redeem,
  secretOf,
  signIn,
} from "../support/people-world.ts";

let world: PeopleWorld;
let owner: Browser;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openPeopleWorld({ after: (run) => void closers.push(run) });
  owner = await becomeOwner(world);
});
after(async () => {
  for (const close of closers) await close();
});

const ask = <Row extends object>(statement: string) => askDatabase<Row>(world.database, statement);

describe("one person of two tenants", () => {
  it("accepts the second by signing in, chooses by the header, and is nobody's alone to reset", async () => {
    await world.api.post("/tenants", { name: "Other MSP" });
    const other = await connectHub(path.dirname(world.hub.hub.anchors.path), "Other MSP");
    const tom = await world.join("tom@msp.example", "technician");
    const { url, id } = (await other.post("/people", { email: "tom@msp.example", name: "Thomas", role: "admin" })) as {
      url: string;
      id: string;
    };
    const seen = (await other.get("/people")) as { name: string; acceptedAt: string | null }[];
    assert.deepEqual(
      seen.map(({ name, acceptedAt }) => [name, acceptedAt]),
      [["Thomas", null]],
      "another tenant's name of him is not told",
    );
    const header = { "interdesk-tenant": encodeURIComponent("Other MSP") };
    assert.equal((await tom.call("GET", "/api/v1/me", undefined, header)).status, 404);
    const early = (await owner.call("POST", `/api/v1/people/${id}/reset-link`)).body["url"] as string;
    const stranger = await world.browser().call("POST", "/api/auth/link/redeem", {
      secret: secretOf(url),
      password: "taking over by a link",
    });
    assert.equal(stranger.status, 409, "a link never sets the password of who has one");
    await redeem(tom, url, {});
    assert.equal((await tom.call("GET", "/api/v1/me", undefined, header)).body["role"], "admin");
    assert.deepEqual((await tom.call("GET", "/api/v1/me")).body["role"], "admin", "where he acted last");
    const { body } = await tom.call("GET", "/api/v1/me", undefined, { "interdesk-tenant": "default" });
    assert.deepEqual([body["role"], (body["tenants"] as unknown[]).length], ["technician", 2]);
    const reset = await owner.call("POST", `/api/v1/people/${id}/reset-link`);
    assert.equal(reset.status, 403, "who sets a password becomes the person, in both");
    assert.equal((await tom.call("GET", "/api/v1/me", undefined, { "interdesk-tenant": "Nobody's" })).status, 404);
    const used = await world.browser().call("POST", "/api/auth/link/redeem", {
      secret: secretOf(early),
      password: "made before he joined them",
    });
    assert.equal(used.status, 404, "nor by a link from before");
    await other.remove(`/people/${id}`);
    assert.equal((await tom.call("GET", "/api/v1/me", undefined, header)).status, 404);
    assert.equal((await tom.call("GET", "/api/v1/me")).body["role"], "technician");
  });
});

describe("the audit", () => {
  it("tells of sign-ins, refused ones, changes and sign-outs, and of no secret", async () => {
    const browser = world.browser();
    await world.join("ines@msp.example", "viewer");
    await world.api.patch("/people/ines@msp.example", { role: "technician" });
    await signIn(browser, "ines@msp.example");
    await browser.call("POST", "/api/auth/change-password", {
      currentPassword: passwordOf("ines@msp.example"),
      newPassword: "a fresh one for Monday",
    });
    await signIn(world.browser(), "ines@msp.example", "wrong password no 1");
    await signIn(world.browser(), "hunter2-typed-here@msp.example", "wrong password no 2");
    await browser.call("POST", "/api/auth/sign-out");
    const known = async (action: string, actor: string) =>
      (await world.audit(action)).find((row) => row.actor === actor || row.detail["account"] === actor);
    for (const [action, actor] of [
      ["person.join", "person ines@msp.example"],
      ["person.signIn", "person ines@msp.example"],
      ["person.password", "person ines@msp.example"],
      ["person.signOut", "person ines@msp.example"],
      ["person.signInFailed", "ines@msp.example"],
      ["person.signInFailed", "h***@msp.example"],
      ["person.invite", "admin"],
      ["person.change", "admin"],
    ] as const)
      await awaitUntil(`${action} by ${actor}`, () => known(action, actor));
    const [all] = await ask<{ all: string }>(
      "select string_agg(a::text, ' ') as all from audit a where action like 'person.%'",
    );
    for (const secret of [ownerPassword, "wrong password", passwordOf("ines@msp.example"), "hunter2"])
      assert.ok(!all?.all.includes(secret), secret);
    const rows = (await world.audit("person.signInFailed")).filter(
      ({ detail }) => detail["account"] === "ines@msp.example",
    );
    for (let index = 0; index < 5; index += 1) await signIn(world.browser(), "ines@msp.example", "wrong password no 3");
    const now = (await world.audit("person.signInFailed")).filter(
      ({ detail }) => detail["account"] === "ines@msp.example",
    );
    assert.equal(now.length, rows.length, "one a minute");
  });
});

describe("a link for somebody", () => {
  it("is mailed to them where mail is set, and shown to who made it all the same", async (context) => {
    const mail = await startMailServer(context);
    const mailed = await openPeopleWorld(context, { mailUrl: `smtp://127.0.0.1:${mail.port}` });
    const invited = (await mailed.api.post("/people", {
      email: "eva@msp.example",
      name: "Eva",
      role: "viewer",
    })) as { url: string; mailed: boolean };
    assert.equal(invited.mailed, true);
    const [text = ""] = mail.mails;
    assert.match(text, /^To: eva@msp\.example$/m);
    assert.ok(text.replaceAll(/=\r?\n/g, "").includes(secretOf(invited.url)));
    const eva = await redeem(mailed.browser("192.0.2.200"), invited.url, { password: passwordOf("eva@msp.example") });
    await eva.call("POST", "/api/auth/change-password", {
      currentPassword: passwordOf("eva@msp.example"),
      newPassword: "another one for Tuesday",
    });
    const { value: told } = await awaitUntil("the mail", async () => mail.mails[1]);
    assert.match(told, /^To: eva@msp\.example[\s\S]*Your password was changed, from the address 192\.0\.2\.200/m);
    assert.doesNotMatch(told, /Tuesday/);
    await mail.close();
    const again = (await mailed.api.post("/people/eva@msp.example/reset-link")) as { mailed: boolean };
    assert.equal(again.mailed, false, "a mail server that is away stops nobody");
  });
});
