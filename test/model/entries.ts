import type { Visibility } from "../../schemas/comment.ts";
import type { ExternalId, TicketId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { DeskName, SyncedField } from "./setting.ts";

/** A field that a person set in a desk. */
export interface FieldEdit {
  number: number;
  desk: DeskName;
  record: ExternalId;
  field: SyncedField;
  raw: Json;
  /** Taken back there before anybody looked, with nothing of ours written over it in between: as if never made. */
  undone: boolean;
  /** A reading that showed it was taken by the hub, into this ticket. */
  seenIn: TicketId | undefined;
  /** A write of ours went over it before any reading showed it. */
  covered: boolean;
  /** It set back what a write of ours had changed, before that was read back: as if we had been refused. */
  setBack: boolean;
}

export interface SaidText {
  number: number;
  desk: DeskName;
  record: ExternalId;
  body: string;
  /** The hub has taken a reading that shows it. */
  seen: boolean;
  /** An edit of ours went over it in the moment between reading and writing. */
  covered: boolean;
}

/** What a person said, and what became of it; texts hold its token, so that the judge knows it wherever it stands. */
export interface Said {
  number: number;
  /** Undefined for the few words that many say. */
  token: string | undefined;
  desk: DeskName;
  record: ExternalId;
  /** The comment that the person wrote, as its desk calls it; and what a merge has made of it. */
  originals: ExternalId[];
  texts: SaidText[];
  visibility: Visibility;
  /** As visible as it was when the hub first read it. */
  heardAs: Visibility | undefined;
  /** A person hid it, somewhere; `hideSeen`: the hub has taken a reading that shows it so. */
  hidden: boolean;
  hideSeen: boolean;
  /** A person made one of them public that was not. */
  shownAgain: boolean;
  deleted: boolean;
  /** Desks in which a person took a copy away. */
  copyGone: Set<DeskName>;
  /** Whose it is since the hub first read it. */
  ticketId: TicketId | undefined;
}

export function versionOf(body: string): string | undefined {
  return /\bk\d+v\d+/.exec(body)?.[0];
}

export function tokenOf(body: string): string | undefined {
  return /\bk\d+v/.exec(body)?.[0];
}
