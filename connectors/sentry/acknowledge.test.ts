import assert from "node:assert/strict";
import { it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource, readFiring } from "../../test/contract/source-world.ts";
import { sentry } from "./index.ts";
import { startSentrySimulator } from "./simulator/index.ts";

const folder = new URL("./recordings/", import.meta.url);
const recordings = { folder, names: ["04-issue-alert-triggered"], twin: ["4200012345", "4200067890"] } as const;

describeSourceContract({
  connector: sentry,
  start: startSentrySimulator,
  recordings,
  calls: ["unacknowledge", "resolve"],
  lists: false,
  unknown: "gone",
});

it("has nothing to be told of Sentry's metric alerts", () => {
  const [event] = readFiring(sentry, { folder, names: ["01-metric-alert-critical"] });
  assert.equal(event?.handle, undefined);
});

it("does not resolve an issue twice since its comment was not taken", async (context) => {
  const simulator = await startSentrySimulator();
  const { monitor, alerts } = openSource(context, { connector: sentry, simulator, recordings });
  const [alert] = alerts;
  assert.ok(alert);
  simulator.failNext({ kind: "answer", reply: { status: 200, body: {} } });
  simulator.failNext({ kind: "answer", reply: { status: 403, body: { detail: "no" } } });
  const [answer] = (await monitor.resolve?.([alert])) ?? [];
  assert.match((answer?.ok && answer.value.detail) || "", /^The comment was not taken/);
});
