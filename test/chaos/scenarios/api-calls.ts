import { runCalls } from "../../support/api-calls/run-calls.ts";
import { openTestWorld } from "../../support/world.ts";
import { defineScenario } from "../scenario.ts";

export const apiCalls = defineScenario("V7", "calls made from the API's own document", async (context, sizes) => {
  // As fast as it answers: limits of rate are shown elsewhere.
  const world = await openTestWorld(context, { requestsPerMinute: 1_000_000 });
  const report = await runCalls(world, { ...sizes, seed: context.seed });
  const { calls, served, operations, operationsServed, slowestMs, problems } = report;
  const found = problems.length === 0 ? "no breach of the document, no failure" : problems.slice(0, 3).join("; ");
  return {
    pass: problems.length === 0 && served >= calls / 3,
    figure: `${calls} calls of ${operations} operations: ${served} served (of ${operationsServed} operations), the slowest after ${Math.round(slowestMs)} ms; ${found}`,
  };
});
