import type { ConnectionId, PageId, TicketId } from "../../schemas/ids.ts";
import type { DutyPlan, EscalationCause } from "../../schemas/escalation.ts";
import type { Override, PersonId } from "../../schemas/on-call.ts";
import type { Page, SentPage } from "./pager.ts";

/** A walk through a policy's steps. */
export interface Escalation {
  id: string;
  ticketId: TicketId;
  policy: string;
  /** Version of the duty plan with which it began. */
  version: number;
  cause: EscalationCause;
  stage: "running" | "acknowledged" | "ended" | "exhausted";
  /** Steps taken in this round, from 0. */
  step: number;
  round: number;
  startedAt: Date;
  steppedAt: Date | null;
  told: readonly PersonId[];
  /** Whoever was told last cannot be reached, or passes it on: the next step is not waited for. */
  hurry: boolean;
  /** Null = it waits for something else than time. */
  nextAt: Date | null;
}

export interface OpenEscalation extends Escalation {
  /** By the database's clock: it is to be looked at now. */
  due: boolean;
  now: Date;
}

/** How an escalation ended. */
export interface EscalationEnd {
  stage: "acknowledged" | "ended" | "exhausted";
  by: string | null;
  /** Through which connection, or "a link"; null = in a desk, or by itself. */
  via: string | null;
  reason: string;
  at: Date;
}

/** A page that is to be sent. */
export interface NewPage {
  id: PageId;
  /** Null = somebody tries whether it arrives. */
  escalationId: string | null;
  ticketId: TicketId | null;
  step: number;
  round: number;
  /** Person or place: within a step it is told once on each of its ways. */
  target: string;
  way: number;
  person: PersonId | null;
  connectionId: ConnectionId;
  content: Omit<Page, "acknowledgeUrl">;
  nextAt: Date;
  answersUntil: Date;
}

export type PageState = "waiting" | "sent" | "arrived" | "answered" | "failed" | "dropped";

export interface StoredPage extends NewPage {
  state: PageState;
  attempts: number;
  handle: SentPage["handle"];
  showWanted: string | null;
  shown: string | null;
}

/** What has become of a page that was to be sent. */
export type PageOutcome =
  | { kind: "sent"; state: "sent" | "arrived"; handle: SentPage["handle"] }
  | { kind: "again"; at: Date; detail: string }
  | { kind: "failed"; detail: string }
  | { kind: "dropped"; detail: string };

export interface EscalationStore {
  /**
   * The newest duty plan.
   *
   * @param known a version that the caller has already
   * @returns version 0 = none was ever saved; plan undefined = the known version is the newest, or none was saved
   */
  newestPlan(known: number): Promise<{ version: number; plan: DutyPlan | undefined }>;
  /** Overrides that reach into the time from then on. */
  overrides(from: Date): Promise<readonly Override[]>;
  /** Names of connections that are pagers, with their ids. */
  pagers(): Promise<ReadonlyMap<string, ConnectionId>>;
  /** Begins one unless the same cause has begun it before. @returns whether it did */
  begin(escalation: Escalation, causeKey: string): Promise<boolean>;
  /** Tickets of which one is due by the database's clock; not locked, since a ticket is locked before its escalations. */
  listDue(most: number, before?: Date): Promise<readonly TicketId[]>;
  /** Those that nobody has answered, of locked tickets; locked, with the database's time. */
  openOf(ticketIds: readonly TicketId[]): Promise<readonly OpenEscalation[]>;
  save(escalation: Escalation): Promise<void>;
  end(id: string, end: EscalationEnd): Promise<void>;
  /** Its next step is taken at once. */
  hurry(id: string): Promise<void>;
  /** They are looked at again at once. */
  wake(ticketIds: readonly TicketId[]): Promise<void>;
  /** The record of the ticket in its home desk, else in the first that has one. */
  recordOf(ticketId: TicketId): Promise<{ number: string | null; url: string | null } | undefined>;
  /** Shares of targets that clocks of a ticket have used, and their stages. */
  clocksOf(ticketId: TicketId): Promise<{
    used: readonly { target: string; share: number; at: Date }[];
    clocks: readonly { target: string; round: number; stage: string; dueAt: Date | null }[];
  }>;
}

export interface PageStore {
  /** One that is there already is left as it is. */
  add(pages: readonly NewPage[]): Promise<void>;
  /** Due by the database's clock; leased, and the attempt noted, before anything is sent. */
  claim(connectionId: ConnectionId, owner: string, most: number, leaseMs: number): Promise<readonly StoredPage[]>;
  /** A link that is sent with this attempt. */
  addToken(id: PageId, hash: Uint8Array): Promise<void>;
  settle(id: PageId, outcome: PageOutcome): Promise<void>;
  /** Pages that were to be sent before then are not sent any more. @returns of which tickets */
  dropLate(before: Date, detail: string): Promise<readonly (TicketId | null)[]>;
  /** Later ways of the same step to the same target are tried at once. @returns whether there is any, or one was sent */
  hurryWays(page: Pick<StoredPage, "escalationId" | "round" | "step" | "target">): Promise<boolean>;
  /** Of ended escalations: what waits is not sent, what was sent shows how it ended. */
  close(escalationIds: readonly string[], show: string): Promise<void>;
  claimToShow(connectionId: ConnectionId, owner: string, most: number, leaseMs: number): Promise<readonly StoredPage[]>;
  /** @param retryAt null = it is shown, or cannot be */
  settleShown(id: PageId, shown: string | null, retryAt: Date | null, detail: string | null): Promise<void>;
  /** The newest that fits; not locked. @param connectionId null = by its id, whoever has sent it */
  find(
    connectionId: ConnectionId | null,
    about:
      | { by: "page"; id: PageId }
      | { by: "thread"; thread: string }
      | { by: "code"; code: string; address: string | null }
      | { by: "address"; channel: string; address: string },
  ): Promise<StoredPage | undefined>;
  /** What the provider says of the message itself. */
  noteArrival(id: PageId, state: "arrived" | "failed", detail: string | null, at: Date): Promise<void>;
  /** @returns false = it was answered before */
  noteAnswer(id: PageId, answer: string, by: string | null, at: Date): Promise<boolean>;
  /** Ended escalations' outcome, for what is shown. */
  outcomeOf(
    escalationId: string,
  ): Promise<{ stage: Escalation["stage"]; by: string | null; at: Date | null } | undefined>;
}
