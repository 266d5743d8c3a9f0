import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { useCommandLine } from "../support/command-line.ts";
import { metricsHeaders } from "../support/readiness.ts";

const line = useCommandLine();
const { interdesk } = line;

describe("the command line", () => {
  it("adds a connection, shows its address once and the vendor's next steps, and never its secret again", async () => {
    const added = await interdesk(
      ["connection", "add", "--file", "-"],
      JSON.stringify({ name: "prom", connector: "alertmanager", secrets: { bearerToken: "a-secret-token-of-ours" } }),
    );
    assert.equal(added.code, 0, added.err);
    assert.match(added.out, /\/hooks\/[0-9a-f-]{36}\/[\w-]{43}/);
    assert.match(added.out, /alertmanager\.yml/);
    const listed = await interdesk(["connection", "list"]);
    assert.match(listed.out, /prom\s+alertmanager\s+monitor\s+live/);
    assert.doesNotMatch(JSON.stringify(await line.hub.api.get("/connections")), /a-secret-token-of-ours/);
  });

  it("names every wrong field of a connection, and no secret", async () => {
    const answer = await interdesk(
      ["connection", "add", "--file", "-"],
      JSON.stringify({
        name: "x",
        connector: "autotask",
        settings: { userName: "u", queueId: "eight" },
        secrets: { secret: "hunter2-hunter2", webhookSecret: "short" },
      }),
    );
    assert.equal(answer.code, 1);
    for (const field of ["settings.userName", "settings.queueId"])
      assert.match(answer.err, new RegExp(field.replace(".", "\\.")));
    assert.doesNotMatch(answer.err, /hunter2/);
    const unknown = await interdesk(
      ["connection", "add", "--file", "-"],
      JSON.stringify({ name: "x", connector: "pigeon-post" }),
    );
    assert.match(unknown.err, /no connector "pigeon-post"; expected one of alertmanager, autotask/);
  });

  it("tests a desk step by step and says what is wrong, in words", async () => {
    const desk = await startAutotaskSimulator();
    try {
      const body = {
        name: "psa",
        connector: "autotask",
        settings: desk.settings,
        secrets: { ...desk.secrets, secret: "wrong-secret" },
      };
      assert.equal((await interdesk(["connection", "add", "--file", "-"], JSON.stringify(body))).code, 0);
      const blocked = await interdesk(["connection", "test", "psa"]);
      assert.equal(blocked.code, 1);
      assert.match(blocked.out, /✗ Find the zone: .*(https:\/\/|allowedPrivate)/);
    } finally {
      await desk.close();
    }
  });

  it("changes the master key while the hub runs, and secrets still open", async () => {
    const changed = await interdesk(["keys", "new"]);
    assert.equal(changed.code, 0, changed.err);
    assert.match(changed.out, /Sealed 1 tenant keys/);
    assert.match((await interdesk(["keys", "rewrap"])).out, /Sealed 0 tenant keys/);
    assert.match((await interdesk(["connection", "test", "psa"])).out, /Find the zone/);
  });

  it("doctors a connection and says what to do next", async () => {
    const looked = await interdesk(["connection", "doctor", "psa"]);
    assert.equal(looked.code, 1);
    assert.match(looked.out, /✗ Webhook round trip: Nothing has come yet/);
    assert.match((await interdesk(["connection", "doctor", "nobody"])).out, /no connection "nobody"/);
  });

  it("says in words that there is nothing yet, and that a thing is not there", async () => {
    assert.match((await interdesk(["ticket", "list"])).out, /No tickets yet/);
    assert.match((await interdesk(["deliveries", "list", "--quarantined"])).out, /Nothing is in quarantine/);
    const missing = await interdesk(["ticket", "show", "T20260101.0001"]);
    assert.deepEqual([missing.code, missing.err.trim()], [1, "There is no ticket with this id, code or number."]);
  });

  it("says what to do when no hub runs, and which setting is wrong", async () => {
    const alone = await interdesk(["ticket", "list"], "", { INTERDESK_DATA: path.join(line.dataDir, "elsewhere") });
    assert.match(alone.err, /No Interdesk has run on the data folder .*npm start/);
    const wrong = await interdesk(["start"], "", { INTERDESK_PORT: "99999" });
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /INTERDESK_PORT is 99999/);
  });

  it("refuses a superuser as the hub's role and says how to make another", async () => {
    const admin = `postgres://${line.database.admin.user}@${line.database.url.split("@")[1]}`;
    const refused = await interdesk(["start"], "", {
      DATABASE_URL: admin,
      INTERDESK_DATA: path.join(line.dataDir, "other"),
    });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /superuser.*interdesk migrate/s);
    const migrated = await interdesk(["migrate"], "", { DATABASE_ADMIN_URL: admin });
    assert.deepEqual([migrated.code, migrated.out.trim()], [0, "The database is up to date."]);
  });

  it("answers the API only with the token", async () => {
    const answer = await fetch(`${line.hub.url}/api/v1/tickets`, { headers: { authorization: "Bearer wrong" } });
    assert.equal(answer.status, 401);
  });

  it("tells everybody whether it works, and its numbers to who has the token for them", async () => {
    const ask = async (route: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${line.hub.url}${route}`, { headers });
      return { status: answer.status, said: await answer.text() };
    };
    const known = await metricsHeaders(line.dataDir);
    assert.deepEqual(await ask("/livez"), { status: 200, said: '{"alive":true}' });
    assert.deepEqual(await ask("/readyz"), { status: 200, said: '{"ready":true}' });
    assert.match((await ask("/readyz", known)).said, /"checks":\{.*"held":false/);
    for (const wrong of ["", "Bearer ", `Bearer ${"x".repeat(43)}`])
      assert.equal((await ask("/metrics", { authorization: wrong })).status, 401);
    const numbers = await ask("/metrics", known);
    assert.equal(numbers.status, 200);
    assert.match(numbers.said, /^# HELP interdesk_/m);
    const { status } = await ask("/api/v1/tickets", known);
    assert.equal(status, 401, "it is good for nothing else");
  });

  it("ends in order on SIGTERM, within ten seconds", async () => {
    const started = performance.now();
    assert.equal(await line.hub.stop(), 0);
    assert.ok(performance.now() - started < 10_000);
  });
});
