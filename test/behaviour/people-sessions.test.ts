import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import type { Browser } from "../support/browser.ts";
import { passwordOf, signIn } from "../support/people-world.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openTwoNodes({ after: (run) => void closers.unshift(run) });
});
after(async () => {
  for (const close of closers) await close();
});

const ask = <Row extends object>(statement: string, values?: unknown[]) =>
  askDatabase<Row>(world.database, statement, values);
const isIn = async (browser: Browser) => (await browser.call("GET", "/api/v1/me")).status === 200;
const sessionCookie = "interdesk.session_token";

describe("sessions (V3)", () => {
  it("have a new id at each sign-in, and the one before is over", async () => {
    const browser = await world.join("siri@msp.example", "viewer");
    const before = browser.cookies.get(sessionCookie) ?? "";
    assert.equal((await signIn(browser, "siri@msp.example")).status, 200);
    assert.notEqual(browser.cookies.get(sessionCookie), before);
    const old = world.browser();
    old.cookies.set(sessionCookie, before);
    assert.equal(await isIn(old), false);
    const planted = world.browser();
    planted.cookies.set(sessionCookie, "planted.c2lnbmF0dXJl");
    assert.equal((await signIn(planted, "siri@msp.example")).status, 200);
    assert.ok(!planted.cookies.get(sessionCookie)?.startsWith("planted"));
  });

  it("are nobody's who has only the database", async () => {
    await world.join("dieb@msp.example", "viewer");
    const [row] = await ask<{ token: string }>("select token from person_session limit 1");
    for (const value of [
      row?.token ?? "",
      `${row?.token}.`,
      `${row?.token}.${"A".repeat(43)}%3D`,
      `${row?.token}.${row?.token}`,
    ]) {
      const thief = world.browser();
      thief.cookies.set(sessionCookie, value);
      assert.equal(await isIn(thief), false);
    }
  });

  it("end when they are not used for half an hour, everywhere, and go on while they are", async () => {
    const browser = await world.join("ida@msp.example", "viewer");
    const age = (what: string, minutes: number) =>
      ask(
        `update person_session set ${what} = now() - $1 * interval '1 minute'
          where person_id = (select id from person where email = 'ida@msp.example')`,
        [minutes],
      );
    await age("updated_at", 29);
    assert.equal(await isIn(browser), true);
    const [row] = await ask<{ fresh: boolean }>(
      `select updated_at > now() - interval '1 minute' as fresh from person_session
        where person_id = (select id from person where email = 'ida@msp.example')`,
    );
    assert.equal(row?.fresh, true, "its use was noted");
    await age("updated_at", 31);
    assert.deepEqual([await isIn(browser), await isIn(world.atSecond(browser))], [false, false]);
    const change = { currentPassword: passwordOf("ida@msp.example"), newPassword: "a new one for nobody" };
    assert.equal((await browser.call("POST", "/api/auth/change-password", change)).status, 401, "nor for better-auth");
  });

  it("end after twelve hours, however much they are used", async () => {
    const browser = await world.join("zoe@msp.example", "viewer");
    const shift = (hours: number) =>
      ask(
        `update person_session set created_at = now() - $1 * interval '1 hour', expires_at = now() + (12 - $1) * interval '1 hour'
          where person_id = (select id from person where email = 'zoe@msp.example')`,
        [hours],
      );
    await shift(11.9);
    assert.equal(await isIn(browser), true);
    await shift(12.1);
    assert.equal(await isIn(browser), false);
    const [{ hours } = { hours: 0 }] = await ask<{ hours: number }>(
      `select extract(epoch from max(expires_at - created_at))::float8 / 3600 as hours from person_session`,
    );
    assert.ok(Math.abs(hours - 12) < 0.1, String(hours));
  });

  it("are listed and ended one by one, on all nodes within a second", async () => {
    const browser = await world.join("lars@msp.example", "viewer");
    const other = world.browser();
    await signIn(other, "lars@msp.example");
    const { body } = await browser.call("GET", "/api/v1/me/sessions");
    const sessions = body as unknown as { id: string; current: boolean; address: string }[];
    assert.deepEqual([sessions.length, sessions.filter(({ current }) => current).length], [2, 1]);
    assert.match(sessions[0]?.address ?? "", /^198\.51\.100\./);
    assert.ok(
      !JSON.stringify(body).includes((browser.cookies.get(sessionCookie) ?? "").split(".")[0] ?? "?"),
      "no token",
    );
    const theirs = sessions.find(({ current }) => !current)?.id;
    const foreign = await world.owner.call("DELETE", `/api/v1/me/sessions/${theirs}`);
    assert.equal(foreign.status, 404, "nobody else's");
    const start = performance.now();
    assert.equal((await browser.call("DELETE", `/api/v1/me/sessions/${theirs}`)).status, 200);
    const { ms } = await awaitUntil(
      "its end on both nodes",
      async () => (!(await isIn(other)) && !(await isIn(world.atSecond(other))) ? true : undefined),
      1_000,
    );
    assert.ok(ms <= 1_000 && performance.now() - start < 2_000, `${ms} ms`);
    assert.equal(await isIn(browser), true);
  });

  it("end all at once: by oneself, by an admin, and with a new password", async () => {
    const email = "mia@msp.example";
    await world.join(email, "viewer");
    const open = async () => {
      const browsers = [world.browser(), world.browser(), world.browser()];
      for (const browser of browsers) await signIn(browser, email);
      return browsers;
    };
    const mine = await open();
    assert.ok(Number((await mine[0]?.call("DELETE", "/api/v1/me/sessions"))?.body["ended"]) >= 3);
    const theirs = await open();
    await world.api.post(`/people/${email}/sign-out`);
    const [first, ...others] = await open();
    const change = { currentPassword: passwordOf(email), newPassword: "a brand-new one, too" };
    assert.equal((await first?.call("POST", "/api/auth/change-password", change))?.status, 200);
    for (const browser of [...mine, ...theirs, ...others])
      assert.deepEqual([await isIn(browser), await isIn(world.atSecond(browser))], [false, false]);
    assert.equal(first && (await isIn(first)), true);
    for (const session of [mine, theirs].flat()) assert.equal(await isIn(session), false);
  });

  it("do what the role says within two seconds of its change, on the other node too", async () => {
    const email = "rolf@msp.example";
    const browser = world.atSecond(await world.join(email, "technician"));
    assert.equal((await browser.call("GET", "/api/v1/deliveries")).status, 200);
    await world.api.patch(`/people/${email}`, { role: "viewer" });
    assert.equal((await browser.call("GET", "/api/v1/deliveries")).status, 403);
    await world.api.remove(`/people/${email}`);
    assert.equal((await browser.call("GET", "/api/v1/deliveries")).status, 401);
  });
});
