import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { AlertId, ClientId, ConnectionId, FoldId, TicketId } from "../../schemas/ids.ts";
import type { MaintenanceId, MaintenanceWindow } from "../../schemas/maintenance.ts";
import type { BatchPlan, FoldRow } from "../intake/batch.ts";
import type { CheckIn } from "../intake/check-in.ts";
import type { OpenFold } from "../intake/decide-opening.ts";
import type { StormState } from "../intake/decide-storm.ts";

export interface AlertStore {
  byKeys(connectionId: ConnectionId, keys: readonly string[], options: { lock: boolean }): Promise<readonly Alert[]>;
  byIds(ids: readonly AlertId[], options: { lock: boolean }): Promise<readonly Alert[]>;
  /** Those that are not clear and whose key begins with one of these; not locked. */
  firingBy(connectionId: ConnectionId, keyPrefixes: readonly string[]): Promise<readonly Alert[]>;
  byTicket(ticketId: TicketId): Promise<readonly Alert[]>;
  /** Alerts whose time to be looked at again has come, the longest due first. */
  dueReviews(most: number): Promise<readonly AlertId[]>;
  /** Tickets that are to be told that alerts of theirs still fire, the longest due first. */
  dueReminders(most: number): Promise<readonly TicketId[]>;
  /** How many alerts a ticket has, and how many of them fire. */
  countByTicket(ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, { firing: number; alerts: number }>>;
  /** Alerts that fire on these resources of a client and are not hidden themselves. */
  firingOn(clientId: ClientId, resources: readonly string[]): Promise<ReadonlyMap<string, readonly AlertId[]>>;
  save(alerts: readonly { alert: Alert; isNew: boolean }[]): Promise<void>;
  addEvents(events: BatchPlan["events"]): Promise<void>;
}

/** A fold whose ticket is to be told what has joined it. */
export interface FoldToTell extends OpenFold {
  clientId: ClientId;
  told: number;
  /** The next time is at least this long after this one; ms. */
  tellAfterMs: number;
}

export interface FoldStore {
  /** Open folds of these groups, and the newest of those that something joined since `recentSince`. */
  open(
    clientId: ClientId,
    groupKeys: readonly string[],
    recentSince: Date | null,
    most: number,
  ): Promise<readonly OpenFold[]>;
  keyOf(id: FoldId): Promise<string | undefined>;
  save(folds: readonly FoldRow[]): Promise<void>;
  /** Those of tickets that have ended. */
  close(ended: readonly { ticketId: TicketId; at: Date }[]): Promise<void>;
  /** Of tickets that are open again, unless their group was opened anew meanwhile. */
  reopen(ticketIds: readonly TicketId[]): Promise<void>;
  /** Locked; none that another worker has. */
  dueToTell(most: number): Promise<readonly FoldToTell[]>;
  noteTold(told: readonly { id: FoldId; alerts: number; nextInMs: number }[]): Promise<void>;
  /** Which of these alerts a person took out of which groups. */
  exceptions(ids: readonly AlertId[]): Promise<readonly { alertId: AlertId; groupKey: string }[]>;
  addException(alertId: AlertId, groupKey: string, at: Date): Promise<void>;
}

export interface StormStore {
  /** Locked, in id order, made where missing: whoever lets alerts of a client begin holds this first. */
  lock(clientIds: readonly ClientId[]): Promise<ReadonlyMap<ClientId, StormState>>;
  save(storms: ReadonlyMap<ClientId, StormState>): Promise<void>;
  /** Ends storms whose time has come: what still fires there is looked at again, so many a minute; answers their clients. */
  endDue(alertsPerMinute: number): Promise<readonly { clientId: ClientId; alerts: number }[]>;
}

export interface WindowStore {
  /** Those that are not over. */
  current(): Promise<readonly MaintenanceWindow[]>;
  add(window: MaintenanceWindow): Promise<void>;
  /** Sets when it ends; answers whether it was there and not over. What it hides is looked at again. */
  setEnd(id: MaintenanceId, endsAt: Date): Promise<boolean>;
  /** Ends it now, or before it began; answers whether it was there and not over. What it hid is looked at again. */
  end(id: MaintenanceId): Promise<boolean>;
}

export interface HeartbeatStore {
  /** The next of each is awaited within its interval from now on. */
  save(connectionId: ConnectionId, checkIns: readonly CheckIn[]): Promise<void>;
  /** Those that have stayed away, each told once until it comes again; `at` = when the last one came. */
  takeMissing(most: number): Promise<readonly { connectionId: ConnectionId; event: MonitorEvent; at: Date }[]>;
}
