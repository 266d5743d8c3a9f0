import type { Manifest } from "../../connectors/contract.ts";
import type { z } from "zod";
import type { CaseContext, ContractOptions } from "./contract-options.ts";
import { createTold, type Told } from "./secrets.ts";
import { type ContractWorld, openWorld } from "./world.ts";

/** What the groups of cases share. */
export interface Suite {
  options: ContractOptions;
  manifest: Manifest<z.ZodObject, z.ZodObject>;
  /** Whether the desk can be asked; else only its messages tell of it. */
  canBeAsked: boolean;
  /** Everything that was said in words during all cases. */
  told: Told;
  /** A simulator, a connector and a clock for one case; ends with it, and checks then that no secret was told. */
  open(context: CaseContext, changes?: Parameters<typeof openWorld>[3]): Promise<ContractWorld>;
  can(capability: Manifest<z.ZodObject, z.ZodObject>["capabilities"][number]): boolean;
}

export function createSuite(options: ContractOptions): Suite {
  const told = createTold();
  const { manifest } = options.connector;
  return {
    options,
    manifest,
    canBeAsked: options.readsFrom !== "messages",
    told,
    open: (context, changes) => openWorld(options, told, context, changes),
    can: (capability) => manifest.capabilities.includes(capability),
  };
}
