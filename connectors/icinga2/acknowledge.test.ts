import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource } from "../../test/contract/source-world.ts";
import { basicHeader } from "../monitor-kit.ts";
import { icinga2 } from "./index.ts";
import { startIcingaSimulator } from "./simulator/index.ts";

const recordings = {
  folder: new URL("./recordings/", import.meta.url),
  names: ["51-own-script-critical", "10-host-down"],
};

describeSourceContract({
  connector: icinga2,
  start: startIcingaSimulator,
  recordings,
  calls: ["acknowledge", "unacknowledge"],
  lists: true,
  unknown: "gone",
});

describe("acknowledgements of Icinga", () => {
  it("by somebody else get our line once, and are left alone when the ticket is given back", async (context) => {
    const simulator = await startIcingaSimulator();
    const { monitor, alerts } = openSource(context, { connector: icinga2, simulator, recordings });
    const [alert] = alerts;
    assert.ok(alert);
    await fetch(`${simulator.url}/v1/actions/acknowledge-problem`, {
      method: "POST",
      headers: {
        authorization: basicHeader(simulator.secrets["apiUser"] ?? "", simulator.secrets["apiPassword"] ?? ""),
      },
      body: JSON.stringify({
        type: "Service",
        filter: "true",
        filter_vars: { wantedHost: alert.handle["host"], wantedService: alert.handle["service"] },
        author: "jd",
        comment: "I am on it",
      }),
    });
    await monitor.acknowledge?.([alert]);
    await monitor.acknowledge?.([alert]);
    assert.deepEqual(simulator.look(alert.dedupKey).notes, ["I am on it", alert.note]);
    await monitor.unacknowledge?.([alert]);
    assert.equal(simulator.look(alert.dedupKey).acknowledged, 1);
  });

  it("say that nothing is wrong any more", async (context) => {
    const simulator = await startIcingaSimulator();
    const { monitor, alerts } = openSource(context, { connector: icinga2, simulator, recordings });
    const body = { results: [{ code: 409, status: "Service web-01.example.net!http is OK." }] };
    simulator.failNext({ kind: "answer", reply: { status: 409, body } });
    const [answer] = (await monitor.acknowledge?.(alerts.slice(0, 1))) ?? [];
    assert.equal(!answer?.ok && answer?.error.kind, "gone");
  });

  it("are not believed to be none where our user may not see them", async (context) => {
    const simulator = await startIcingaSimulator();
    const { monitor } = openSource(context, { connector: icinga2, simulator, recordings });
    simulator.failNext(
      { kind: "answer", reply: { status: 404, body: { error: 404, status: "No objects found." } } },
      true,
    );
    const listed = await monitor.listOpen?.();
    assert.equal(!listed?.ok && listed?.error.kind, "unauthorized");
  });
});
