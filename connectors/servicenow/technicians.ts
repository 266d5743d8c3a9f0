import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { RoleRow, UserRow } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { type Person, toPerson } from "./people.ts";
import { buildQuery, is, isNotEmpty, isOneOf } from "./query.ts";
import { readPage, tablePath } from "./read-page.ts";
import { readAll } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Who holds one of these works on tickets, and can be assigned one. */
const workRoles = ["itil", "itil_admin", "sn_incident_write"];

/** Not everybody may read these tables, and nothing depends on them: a refusal reads as nothing there. */
export async function readOptional<T>(reading: Answer<T[]>): Answer<T[]> {
  const read = await reading;
  const refused = !read.ok && ["unauthorized", "forbidden", "rejected", "gone"].includes(read.error.kind);
  return refused ? succeed([]) : read;
}

export interface Technicians {
  /** Active people who can be assigned, by `sys_id`. */
  technicians: ReadonlyMap<string, Person>;
  /** Whether they were told by their roles; false = the roles cannot be read, and every user with an address counts. */
  techniciansByRole: boolean;
}

/** A role that is inherited stands in rows of its own, so that one person may come several times. */
export async function loadTechnicians(client: ServiceNowClient): Answer<Technicians> {
  const rows = await readOptional(
    readAll(client, tablePath("sys_user_has_role"), RoleRow, [
      isOneOf("role.name", workRoles),
      is("user.active", "true"),
    ]),
  );
  if (!rows.ok) return rows;
  if (rows.value.length > 0) {
    const people = rows.value.map((row): Person => ({
      id: row.user,
      userName: row["user.user_name"] ?? "",
      name: row["user.name"] ?? "",
      email: row["user.email"]?.trim().toLowerCase() || null,
      active: true,
    }));
    return succeed({ technicians: new Map(people.map((person) => [person.id, person])), techniciansByRole: true });
  }
  const query = buildQuery([is("active", "true"), isNotEmpty("email")]);
  if (query === null) return succeed({ technicians: new Map(), techniciansByRole: false });
  const users = await readPage(client, tablePath("sys_user"), UserRow, query);
  if (!users.ok) return users;
  const people = users.value.rows.map(toPerson);
  return succeed({ technicians: new Map(people.map((person) => [person.id, person])), techniciansByRole: false });
}
