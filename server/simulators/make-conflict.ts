import type { Principal } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import { showTicket } from "../db/timeline.ts";
import { findTicket } from "../tickets/find-ticket.ts";
import type { Simulated } from "./running.ts";
import type { SimulatorServiceDeps } from "./simulator-service.ts";

/**
 * Lets a technician at the simulated desk and whoever asks name one ticket anew, neither knowing of the other. The desk's
 * webhook stays away meanwhile: the hub learns of the other edit as it does where a webhook was lost, when it comes to write.
 */
export async function makeConflict(
  { db, tenantId, tickets }: Pick<SimulatorServiceDeps, "db" | "tenantId" | "tickets">,
  { vendor }: Simulated,
  { connection, by, wanted }: { connection: string; by: Principal; wanted: string },
): Promise<{ theirs: string; ours: string }> {
  if (vendor.kind !== "desk") throw new AppError("invalid", "Nobody edits tickets in this simulated vendor.");
  const id = await findTicket(db, tenantId, wanted, by);
  const ticket = id === undefined ? undefined : await showTicket(db, tenantId, id);
  if (!ticket) throw new AppError("notFound", "There is no ticket with this id, code or number.");
  const link = ticket.links.find((one) => one.connection === connection && one.state === "active");
  if (!link?.externalId) throw new AppError("conflict", "The ticket is not there yet; try again in a moment.");
  const title = String(ticket.fields["title"])
    .replace(/ \((?:technician|hub): [^)]*\)$/, "")
    .slice(0, 400);
  const theirs = `${title} (technician: user is waiting on site)`;
  const ours = `${title} (hub: affects payroll today)`;
  vendor.desk.setFaults({ webhooksOff: true });
  try {
    await vendor.desk.technician.edit(link.externalId, { title: theirs });
    await tickets.edit(by, ticket.id, { title: ours });
  } finally {
    vendor.desk.setFaults({ webhooksOff: false });
  }
  return { theirs, ours };
}
