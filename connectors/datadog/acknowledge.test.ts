import assert from "node:assert/strict";
import { it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource } from "../../test/contract/source-world.ts";
import { datadog } from "./index.ts";
import { startDatadogSimulator } from "./simulator/index.ts";

const folder = new URL("./recordings/", import.meta.url);
const recordings = { folder, names: ["01-triggered"], twin: ["host:web-01", "host:web-02"] } as const;

describeSourceContract({
  connector: datadog,
  start: startDatadogSimulator,
  recordings,
  calls: ["acknowledge", "unacknowledge", "resolve"],
  lists: false,
  unknown: "gone",
});

it("unmutes what it resolves at Datadog, for else the recovery would not be sent", async (context) => {
  const simulator = await startDatadogSimulator();
  const { monitor, alerts } = openSource(context, { connector: datadog, simulator, recordings });
  const [alert] = alerts;
  assert.ok(alert);
  await monitor.acknowledge?.([alert]);
  await monitor.resolve?.([alert]);
  assert.deepEqual(
    simulator.calls.filter((call) => !call.startsWith("GET")).map((call) => call.replace(/[0-9a-f-]{36}/, "…")),
    ["POST /api/v2/downtime 200", "DELETE /api/v2/downtime/… 204", "POST /api/v1/monitor/bulk_resolve 200"],
  );
});
