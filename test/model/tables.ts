import type { Comment } from "../../schemas/comment.ts";
import type { Conflict } from "../../schemas/change.ts";
import type { CommentId, ConnectionId, ExternalId, LinkId, TicketId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { LinkRow as ProductRow } from "../../core/ports/stores.ts";
import type { CommentCopy } from "../../core/sync/comment-copy.ts";

/** A link with what stands beside it in its row. */
export interface LinkRow extends ProductRow {
  leased: boolean;
  endedReason: string | null;
  /** The transaction that made it. */
  madeIn: number;
}
export interface CopyRow extends Omit<CommentCopy, "comment" | "deleted" | "bornHere"> {
  commentId: CommentId;
  detail: string | null;
  born: boolean;
}
export interface Hint {
  due: boolean;
  /** How often it was given. */
  hints: number;
}

/** A unique key would be broken: the product's transaction fails, each time it is tried. */
export class KeyBroken extends Error {}

export const working: readonly Link["state"][] = ["creating", "unknown", "active"];

/** What the hub has committed: the rows behind `server/db/stores`, and their unique keys. */
export class Tables {
  readonly tickets = new Map<TicketId, Ticket>();
  readonly mergedInto = new Map<TicketId, TicketId>();
  readonly links = new Map<LinkId, LinkRow>();
  readonly comments = new Map<CommentId, { comment: Comment; deleted: boolean }>();
  readonly conflicts: Conflict[] = [];
  readonly hints = new Map<ConnectionId, Map<ExternalId, Hint>>();
  readonly cursors = new Map<ConnectionId, number>();
  readonly ids: IdSource;
  /** Transactions so far. */
  transaction = 0;
  readonly #copies = new Map<LinkId, Map<CommentId, CopyRow>>();
  #number = 0;

  constructor() {
    this.ids = {
      next: () => `${String((this.#number += 1)).padStart(6, "0")}`,
      named: (parts) => parts.join("/"),
      code: () => "K7M2-QX4D",
    };
  }

  /** What a transaction that fails goes back to. @returns puts everything back as it is now */
  save(): () => void {
    const { tickets, mergedInto, links, comments, cursors } = this;
    const maps = [keep(tickets), keep(mergedInto), keep(links), keep(cursors)];
    const said = [...comments].map(([id, stored]) => [id, { ...stored }] as const);
    const copies = [...this.#copies].map(([id, rows]) => [id, new Map(rows)] as const);
    const hints = [...this.hints].map(([id, rows]) => [id, new Map(rows)] as const);
    const told = this.conflicts.length;
    return () => {
      for (const restore of maps) restore();
      refill(comments, said);
      refill(this.#copies, copies);
      refill(this.hints, hints);
      this.conflicts.length = told;
    };
  }

  ticketOf(id: TicketId): Ticket {
    return this.tickets.get(id) ?? missing(`ticket ${id}`);
  }

  linkOf(id: LinkId): LinkRow {
    return this.links.get(id) ?? missing(`link ${id}`);
  }

  copiesOf(id: LinkId): Map<CommentId, CopyRow> {
    const rows = this.#copies.get(id) ?? new Map<CommentId, CopyRow>();
    this.#copies.set(id, rows);
    return rows;
  }

  hintsOf(id: ConnectionId): Map<ExternalId, Hint> {
    const hints = this.hints.get(id) ?? new Map<ExternalId, Hint>();
    this.hints.set(id, hints);
    return hints;
  }

  hint(connectionId: ConnectionId, id: ExternalId): void {
    const hints = this.hintsOf(connectionId);
    hints.set(id, { due: true, hints: (hints.get(id)?.hints ?? 0) + 1 });
  }

  workingOf(id: TicketId): readonly LinkRow[] {
    return [...this.links.values()].filter(({ link }) => link.ticketId === id && working.includes(link.state));
  }

  /** The link to this record, whatever its state. */
  linkTo(id: ConnectionId, record: ExternalId): LinkRow | undefined {
    return this.rowsAt(id).find(({ link }) => link.externalId === record);
  }

  rowsAt(id: ConnectionId): readonly LinkRow[] {
    return [...this.links.values()].filter(({ link }) => link.connectionId === id);
  }

  /** What is owed on a connection and not leased, the least tried first. */
  claimable(id: ConnectionId): readonly LinkRow[] {
    const owed = this.rowsAt(id).filter(
      ({ link, leased }) => !leased && working.includes(link.state) && link.wantedRev > link.doneRev,
    );
    return owed.toSorted((one, other) => one.attempts - other.attempts);
  }

  isOver(id: TicketId): boolean {
    return endedStatuses.includes(this.ticketOf(id).fields.status);
  }

  /** The keys of `link` hold for those that have ended as well. */
  guardLink(link: Pick<Link, "id" | "externalId" | "connectionId" | "marker">): void {
    for (const { link: other } of this.links.values()) {
      if (other.id === link.id) continue;
      const sameRecord = link.externalId !== null && other.externalId === link.externalId;
      if (sameRecord && other.connectionId === link.connectionId)
        throw new KeyBroken(`two links to ${String(link.externalId)}, one is ${other.state}`);
      if (other.marker === link.marker) throw new KeyBroken(`two links with one marker, one is ${other.state}`);
    }
  }

  guardCopy(linkId: LinkId, commentId: CommentId, externalId: ExternalId): void {
    for (const row of this.copiesOf(linkId).values())
      if (row.commentId !== commentId && row.externalId === externalId)
        throw new KeyBroken(`two copies are ${externalId}`);
  }
}

function keep<K, V>(map: Map<K, V>): () => void {
  const entries = [...map];
  return () => refill(map, entries);
}

function refill<K, V>(map: Map<K, V>, entries: Iterable<readonly [K, V]>): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

function missing(what: string): never {
  throw new Error(`no ${what}`);
}
