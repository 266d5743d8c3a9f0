import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

export interface InstanceSecret {
  name: string;
  wrapped: string;
}

export async function listInstanceSecrets(db: Kysely<Database>): Promise<readonly InstanceSecret[]> {
  const { rows } = await sql<InstanceSecret>`select name, wrapped from instance_secret order by name`.execute(db);
  return rows;
}

/** Of two nodes that make one at once, the first that is stored counts. @returns the one that counts */
export async function keepInstanceSecret(db: Kysely<Database>, { name, wrapped }: InstanceSecret): Promise<string> {
  await sql`insert into instance_secret (name, wrapped) values (${name}, ${wrapped}) on conflict do nothing`.execute(
    db,
  );
  const stored = (await listInstanceSecrets(db)).find((one) => one.name === name);
  if (!stored) throw new Error(`the secret "${name}" could not be stored`);
  return stored.wrapped;
}

/** Unless it was sealed anew by another in the meantime. */
export async function replaceInstanceSecret(
  db: Kysely<Database>,
  { name, wrapped }: InstanceSecret,
  next: string,
): Promise<void> {
  await sql`update instance_secret set wrapped = ${next} where name = ${name} and wrapped = ${wrapped}`.execute(db);
}
