import type { Visibility } from "../../schemas/comment.ts";
import type { Json } from "../../schemas/json.ts";
import type { Faults } from "./faults.ts";
import type { LedgerEntry } from "./ledger.ts";

/** A file as a technician hangs it on a ticket. */
export interface SimulatedFile {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

/** One ticket as a person sees it on the vendor's own page: labels, not numbers. */
export interface SimulatedTicket {
  id: string;
  number: string;
  title: string;
  description: string;
  /** The vendor's own label, e.g. `In Progress`. */
  status: string;
  priority: string;
  type: string;
  /** Label of the queue, team or assignment group; null = none. */
  queue: string | null;
  /** E-mail address of the technician; null = nobody. */
  assignee: string | null;
  resolution: string | null;
  clientRef: string;
  marker: string | null;
  /** Fields of the customer's own, by the key that a mapping names; empty ones may be left out. */
  custom: Readonly<Record<string, string>>;
  comments: readonly SimulatedComment[];
  attachments: readonly SimulatedAttachment[];
}

export interface SimulatedComment {
  id: string;
  /** Text as a person reads it; no markup. */
  text: string;
  visibility: Visibility;
  /** Written by the account that the hub signs in with. */
  byApi: boolean;
}

export interface SimulatedAttachment {
  id: string;
  fileName: string;
  contentType: string;
  /** Lower-case hexadecimal. */
  sha256: string;
  sizeBytes: number;
  visibility: Visibility;
  byApi: boolean;
}

/** A field that a technician sets, by the label that the vendor's page shows. */
export interface TechnicianEdit {
  title?: string;
  description?: string;
  status?: string;
  priority?: string;
  queue?: string | null;
  /** E-mail address. */
  assignee?: string | null;
  resolution?: string;
  /** By the key that a mapping names; empty = cleared. */
  custom?: Readonly<Record<string, string>>;
  clientRef?: string;
}

/** What a technician, a workflow rule or an administrator does in the vendor's own pages; never through its API. */
export interface Technician {
  createTicket(ticket: TechnicianEdit & { title: string }): Promise<string>;
  edit(ticketId: string, edit: TechnicianEdit): Promise<void>;
  /** @param comment `html` as the vendor's editor keeps it, at desks of rich text */
  addComment(ticketId: string, comment: { text: string; visibility: Visibility; html?: string }): Promise<string>;
  editComment(ticketId: string, commentId: string, change: { text?: string; visibility?: Visibility }): Promise<void>;
  deleteComment(ticketId: string, commentId: string): Promise<void>;
  addAttachment(ticketId: string, file: SimulatedFile & { visibility: Visibility }): Promise<string>;
  deleteTicket(ticketId: string): Promise<void>;
  /** Closes `loser` into `survivor`, as far as the vendor can. */
  mergeTickets(loser: string, survivor: string): Promise<void>;
}

/** One vendor's service desk over real HTTP on the loopback address, the same handle for every vendor. */
export interface DeskSimulator {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `127.0.0.1:<port>`, to be allowed as a private address. */
  address: string;
  /** Settings and secrets of a connection that works, as the connector's manifest wants them. */
  settings: Record<string, Json>;
  secrets: Record<string, Json>;
  /** Keys of the customer organisations that it knows, the first to be used for new tickets. */
  clients: readonly { ref: string; name: string }[];
  technician: Technician;
  tickets(): readonly SimulatedTicket[];
  setFaults(faults: Partial<Faults>): void;
  /** Every effect, oldest first. */
  ledger(): readonly LedgerEntry[];
  /** When a ticket was shown to whoever uses the API, oldest first; only of vendors that stamp no version on what they show. */
  shownAt?(id: string): readonly Date[];
  /** Calls of each kind since the start, by `METHOD resource`. */
  calls(): Readonly<Record<string, number>>;
  /** How often it has switched off a webhook after too many failures; only of vendors that do. */
  switchedOff?(): number;
  /** Sets up the vendor's webhooks towards this address, as an administrator would in its pages. */
  registerWebhooks(hookUrl: string): Promise<void>;
  /** Resolves when no callout is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  port?: number;
  clock?: () => Date;
  /** Wait between attempts of a callout; ms. */
  webhookRetryMs?: number;
  /** Names of customer organisations beside those that every simulator knows; only of Autotask and HaloPSA. */
  customers?: readonly string[];
}
