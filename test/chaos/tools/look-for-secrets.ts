import { readFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { listForms } from "../../contract/secrets.ts";
import { listApiRoutes } from "../../support/api-routes.ts";
import type { TestDatabase } from "../../support/database.ts";
import type { EdgeWorld } from "./edge-world.ts";

/** Names of those secrets that a text holds, in any form in which they travel. */
export function findSecrets(secrets: ReadonlyMap<string, string>, text: string): readonly string[] {
  return [...secrets]
    .filter(([, secret]) =>
      [...listForms(secret), Buffer.from(secret).toString("hex")].some((form) => text.includes(form)),
    )
    .map(([name]) => name);
}

/** Every row of every table, as text; bytes in hexadecimal. */
export async function dumpDatabase({ admin }: Pick<TestDatabase, "admin">): Promise<string> {
  const client = new Client(admin);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema'",
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      parts.push(name, ...rows.map(({ row }) => row));
      // Bodies stand there as bytes: read as text once more.
      parts.push(
        ...rows.flatMap(({ row }) =>
          [...row.matchAll(/\\\\x([0-9a-f]{2,})/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")),
        ),
      );
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}

/** A token that the hub keeps in its data folder. */
export async function readOwn(dataDir: string, name: "admin-token" | "metrics-token" | "master-key"): Promise<string> {
  return (await readFile(path.join(dataDir, name), "utf8")).trim();
}

export interface Told {
  route: string;
  status: number;
  text: string;
}

/** What the operator is told by every route that reads, each with the ids that its list tells. */
export async function readEverything({ hub, dataDir }: Pick<EdgeWorld, "hub" | "dataDir">): Promise<readonly Told[]> {
  const authorization = `Bearer ${await readOwn(dataDir, "admin-token")}`;
  const told: Told[] = [];
  const ask = async (route: string): Promise<string> => {
    const base = route.startsWith("/tmf-api/") ? "" : "/api/v1";
    const answer = await fetch(`${hub.url}${base}${route}`, { headers: { authorization } });
    const text = await answer.text();
    told.push({ route, status: answer.status, text });
    return text;
  };
  // One is a stream that does not end.
  const routes = listApiRoutes().flatMap((name) => (/^GET (?!\/stream)/.test(name) ? [name.slice(4)] : []));
  for (const route of routes) {
    const [before = "", after] = route.split(/:\w+/, 2);
    if (after === undefined) {
      await ask(route);
      continue;
    }
    const list = before.replace(/\/$/, "");
    const ids = routes.includes(list) ? listIds(await ask(`${list}`)) : ["alerts"];
    for (const id of ids)
      await ask(route.replace(/:\w+/, encodeURIComponent(id)).replaceAll(/:\w+/g, encodeURIComponent(id)));
  }
  return told;
}

/** Of the first of each list. */
function listIds(text: string): readonly string[] {
  const found: unknown = JSON.parse(text);
  const rows = Array.isArray(found) ? (found as { id?: string; name?: string }[]) : [];
  return rows.slice(0, 5).flatMap(({ id, name }) => id ?? name ?? []);
}
