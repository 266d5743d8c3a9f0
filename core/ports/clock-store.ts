import type { ClientId, TicketId } from "../../schemas/ids.ts";
import type { SlaPlan, SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ClockFire, ClockState } from "../sla/decide-clocks.ts";
import type { NextDue } from "../sla/find-next-due.ts";
import type { TheirDue } from "../sla/take-theirs.ts";
import type { TicketLedger } from "../sla/read-ledger.ts";

/** A clock as it was saved last. */
export interface KnownClock {
  target: SlaTarget;
  round: number;
  stage: ClockState["stage"];
  dueAt: Date | null;
  version: number;
  /** What it has done already. */
  fired: readonly ClockFire[];
}

/** All that clocks of a ticket are decided from. */
export interface ClockHistory {
  ledger: TicketLedger;
  /** Name of its client. */
  client: string;
  theirs: TheirDue | null;
  known: readonly KnownClock[];
}

export interface SavedClock {
  ticketId: TicketId;
  clock: ClockState;
  /** The first of its fires that has not happened; null = none is left. */
  nextFireAt: Date | null;
}

export interface CountedTicket {
  ticketId: TicketId;
  /** When the promises to it began. */
  startedAt: Date;
  /** Of its running clocks; null = none runs. */
  nextDue: NextDue | null;
}

/** Another due instant than before, and why: both are kept. */
export interface ClockMove {
  ticketId: TicketId;
  target: SlaTarget;
  round: number;
  from: Date | null;
  to: Date | null;
  fromVersion: number;
  toVersion: number;
  /** `ticketChanged`: the ticket, or what is known of it; `planChanged`: a policy or calendar. */
  because: "ticketChanged" | "planChanged";
  /** What was changed, in a few words for people; null = nothing is known of it. */
  detail: string | null;
  at: Date;
}

/** Something that a clock has done, once over all nodes. */
export interface FiredClock {
  ticketId: TicketId;
  clientId: ClientId;
  target: SlaTarget;
  round: number;
  kind: ClockFire["kind"];
  /** When it was due to happen. */
  dueAt: Date;
  /** When the clock is used up. */
  breachAt: Date;
  /** How long after that, or after it became known that late, it happened; ms. */
  lateMs: number;
}

export interface ClockStore {
  /**
   * The newest plan.
   *
   * @param known a version that the caller has already
   * @returns version 0 = none was ever saved; plan undefined = the known version is the newest, or none was saved
   */
  newestPlan(known: number): Promise<{ version: number; plan: SlaPlan | undefined }>;
  /**
   * What clocks of locked tickets are decided from.
   *
   * @param now no instant of the ledger is later: a vendor's clock that runs fast does not hide what has happened
   */
  histories(
    tickets: readonly { ticket: Ticket; startedAt: Date | undefined }[],
    now: Date,
  ): Promise<ReadonlyMap<TicketId, ClockHistory>>;
  /** @param counted tickets whose clocks were counted by this version of the plan */
  save(clocks: readonly SavedClock[], counted: readonly CountedTicket[], version: number): Promise<void>;
  /** They are promised no more. */
  drop(clocks: readonly Pick<ClockMove, "ticketId" | "target" | "round">[], at: Date): Promise<void>;
  addMoves(moves: readonly ClockMove[]): Promise<void>;
  /**
   * What is due by the database's clock happens, each once; answers what has happened.
   *
   * @param before only clocks that were due before then
   */
  fireDue(most: number, before?: Date): Promise<readonly FiredClock[]>;
  /** Open tickets whose clocks were counted by another version of the plan. */
  outdated(version: number, most: number): Promise<readonly TicketId[]>;
  /** Tickets with a running clock whose due instant they do not say. */
  untold(most: number): Promise<readonly TicketId[]>;
  /** Running clocks with their due instants. */
  running(ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, readonly { target: SlaTarget; dueAt: Date }[]>>;
  /** Keys of due fields that any connection maps. */
  mappedDue(): Promise<readonly string[]>;
  /** The tickets, which are locked, say the due instants of all their running clocks. */
  noteTold(ids: readonly TicketId[]): Promise<void>;
}
