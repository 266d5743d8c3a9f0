import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { mustParse, receiveHooks } from "../../test/contract/hook-receiver.ts";
import { runScript } from "../../test/support/run-script.ts";
import { netdata } from "./index.ts";

const secrets = { bearerToken: "a-bearer-token-of-31-characters" };
const receivedAt = new Date("2026-11-23T14:00:00Z");

describe("what an admin of Netdata puts in", () => {
  it("sends what Netdata's own script knows, and keeps address and token in our script alone", async () => {
    const receiver = await receiveHooks(
      () => receivedAt,
      async () => {},
    );
    const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-netdata-"));
    try {
      const texts = netdata.buildSetup?.({ settings: {}, secrets, hookUrl: receiver.url }) ?? [];
      const [script, settings] = texts;
      const ours = path.join(folder, "interdesk.sh");
      await writeFile(ours, script?.text ?? "", { mode: 0o700 });
      for (const secret of [secrets.bearerToken, "a-token-of-its-own"])
        assert.equal(settings?.text.includes(secret), false);
      // As alarm-notify.sh does: it reads its settings, sets its variables, and calls the function.
      const caller = `#!/bin/bash
${settings?.text.replace("/etc/netdata/interdesk.sh", ours)}
host='web-01' name='disk_space' chart='disk_/var' status='CRITICAL' old_status='WARNING' when='1795440143'
non_clear_duration='13' info='"full" $(id) & more' value_string='97 %' goto_url='https://app.netdata.cloud/a'
custom_sender interdesk
`;
      const { code, out } = await runScript(caller, {});
      assert.equal(code, 0, out);
      const [request = assert.fail(`nothing came: ${out}`)] = receiver.received;
      const { inbound = assert.fail("it takes no deliveries") } = netdata.open({
        settings: {},
        secrets,
        secretVersions: [secrets],
        maps: {},
        http: { request: () => assert.fail("calls nobody"), redact: String },
        clock: { now: () => receivedAt },
      });
      assert.deepEqual(inbound.verify(request), { accepted: true });
      const [item] = mustParse(inbound, netdata.manifest.keepHeaders, request).items;
      const event = item?.kind === "event" ? item.event : assert.fail("no event");
      assert.deepEqual(
        [event.dedupKey, event.severity, event.description, event.url],
        ["web-01/disk_\\/var/disk_space", "critical", '"full" $(id) & more', "https://app.netdata.cloud/a"],
      );
    } finally {
      receiver.close();
      await rm(folder, { recursive: true });
    }
  });

  it("fails where we do not answer well, so that Netdata notes it", async () => {
    const receiver = await receiveHooks(
      () => receivedAt,
      async () => {},
    );
    receiver.answer(401);
    const [script] = netdata.buildSetup?.({ settings: {}, secrets: {}, hookUrl: receiver.url }) ?? [];
    assert.notEqual((await runScript(script?.text ?? "", { INTERDESK_HOST: "h" })).code, 0);
    receiver.close();
  });
});
