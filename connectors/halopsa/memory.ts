import type { DeskAttachment } from "../contract.ts";

/** Facts kept of tickets; the oldest is forgotten first. */
const mostKept = 20_000;

/** What readings of tickets have told, as far as later calls need it. Nothing depends on its being there. */
export interface Memory {
  /** Status at the last reading; undefined = not read yet. */
  statusOf(ticketId: number): number | undefined;
  noteStatus(ticketId: number, statusId: number): void;
  /** Into what a ticket of this version was merged; null = nothing, undefined = not asked yet. */
  survivorOf(ticketId: number, version: string): number | null | undefined;
  noteSurvivor(ticketId: number, version: string, survivor: number | null): void;
  /** Pictures within the texts that were just read, handed out once; undefined = the texts are to be read. */
  takeImages(ticketId: number): readonly DeskAttachment[] | undefined;
  noteImages(ticketId: number, images: readonly DeskAttachment[]): void;
}

export function createMemory(): Memory {
  const statuses = new Map<number, number>();
  const pictures = new Map<number, readonly DeskAttachment[]>();
  const survivors = new Map<number, { version: string; survivor: number | null }>();
  return {
    statusOf: (ticketId) => statuses.get(ticketId),
    noteStatus: (ticketId, statusId) => keep(statuses, ticketId, statusId),
    survivorOf(ticketId, version) {
      const known = survivors.get(ticketId);
      return known?.version === version ? known.survivor : undefined;
    },
    noteSurvivor: (ticketId, version, survivor) => keep(survivors, ticketId, { version, survivor }),
    takeImages(ticketId) {
      const known = pictures.get(ticketId);
      pictures.delete(ticketId);
      return known;
    },
    noteImages: (ticketId, images) => keep(pictures, ticketId, images),
  };
}

function keep<T>(kept: Map<number, T>, key: number, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}
