import type { Connection } from "./connections.ts";
import { DeskCustomers } from "./desk-customers.tsx";
import { ToolClients } from "./tool-clients.tsx";

/** Whose customer is who: a desk lists its own, a monitoring tool only names them. */
export function ClientsTab({ connection }: { connection: Connection }) {
  return connection.kind === "desk" ? (
    <DeskCustomers connection={connection} />
  ) : (
    <ToolClients connection={connection} />
  );
}
