import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { replaceFile } from "../replace-file.ts";

/** Connectors of which the hub can run a simulated vendor. */
export const SimulatedConnector = z.enum(["alertmanager", "halopsa", "autotask", "servicenow"]);
export type SimulatedConnector = z.infer<typeof SimulatedConnector>;

const Kept = z.object({ tenantId: TenantId, connectionId: ConnectionId, connector: SimulatedConnector });
/** A connection whose vendor is simulated. */
export type Kept = z.infer<typeof Kept>;

/** Which connections are simulated, beyond the life of this process. */
export interface KeptList {
  read(): Promise<readonly Kept[]>;
  add(entry: Kept): Promise<void>;
  remove(connectionId: ConnectionId): Promise<void>;
}

/** A file beside the node's own others: what is simulated lives in this node, not in the database that nodes share. */
export function openKeptList(dataDir: string): KeptList {
  const file = path.join(dataDir, "simulators.json");
  const read = async (): Promise<readonly Kept[]> => {
    const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return "[]";
      throw cause;
    });
    return z.array(Kept).parse(JSON.parse(text));
  };
  let last: Promise<unknown> = Promise.resolve();
  const change = async (run: (entries: readonly Kept[]) => readonly Kept[]) => {
    const done = last.then(async () => replaceFile(file, `${JSON.stringify(run(await read()))}\n`, 0o640));
    last = done.catch(() => undefined);
    await done;
  };
  return {
    read,
    add: (entry) => change((entries) => [...entries, entry]),
    remove: (id) => change((entries) => entries.filter(({ connectionId }) => connectionId !== id)),
  };
}
