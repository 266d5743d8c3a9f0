import type { Visibility } from "../../../schemas/comment.ts";
import type { DeskName } from "../../support/three-desks.ts";

export const judgedFields = ["status", "priority", "assignee", "title"] as const;
export type JudgedField = (typeof judgedFields)[number];

/** A record in a desk: its key there is only its desk's. */
export interface Place {
  desk: DeskName;
  record: string;
}

/** A field that a person set; `value` as people mean it. */
export interface Edit extends Place {
  number: number;
  at: Date;
  field: JudgedField | "client";
  value: string;
  /** It set back what had stood there since the last rest: perhaps nobody has seen that anything happened. */
  undone: boolean;
}

/** Words of a comment, and where they were written: in the person's own comment, or in a copy of it. */
export interface SaidText extends Place {
  number: number;
  text: string;
}

/** What a person said; its texts hold its token, by which it is known wherever it stands. */
export interface Said extends Place {
  number: number;
  token: string;
  /** The desk's key of the comment that the person wrote. */
  comment: string;
  texts: SaidText[];
  visibility: Visibility;
  /** Where people hid it, or one of its copies. */
  hides: (Place & { number: number })[];
  /** A person made it, or one of its copies, public; took it away. */
  shown: boolean;
  deleted: boolean;
  /** Desks in which a person took a copy away. */
  copyGone: Set<DeskName>;
}

export interface Merge {
  number: number;
  desk: DeskName;
  loser: string;
  survivor: string;
}

/** A link as a rest found it. */
export interface LinkSeen extends Place {
  ticketId: string;
  state: string;
  clientRef: string | undefined;
}

/** The judge's ledger of one run: what people did, and what was known to the hub when everything was at rest. */
export class Book {
  readonly edits: Edit[] = [];
  readonly said: Said[] = [];
  readonly merges: Merge[] = [];
  /** Records that people opened, and those that they took away. */
  readonly opened: Place[] = [];
  readonly deleted: Place[] = [];
  /** Broken promises that were noticed the moment they were broken. */
  readonly complaints: string[] = [];
  /** Words that a desk's pages made people write where it knows no merges. */
  notes = 0;
  /** Calls whose answer was dropped: each may be repeated. */
  drops = 0;
  /** Edits within the read-write window of the desk without a history. */
  windowed = 0;
  number = 0;
  /** The number that each rest came after, when it had come, and the links that it found. */
  readonly rests: { number: number; at: Date; links: readonly LinkSeen[] }[] = [];
  /** Comments that stood anywhere at the last rest, by desk and key. */
  readonly heard = new Set<string>();

  next(): number {
    this.number += 1;
    return this.number;
  }

  saidIn(text: string): Said | undefined {
    const token = tokenOf(text);
    return token === undefined ? undefined : this.said.find((said) => said.token === token);
  }

  /** Whether a rest came after this, and the record's link still worked in it: then the hub has read it. */
  wasRead(number: number, place: Place): boolean {
    return this.rests.some(
      (rest) => rest.number >= number && rest.links.some((link) => isAt(link, place) && works(link)),
    );
  }

  /** Whether the hub has ever had the record as a ticket's. */
  wasKnown(place: Place): boolean {
    return this.rests.some(({ links }) => links.some((link) => isAt(link, place)));
  }

  mergeOf(place: Place): Merge | undefined {
    return this.merges.find(({ desk, loser }) => desk === place.desk && loser === place.record);
  }
}

export function isAt(one: Place, other: Place): boolean {
  return one.desk === other.desk && one.record === other.record;
}

export function works({ state }: { state: string }): boolean {
  return state === "active" || state === "creating" || state === "unknown";
}

export function tokenOf(text: string): string | undefined {
  return /\bk\d+v/.exec(text)?.[0];
}
