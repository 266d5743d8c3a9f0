import { ConnectionId, TenantId } from "../../schemas/ids.ts";

/** A connection with something to do. */
export interface DueConnection {
  tenantId: TenantId;
  connectionId: ConnectionId;
}

/** As the functions that look over all tenants answer it. */
export interface DueRow {
  tenant_id: string;
  connection_id: string;
}

export function toDue(row: DueRow): DueConnection {
  return { tenantId: TenantId.parse(row.tenant_id), connectionId: ConnectionId.parse(row.connection_id) };
}
