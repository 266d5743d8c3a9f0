import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";

/**
 * A write of ours fell on the ticket between two times that it was shown to us, and the edit did, too: either what we wrote was
 * planned without the edit, or the edit set back what a write had made whose answer was lost. Neither can be told from what is
 * shown next; it is HaloPSA's window, which its connector's README names: it has neither history nor versions that count.
 */
export function wasCoveredUnseen({ shownAt, ledger }: DeskSimulator, ticketId: string, editedAt: Date): boolean {
  if (!shownAt) return false;
  const shown = shownAt(ticketId);
  const before = shown.findLast((instant) => instant <= editedAt) ?? new Date(0);
  const after = shown.find((instant) => instant > editedAt) ?? new Date();
  return ledger().some(
    (entry) => entry.by === "api" && entry.ticketId === ticketId && isWithin(new Date(entry.at), before, after),
  );
}

const isWithin = (instant: Date, from: Date, to: Date) => instant > from && instant <= to;
