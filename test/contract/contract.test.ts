import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import type { RegisteredConnector } from "../../connectors/contract.ts";
import { servicenow } from "../../connectors/servicenow/index.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import { describeConnectorContract } from "./connector-contract.ts";
import { sabotages } from "./sabotage.ts";

/** Set in the processes that this file starts of itself: the name of a fault, or `none`. */
const spoiled = process.env["CONTRACT_SABOTAGE"];

if (spoiled === undefined) describeSelfTest();
else
  describeConnectorContract({
    connector: spoil(servicenow, spoiled),
    start: startServiceNowSimulator,
    editable: {
      status: { label: "In Progress", value: "inProgress" },
      priority: { label: "2 - High", value: 2 },
      assignee: "bob.ruiz@northwind.example",
    },
    customField: "u_cost_centre",
  });

/** The same connector with one fault. */
function spoil(connector: RegisteredConnector, name: string): RegisteredConnector {
  return {
    ...connector,
    open(world) {
      const instance = connector.open(world);
      const { desk, inbound } = instance;
      assert.ok(desk && inbound);
      const { secrets } = world;
      const values = typeof secrets === "object" && secrets !== null && !Array.isArray(secrets) ? secrets : {};
      return { ...instance, ...sabotages[name]?.spoil({ desk, inbound }, values) };
    },
  };
}

/** The suite that keeps connectors right must itself be able to fail. */
function describeSelfTest(): void {
  describe("the contract finds", () => {
    for (const [name, { foundBy }] of Object.entries(sabotages))
      it(name, () => {
        const { status, output } = run(name, [foundBy]);
        assert.equal(status, 1, output);
        assert.match(output, new RegExp(`✖ .*${foundBy}`));
      });
    it("nothing of these in a connector without a fault", () => {
      const { status, output } = run(
        "none",
        Object.values(sabotages).map(({ foundBy }) => foundBy),
      );
      assert.equal(status, 0, output);
    });
  });
}

function run(sabotage: string, cases: readonly string[]): { status: number | null; output: string } {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const patterns = cases.map((name) => `--test-name-pattern=${name}`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--test", "--test-reporter=spec", "--test-timeout=60000", ...patterns, import.meta.filename],
    { env: { ...env, CONTRACT_SABOTAGE: sabotage }, encoding: "utf8" },
  );
  return { status, output: `${stdout}${stderr}` };
}
