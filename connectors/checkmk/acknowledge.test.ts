import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource } from "../../test/contract/source-world.ts";
import { checkmk } from "./index.ts";
import { startCheckmkSimulator } from "./simulator/index.ts";

const recordings = { folder: new URL("./recordings/", import.meta.url), names: ["01-service-problem", "05-host-down"] };

describeSourceContract({
  connector: checkmk,
  start: startCheckmkSimulator,
  recordings,
  calls: ["acknowledge", "unacknowledge"],
  lists: true,
  unknown: "gone",
});

describe("acknowledgements of Checkmk", () => {
  it("stay before 2.5, which is said", async (context) => {
    const simulator = await startCheckmkSimulator({ mayRemove: false });
    const { monitor, alerts } = openSource(context, { connector: checkmk, simulator, recordings });
    await monitor.acknowledge?.(alerts);
    const [answer] = (await monitor.unacknowledge?.(alerts)) ?? [];
    assert.match((answer?.ok && answer.value.detail) || "", /stays until the problem has ended/);
  });

  it("are compared for the site of the address alone", async (context) => {
    const simulator = await startCheckmkSimulator();
    const { monitor } = openSource(context, { connector: checkmk, simulator, recordings });
    const covered = ["main/web-01", "main/web-01/CPU", "mainz/web-01", "other/web-01/CPU"];
    assert.deepEqual(
      covered.map((key) => monitor.covers?.(key)),
      [true, true, false, false],
    );
  });
});
