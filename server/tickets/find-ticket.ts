import type { Kysely } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { type Principal, seesClient } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import { listTicketsCalled } from "../db/called-tickets.ts";
import type { Database } from "../db/database.ts";

/**
 * Finds a ticket by id, by its code, or by a number or id in any desk: the best of these that there is, among what is seen.
 *
 * @param by absent = everything is seen
 * @returns undefined where there is none
 * @throws AppError `conflict` when a number is more than one ticket's: desks count for themselves
 */
export async function findTicket(
  db: Kysely<Database>,
  tenantId: TenantId,
  wanted: string,
  by?: Principal,
): Promise<string | undefined> {
  const all = await listTicketsCalled(db, tenantId, wanted);
  const theirs = all.filter(({ clientId }) => by === undefined || seesClient(by, clientId));
  const best = theirs.filter(({ rank }) => rank === theirs[0]?.rank);
  if (best.length <= 1) return best[0]?.id;
  throw new AppError(
    "conflict",
    `The number "${wanted}" is that of more than one ticket, since each desk counts for itself: ${best.map(({ code }) => code).join(", ")}. Name one of these codes instead.`,
  );
}
