import assert from "node:assert/strict";
import { it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { buildSourceAlert, openSource } from "../../test/contract/source-world.ts";
import { azureMonitor } from "./index.ts";
import { startAzureSimulator } from "./simulator/index.ts";

const folder = new URL("./recordings/", import.meta.url);
const recordings = { folder, names: ["01-fired-metric", "04-fired-log-search"] };

describeSourceContract({
  connector: azureMonitor,
  start: startAzureSimulator,
  recordings,
  calls: ["acknowledge", "unacknowledge", "resolve"],
  lists: false,
  unknown: "gone",
});

it("calls nothing but alerts of Azure, whatever a message says", async (context) => {
  const simulator = await startAzureSimulator();
  const { monitor } = openSource(context, { connector: azureMonitor, simulator, recordings });
  for (const alertId of ["/subscriptions/a/../../x", "//evil.example/alerts/1", "/subscriptions/a?b=/alerts/1"]) {
    const [answer] = (await monitor.acknowledge?.([buildSourceAlert({ dedupKey: "x", handle: { alertId } }, 1)])) ?? [];
    assert.equal(!answer?.ok && answer?.error.kind, "rejected");
  }
  assert.deepEqual(simulator.calls, []);
});
