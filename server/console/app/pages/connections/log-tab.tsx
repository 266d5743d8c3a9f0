import { DeliveryList } from "../deliveries/delivery-list.tsx";
import type { Connection } from "./connections.ts";

/** What this connection's vendor handed us, newest first. */
export function LogTab({ connection }: { connection: Connection }) {
  return <DeliveryList filter={{ connection: connection.name }} />;
}
