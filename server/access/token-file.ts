import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../config/config.ts";

/** What lets in whoever runs the hub, and whoever watches it. */
export interface Tokens {
  admin: string;
  metrics: string;
}

export async function loadTokens({ dataDir, metricsToken }: Config): Promise<Tokens> {
  return {
    admin: await loadToken(dataDir, "admin-token"),
    metrics: metricsToken ?? (await loadToken(dataDir, "metrics-token")),
  };
}

/** A token of this name in the data folder, made when it is first asked for: whoever can read the folder may use it. */
async function loadToken(dataDir: string, name: "admin-token" | "metrics-token"): Promise<string> {
  const file = path.join(dataDir, name);
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found) return found.trim();
  const token = randomBytes(32).toString("base64url");
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return token;
}

/** How long it takes does not tell how much of it was right. */
export function isSameToken(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What a request sends as its token; empty = none. */
export function readBearer(authorization: string | undefined): string {
  return (authorization ?? "").replace(/^Bearer /i, "");
}
