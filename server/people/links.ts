import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";
import { insertLink, type NewLink } from "../db/person-links.ts";

const hourMs = 3_600_000;
/** How long a link can be used. */
const lastsMs = { setup: 24 * hourMs, invite: 7 * 24 * hourMs, reset: 2 * hourMs };

export interface MadeLink {
  /** Shown this once. */
  url: string;
  expiresAt: Date;
}

/** @param secret as it stands in a link */
export function hashLinkSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** A link that works once. Only a hash of its secret is kept, so nobody can show it again. */
export async function makeLink(
  db: Kysely<Database>,
  { ids, publicUrl }: { ids: IdSource; publicUrl: string },
  tenantId: TenantId,
  link: Omit<NewLink, "id" | "hash" | "lastsMs">,
): Promise<MadeLink> {
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = await insertLink(db, tenantId, {
    ...link,
    id: ids.next(),
    hash: hashLinkSecret(secret),
    lastsMs: lastsMs[link.kind],
  });
  return { url: `${publicUrl}/setup/${secret}`, expiresAt };
}
