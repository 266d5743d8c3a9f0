import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { receiveHooks } from "../../test/contract/hook-receiver.ts";
import { sendByScript } from "../../test/contract/setup-script.ts";
import { runScript } from "../../test/support/run-script.ts";
import { checkmk } from "./index.ts";

const secrets = { bearerToken: "a-bearer-token-of-31-characters" };
const problem = {
  NOTIFY_NOTIFICATIONTYPE: "PROBLEM",
  NOTIFY_WHAT: "SERVICE",
  NOTIFY_OMD_SITE: "main",
  NOTIFY_HOSTNAME: "web-01",
  NOTIFY_SERVICEDESC: "Filesystem /var",
  NOTIFY_SERVICESTATE: "CRITICAL",
  NOTIFY_SERVICEOUTPUT: 'Used "97 %" & $(id)',
  NOTIFY_HOSTLABEL_customer: "Müller & Söhne",
};

describe("the plug-in that an admin of Checkmk puts in", () => {
  it("names itself in its second line, as Checkmk reads it", () => {
    const input = { settings: {}, secrets, hookUrl: "https://hub.example/hooks/a/b" };
    const lines = checkmk.buildSetup?.(input)[0]?.text.split("\n") ?? [];
    assert.deepEqual(lines.slice(0, 2), ["#!/bin/sh", "# Interdesk"]);
  });

  it("sends what is understood", async () => {
    const settings = { clientLabel: "customer" };
    const sent = await sendByScript(checkmk, "Notification plug-in", problem, { secrets, settings });
    assert.deepEqual([sent.code, sent.out], [0, ""]);
    const [item] = sent.parsed.items;
    const event = item?.kind === "event" ? item.event : assert.fail("no event");
    assert.deepEqual(
      [event.dedupKey, event.severity, event.description, event.clientHint],
      ["main/web-01/Filesystem /var", "high", 'Used "97 %" & $(id)', "Müller & Söhne"],
    );
  });

  for (const [status, code] of [
    [401, 2],
    [404, 2],
    [413, 2],
    // Curl tries other ones again by itself, for seconds.
    [501, 1],
  ] as const)
    it(`ends with ${code} on an answer of ${status}`, async () => {
      const receiver = await receiveHooks(
        () => new Date(0),
        async () => {},
      );
      receiver.answer(status);
      try {
        const [text] = checkmk.buildSetup?.({ settings: {}, secrets, hookUrl: receiver.url }) ?? [];
        const ended = await runScript(text?.text ?? "", problem);
        assert.equal(ended.code, code);
        assert.match(ended.out, new RegExp(`${status}`));
        assert.equal(ended.out.includes(secrets.bearerToken), false);
      } finally {
        await receiver.close();
      }
    });
});
