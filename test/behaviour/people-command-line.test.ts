import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { openBrowser } from "../support/browser.ts";
import { useCommandLine } from "../support/command-line.ts";
import { passwordOf, redeem, signIn } from "../support/people-world.ts";

const line = useCommandLine();
const people = (...args: string[]) => line.interdesk(["people", ...args]);
const linkIn = (text: string) => /http\S+\/setup\/[\w-]{43}/.exec(text)?.[0];

describe("people on the command line", () => {
  it("say how the first one comes in, and the data folder holds the way", async () => {
    assert.match((await people("list")).out, /Nobody yet\. .*setup-link/);
    assert.match(await readFile(path.join(line.dataDir, "setup-link"), "utf8"), /\/setup\/[\w-]{43}\n$/);
    const { out } = await people("setup-link");
    assert.match(out, /works once, until .*shown this once/);
    const owner = { name: "Olga", email: "olga@msp.example", password: passwordOf("olga@msp.example") };
    await redeem(openBrowser(line.hub.url), linkIn(out), owner);
  });

  it("are invited, given another role, sent a new link, signed out and removed", async () => {
    const invited = await people("invite", "tom@msp.example", "--name", "Tom Tech", "--role", "viewer");
    assert.equal(invited.code, 0, invited.err);
    const tom = await redeem(openBrowser(line.hub.url), linkIn(invited.out), {
      password: passwordOf("tom@msp.example"),
    });
    assert.match((await people("list")).out, /olga@msp\.example +Olga +owner[\s\S]*tom@msp\.example +Tom Tech +viewer/);
    assert.match((await people("role", "tom@msp.example", "technician")).out, /tom@msp\.example is technician\./);
    assert.equal((await tom.call("GET", "/api/v1/me")).body["role"], "technician");
    assert.match((await people("role", "tom@msp.example", "king")).err, /role/);
    assert.match((await people("sign-out", "tom@msp.example")).out, /1 sessions ended/);
    const { out } = await people("reset-link", "tom@msp.example");
    await redeem(openBrowser(line.hub.url), linkIn(out), { password: "a second one, by a link" });
    assert.equal((await signIn(openBrowser(line.hub.url), "tom@msp.example")).status, 401);
    assert.match((await people("remove", "tom@msp.example")).out, /is removed/);
    assert.match((await people("remove", "tom@msp.example")).err, /There is no such person/);
    assert.match((await people("remove", "olga@msp.example")).err, /is the last owner/);
  });
});
