import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { Answer } from "./desk.ts";
import type { Result } from "./result.ts";

/** One alert as its tool is told of it. */
export interface SourceAlert {
  /** As the tool's events name it. */
  dedupKey: string;
  /** What the tool's last message told for this purpose; empty = none has come since the connector asks for it. */
  handle: Readonly<Record<string, string>>;
  /** Names the alert in what we write there, and stands in `note`: by it our own doing is found again. */
  marker: string;
  /** Who took or ended the ticket; null = not known. */
  by: string | null;
  /** One line for people there: the ticket, by whom, and the marker. */
  note: string;
}

/** What stands there after a call. */
export interface SourceState {
  /** When it ends by itself, if nobody repeats the call; null = never. */
  until: Date | null;
  /** What came of it where that is less than was asked for, for people; absent = just that. */
  detail?: string;
}

/**
 * One answer for each alert, in their order. `gone`: the tool does not know the alert, or it fires no more, so that nothing
 * is left to do there.
 */
export type SourceAnswers = Promise<readonly Result<SourceState, ConnectorError>[]>;

/** An alert that fires by the tool's own word. */
export interface ListedAlert {
  dedupKey: string;
  /** The same as its message would say; absent = the list tells too little to open a ticket by. */
  event?: MonitorEvent;
}

/**
 * What the engine asks of a monitoring tool. A method is there where the tool can, the connection has credentials and an
 * admin wants it; all take many at once and may be repeated: what was done before is found, by its marker, and not done twice.
 */
export interface Monitor {
  /** Somebody works on them: the tool shows it and stops repeating itself. */
  acknowledge?(alerts: readonly SourceAlert[]): SourceAnswers;
  /** Nobody does any more. */
  unacknowledge?(alerts: readonly SourceAlert[]): SourceAnswers;
  /** They are ended there, as far as the tool lets others end them; what acknowledged them before is gone with it. */
  resolve?(alerts: readonly SourceAlert[]): SourceAnswers;
  /** All that fire now, those that are silenced or acknowledged included. */
  listOpen?(): Answer<readonly ListedAlert[]>;
  /** Whether the list would hold an alert of this key if it fired; absent = every one. Pure. */
  covers?(dedupKey: string): boolean;
  /** Between two listings; ms. */
  readonly listEveryMs: number;
  /** Whether an alert that is listed, and that no message told of, opens a ticket. */
  readonly opensListed: boolean;
}
