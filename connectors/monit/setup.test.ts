import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendByScript } from "../../test/contract/setup-script.ts";
import { monit } from "./index.ts";

const secrets = {
  bearerToken: "a-bearer-token-of-31-characters",
  basicUser: "interdesk",
  basicPassword: "aPasswordOfItsOwn1",
};
const build = (given: Partial<typeof secrets>) =>
  Object.fromEntries(
    (monit.buildSetup?.({ settings: {}, secrets: given, hookUrl: "https://hub.example/hooks/a/b" }) ?? []).map(
      ({ title, text }) => [title.en, text],
    ),
  );

describe("what an admin of Monit puts in", () => {
  it("is an address with user and password where there are some, and does not ask for those of Monit", () => {
    const text = build(secrets)["For all checks"] ?? "";
    assert.match(text, /^set mmonit https:\/\/interdesk:aPasswordOfItsOwn1@hub\.example\/hooks\/a\/b$/m);
    assert.match(text, /and register without credentials/);
    assert.match(build({})["For all checks"] ?? "", /^set mmonit https:\/\/hub\.example\/hooks\/a\/b$/m);
  });

  it("runs the script with the arguments that are understood", () => {
    const { "For one check": example = "", Script: script = "" } = build(secrets);
    assert.deepEqual(
      [...example.matchAll(/exec "\S+ (\w+)"/g)].map(([, kind]) => kind),
      ["problem", "recovered"],
    );
    assert.ok(script.includes("Bearer a-bearer-token-of-31-characters"));
    assert.equal(example.includes("hub.example"), false);
  });

  it("sends what is understood, by its own clock", async () => {
    const environment = {
      MONIT_HOST: "web-01",
      MONIT_SERVICE: "nightly-backup",
      MONIT_EVENT: "Status failed",
      MONIT_DESCRIPTION: 'status failed (2) -- "full" $(id) & <x>',
      MONIT_DATE: "Mon, 23 Nov 2026 13:20:52",
    };
    const before = Math.floor(Date.now() / 1_000);
    const sent = await sendByScript(monit, "Script", environment, { secrets, given: ["problem"] });
    assert.equal(sent.code, 0, sent.out);
    const [item] = sent.parsed.items;
    const event = item?.kind === "event" ? item.event : assert.fail("no event");
    assert.deepEqual(
      [event.dedupKey, event.condition, event.description],
      ["web-01/nightly-backup/Status", "firing", 'status failed (2) -- "full" $(id) & <x>'],
    );
    const seconds = event.raisedAt.getTime() / 1_000;
    assert.ok(seconds >= before && seconds <= before + 60, String(seconds));
  });
});
