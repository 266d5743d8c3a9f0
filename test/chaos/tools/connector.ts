import type { Desk, RegisteredConnector } from "../../../connectors/contract.ts";
import { createLocalSlots } from "../../../connectors/http/local-slots.ts";
import { createVendorHttp } from "../../../connectors/http/vendor-http.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { ScenarioContext } from "../scenario.ts";

/** A desk's connector beside its simulator, without a hub. */
export function openConnector(
  context: ScenarioContext,
  connector: RegisteredConnector,
  simulator: DeskSimulator,
): { desk: Desk; outcomes: readonly string[] } {
  const outcomes: string[] = [];
  const clock = { now: () => new Date() };
  const http = createVendorHttp({
    account: "t:chaos",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(simulator.secrets).map(String),
    clock,
    onCall: ({ outcome }) => void outcomes.push(outcome),
  });
  const { settings, secrets } = simulator;
  const maps = connector.manifest.defaultMaps ?? {};
  const instance = connector.open({ settings, secrets, secretVersions: [secrets], maps, http, clock });
  context.after(async () => {
    await instance.close();
    await http.close();
    await simulator.close();
  });
  if (!instance.desk) throw new Error(`${connector.manifest.name} is no desk`);
  return { desk: instance.desk, outcomes };
}
