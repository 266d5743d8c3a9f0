/** Names the tenant for which the operator asks; its name is percent-encoded. */
export const tenantHeader = "interdesk-tenant";
