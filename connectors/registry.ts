import { alertmanager } from "./alertmanager/index.ts";
import { autotask } from "./autotask/index.ts";
import type { RegisteredConnector } from "./contract.ts";

/** The connectors that come with the hub; each is one folder and one line here. */
export const builtIn: readonly RegisteredConnector[] = [alertmanager, autotask];

export function findConnector(name: string): RegisteredConnector | undefined {
  return builtIn.find(({ manifest }) => manifest.name === name);
}
