import assert from "node:assert/strict";
import { it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource } from "../../test/contract/source-world.ts";
import { dattoRmm } from "./index.ts";
import { startDattoSimulator } from "./simulator/index.ts";

const folder = new URL("./recordings/", import.meta.url);
const recordings = { folder, names: ["01-triggered", "02-triggered-unescaped"] };

describeSourceContract({
  connector: dattoRmm,
  start: startDattoSimulator,
  recordings,
  calls: ["resolve"],
  lists: true,
  unknown: "gone",
});

it("lists all pages of Datto's open alerts", async (context) => {
  const simulator = await startDattoSimulator();
  const { monitor, alerts } = openSource(context, { connector: dattoRmm, simulator, recordings });
  for (let number = 0; number < 600; number++) simulator.fire({ dedupKey: `alert-${number}`, handle: {} });
  const listed = await monitor.listOpen?.();
  assert.equal(listed?.ok && new Set(listed.value.map(({ dedupKey }) => dedupKey)).size, 600 + alerts.length);
});

it("signs in anew when Datto has forgotten the token", async (context) => {
  const simulator = await startDattoSimulator();
  const { monitor } = openSource(context, { connector: dattoRmm, simulator, recordings });
  assert.ok((await monitor.listOpen?.())?.ok);
  simulator.failNext({ kind: "answer", reply: { status: 401, body: { error: "invalid_token" } } }, true);
  assert.ok((await monitor.listOpen?.())?.ok);
  assert.equal(simulator.calls.filter((call) => call.startsWith("POST /auth/oauth/token")).length, 2);
});
