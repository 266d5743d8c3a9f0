import type { ClientBase } from "pg";

/**
 * Roles of the cluster. Nobody signs in as owner, claimer or ingest; the hub signs in as a member of interdesk_app, which
 * owns no table, so that row-level security holds for it.
 */
const roles = ["interdesk_owner", "interdesk_claimer", "interdesk_ingest", "interdesk_app"] as const;

/** Makes the roles and the login of the hub; harmless to repeat and to run from many places at once. */
export async function ensureRoles(
  admin: ClientBase,
  login: { user: string; password: string | undefined },
): Promise<void> {
  for (const role of roles) await createRole(admin, `create role ${role} nologin nosuperuser nobypassrls`);
  const password = login.password ? ` password ${admin.escapeLiteral(login.password)}` : "";
  await createRole(admin, `create role ${admin.escapeIdentifier(login.user)} login nosuperuser nobypassrls${password}`);
  // The login gets the app's rights, and may become the role that only adds deliveries; the owner hands functions over.
  await grantRole(admin, `grant interdesk_ingest to interdesk_app`);
  await grantRole(admin, `grant interdesk_claimer to interdesk_owner`);
  await grantRole(admin, `grant interdesk_app to ${admin.escapeIdentifier(login.user)}`);
}

async function createRole(admin: ClientBase, statement: string): Promise<void> {
  await ignoring(admin, statement, ["42710", "23505"]);
}

/** Grants of roles are rows of one shared table: two at once may meet, and one of them then finds it done. */
async function grantRole(admin: ClientBase, statement: string): Promise<void> {
  await ignoring(admin, statement, ["42710", "23505", "XX000"]);
}

async function ignoring(admin: ClientBase, statement: string, codes: readonly string[]): Promise<void> {
  try {
    await admin.query(statement);
  } catch (cause) {
    const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
    if (typeof code !== "string" || !codes.includes(code)) throw cause;
  }
}
