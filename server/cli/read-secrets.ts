import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { SecretReference } from "../../schemas/configuration.ts";
import { Refused } from "./client.ts";

/** As much of a configuration file as names secrets; all else, and what is wrong with it, is the hub's to say. */
const Referring = z.object({
  connections: z.array(z.object({ name: z.string(), secrets: z.record(z.string(), SecretReference) })).catch([]),
});

/**
 * Reads what a file's references to secrets lead to, here.
 *
 * @param environment where `{ env: NAME }` is looked up
 * @returns by connection and field; variables that are not set are left out
 * @throws Refused naming the file of a reference that cannot be read
 */
export async function readSecrets(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, Record<string, string>>> {
  const found: Record<string, Record<string, string>> = {};
  for (const { name, secrets } of listReferring(text)) {
    for (const [field, reference] of Object.entries(secrets)) {
      const value = "env" in reference ? environment[reference.env] : await readSecretFile(reference.file, name, field);
      if (value !== undefined && value !== "") (found[name] ??= {})[field] = value;
    }
  }
  return found;
}

function listReferring(text: string) {
  try {
    const value: unknown = parse(text);
    // Entries without secrets are none of its business, those with wrong ones the hub's.
    const list = typeof value === "object" && value !== null && "connections" in value ? value.connections : [];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown) => Referring.shape.connections.parse([entry]));
  } catch (cause) {
    if (cause instanceof YAMLParseError) return [];
    throw cause;
  }
}

async function readSecretFile(file: string, connection: string, field: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Refused(`The secret ${field} of "${connection}": ${path.resolve(file)} cannot be read (${cause.code}).`);
  });
  // Editors end a file with a line end, which is no part of the secret.
  return text.replace(/\r?\n$/, "");
}
