/** One effect in the simulated desk. */
export interface LedgerEntry {
  /** ISO. */
  at: string;
  by: "api" | "technician" | "system";
  method: string;
  path: string;
  ticketId: string | null;
  body: unknown;
}
