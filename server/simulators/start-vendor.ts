import type { SimulatedConnector } from "./kept-list.ts";
import type { Simulated } from "./running.ts";

/** Starts a simulated vendor on a free port of the loopback address. Its code is loaded only where somebody wants one. */
export async function startVendor(connector: SimulatedConnector): Promise<Simulated["vendor"]> {
  if (connector === "alertmanager") {
    const { startAlertmanagerSimulator } = await import("../../connectors/alertmanager/simulator/index.ts");
    return { kind: "monitor", tool: await startAlertmanagerSimulator() };
  }
  const { simulators } = await import("../../connectors/simulators.ts");
  const start = simulators[connector];
  if (!start) throw new Error(`${connector} has no simulator`);
  return { kind: "desk", desk: await start({ webhookRetryMs: 2_000 }) };
}
