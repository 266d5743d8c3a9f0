import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useCommandLine } from "../support/command-line.ts";

const { interdesk } = useCommandLine();

/** Its address leads inside, where nobody may call: whatever it is sent fails at once. */
const url = "https://localhost:1/in?key=of-theirs";

async function add(...more: string[]): Promise<{ id: string; out: string }> {
  const added = await interdesk([
    "webhooks",
    "add",
    url,
    "--types",
    "interdesk.ticket.*,interdesk.sla.breached",
    ...more,
  ]);
  assert.equal(added.code, 0, added.err);
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(added.out)?.[0] ?? assert.fail(added.out);
  return { id, out: added.out };
}

describe("interdesk webhooks", () => {
  it("adds one, shows its secret once, and says how it does", async () => {
    const { id, out } = await add("--internal");
    assert.match(out, /whsec_[A-Za-z0-9+/]{43}=/);
    assert.match(out, new RegExp(`interdesk webhooks test ${id}`));
    const listed = await interdesk(["webhooks", "list"]);
    assert.match(
      listed.out,
      new RegExp(`${id}\\s+localhost:1\\s+interdesk\\.ticket\\.\\* interdesk\\.sla\\.breached\\s+active`),
    );
    const shown = await interdesk(["webhooks", "show", id]);
    assert.match(shown.out, /types\s+interdesk\.ticket\.\* interdesk\.sla\.breached/);
    assert.match(shown.out, /internal comments, too/);
    assert.doesNotMatch(listed.out + shown.out, /whsec_/);
  });

  it("refuses a type, a client and an id that there is none of, in words", async () => {
    const wrong = await interdesk(["webhooks", "add", url, "--types", "interdesk.tickets"]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /types\.0: expected one of interdesk\.ticket\.opened/);
    const client = await interdesk(["webhooks", "add", url, "--types", "*", "--clients", "Nobody"]);
    assert.match(client.err, /clients: there is no client "Nobody"/);
    const unknown = await interdesk(["webhooks", "pause", "4711"]);
    assert.match(unknown.err, /There is no webhook "4711"\. "interdesk webhooks list" shows all\./);
    const none = await interdesk(["webhooks", "add", url]);
    assert.match(none.err, /required option '--types/);
  });

  it("tries one, and shows in its log what became of it, and what was sent", async () => {
    const { id } = await add();
    const tried = await interdesk(["webhooks", "test", id]);
    assert.equal(tried.code, 1);
    assert.match(tried.out, /✗ It was not taken: blocked: The address is not public/);
    const logged = await interdesk(["webhooks", "log", id]);
    assert.match(logged.out, /interdesk\.webhook\.test\s+failed\s+1/);
    const event = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(logged.out)?.[0] ?? "";
    const sent = await interdesk(["webhooks", "log", id, event]);
    assert.equal((JSON.parse(sent.out) as { subject: string }).subject, `webhook/${id}`);
    const done = await interdesk(["webhooks", "log", id, "--state", "done"]);
    assert.match(done.out, /It was told nothing yet/);
    const wrong = await interdesk(["webhooks", "log", id, "--state", "lost"]);
    assert.match(wrong.err, /state: /);
  });

  it("changes, rotates, pauses, resumes, replays and removes one", async () => {
    const { id } = await add();
    const set = await interdesk(["webhooks", "set", id, "--types", "*", "--internal"]);
    assert.match(set.out, /types\s+\*\n/);
    assert.match((await interdesk(["webhooks", "set", id, "--no-internal"])).out, /no internal comments/);
    assert.match((await interdesk(["webhooks", "set", id])).err, /Say what to change/);
    const rotated = await interdesk(["webhooks", "rotate", id, "--overlap-hours", "2"]);
    assert.match(rotated.out, /whsec_.*\n[^]*The one before counts until /);
    assert.match((await interdesk(["webhooks", "show", id])).out, /the one before counts until/);
    assert.match((await interdesk(["webhooks", "rotate", id, "--overlap-hours", "0"])).out, /counts no more/);
    assert.equal((await interdesk(["webhooks", "pause", id])).code, 0);
    assert.match((await interdesk(["webhooks", "show", id])).out, /: paused/);
    assert.equal((await interdesk(["webhooks", "resume", id])).code, 0);
    const replayed = await interdesk(["webhooks", "replay", id, "--since", "2026-01-01"]);
    assert.match(replayed.out, /nothing to send again/);
    assert.match((await interdesk(["webhooks", "replay", id])).err, /either an event or --since/);
    assert.match((await interdesk(["webhooks", "replay", id, "--since", "noon"])).err, /"noon" is no time/);
    assert.equal((await interdesk(["webhooks", "remove", id])).code, 0);
    assert.match((await interdesk(["webhooks", "show", id])).err, /There is no webhook/);
  });
});
