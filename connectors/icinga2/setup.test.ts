import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendByScript } from "../../test/contract/setup-script.ts";
import { icinga2 } from "./index.ts";

const secrets = { bearerToken: "a-bearer-token-of-31-characters" };

describe("what an admin of Icinga puts in", () => {
  const input = { settings: { clientVariable: "customer_id" }, secrets, hookUrl: "https://hub.example/hooks/a/b" };
  const [script, configuration] = icinga2.buildSetup?.(input) ?? [];

  it("fills every variable of the script from a macro, the customer's from the variable that is set", () => {
    const read = [...(script?.text ?? "").matchAll(/\$\{(\w+):-\}/g)].map(([, name]) => name);
    const filled = [...(configuration?.text ?? "").matchAll(/^ {4}(\w+) = "\$[\w.]+\$"$/gm)].map(([, name]) => name);
    assert.ok(read.length > 15);
    assert.deepEqual(read.toSorted(), filled.toSorted());
    assert.match(configuration?.text ?? "", /INTERDESK_CLIENT = "\$host\.vars\.customer_id\$"/);
  });

  it("keeps address and token in the script alone", () => {
    assert.match(script?.text ?? "", /url = "https:\/\/hub\.example\/hooks\/a\/b"/);
    for (const secret of [secrets.bearerToken, "hooks/a/b"]) assert.equal(configuration?.text.includes(secret), false);
    assert.match(script?.place.en ?? "", /mode 700/);
  });

  it("sends what is understood", async () => {
    const sent = await sendByScript(
      icinga2,
      "Notification script",
      {
        INTERDESK_NOTIFICATION_TYPE: "PROBLEM",
        INTERDESK_HOST_NAME: "web-01",
        INTERDESK_SERVICE_NAME: "disk /var",
        INTERDESK_SERVICE_STATE: "CRITICAL",
        INTERDESK_SERVICE_STATE_TYPE: "HARD",
        INTERDESK_SERVICE_OUTPUT: 'DISK "CRITICAL" $(id)\n3 % free',
        INTERDESK_CLIENT: "Müller & Söhne",
      },
      { secrets },
    );
    assert.equal(sent.code, 0, sent.out);
    const [item] = sent.parsed.items;
    const event = item?.kind === "event" ? item.event : assert.fail("no event");
    assert.deepEqual(
      [event.dedupKey, event.severity, event.description, event.clientHint],
      ["web-01!disk /var", "high", 'DISK "CRITICAL" $(id)\n3 % free', "Müller & Söhne"],
    );
  });
});
