import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendByScript } from "../../test/contract/setup-script.ts";
import { nagios } from "./index.ts";

const secrets = { bearerToken: "a-bearer-token-of-31-characters" };

describe("what an admin of Nagios puts in", () => {
  const input = { settings: { clientVariable: "customer" }, secrets, hookUrl: "https://hub.example/hooks/a/b" };
  const [script, configuration] = nagios.buildSetup?.(input) ?? [];

  it("has each directive on a line of its own, and runs the script where it was saved", () => {
    const text = configuration?.text ?? "";
    for (const line of text.split("\n").filter((one) => one.includes("{"))) assert.match(line, /^define \w+ \{$/);
    const [, command] = /command_line +(\S+)/.exec(text) ?? [];
    assert.ok(command && script?.place.en.startsWith(command));
  });

  it("keeps address and token in the script alone", () => {
    for (const secret of [secrets.bearerToken, "hooks/a/b"]) {
      assert.equal(script?.text.includes(secret), true);
      assert.equal(configuration?.text.includes(secret), false);
    }
  });

  it("sends what is understood", async () => {
    const sent = await sendByScript(
      nagios,
      "Notification script",
      {
        NAGIOS_NOTIFICATIONTYPE: "PROBLEM",
        NAGIOS_HOSTNAME: "web-01",
        NAGIOS_HOSTSTATE: "DOWN",
        NAGIOS_HOSTOUTPUT: 'PING "CRITICAL" `id`',
        NAGIOS_HOSTPROBLEMID: "3",
        NAGIOS__HOSTCUSTOMER: "Müller & Söhne",
      },
      { secrets, settings: { clientVariable: "customer" } },
    );
    assert.equal(sent.code, 0, sent.out);
    const [item] = sent.parsed.items;
    const event = item?.kind === "event" ? item.event : assert.fail("no event");
    assert.deepEqual(
      [event.dedupKey, event.episodeId, event.severity, event.description, event.clientHint],
      ["web-01", "3", "critical", 'PING "CRITICAL" `id`', "Müller & Söhne"],
    );
  });
});
