import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";

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
  const draft = `${file}.draft`;
  const read = async (): Promise<readonly Kept[]> => {
    const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return "[]";
      throw cause;
    });
    return z.array(Kept).parse(JSON.parse(text));
  };
  // Whole or not at all, for whoever reads meanwhile, and for the next start should this process end.
  const replace = async (text: string) => {
    await writeFile(draft, text);
    await rename(draft, file);
  };
  let last: Promise<unknown> = Promise.resolve();
  const change = async (run: (entries: readonly Kept[]) => readonly Kept[]) => {
    const done = last.then(async () => replace(`${JSON.stringify(run(await read()))}\n`));
    last = done.catch(() => undefined);
    await done;
  };
  return {
    read,
    add: (entry) => change((entries) => [...entries, entry]),
    remove: (id) => change((entries) => entries.filter(({ connectionId }) => connectionId !== id)),
  };
}
