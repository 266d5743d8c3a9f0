import type { Context } from "hono";

/** Names the tenant for which the operator, or a person of several tenants, asks; its name is percent-encoded. */
export const tenantHeader = "interdesk-tenant";

/** @returns name or id; undefined = no other than one's own */
export function readTenantHeader(context: Context): string | undefined {
  const header = context.req.header(tenantHeader);
  if (header === undefined) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
