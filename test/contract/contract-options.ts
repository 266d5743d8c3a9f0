import type { RegisteredConnector } from "../../connectors/contract.ts";
import type { DeskSimulator, SimulatorOptions } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { Json } from "../../schemas/json.ts";
import type { Priority, TicketStatus } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";

/** One value of a field: the label that the vendor's page shows, and what it is to us. */
interface Choice<T> {
  label: string;
  value: T;
}

/** Values that differ from those of a new ticket, as technicians pick them there. */
export interface EditableLabels {
  status: Choice<TicketStatus>;
  priority: Choice<Priority>;
  /** E-mail address of a technician. */
  assignee: string;
}

export interface ContractOptions {
  connector: RegisteredConnector;
  start(options?: SimulatorOptions): Promise<DeskSimulator>;
  /** Beside those that the simulator names. */
  settings?: Readonly<Record<string, Json>>;
  /** The manifest's own unless given. */
  maps?: ValueMaps;
  editable: EditableLabels;
  /** Where the manifest says `customFields`: the key of a text field of the customer's own that the simulator has. */
  customField?: string;
  /**
   * `messages`: the desk cannot be asked, so that readings come from what its messages have told and nothing can be listed.
   * What is promised of asking is then not registered.
   */
  readsFrom?: "vendor" | "messages";
}

/** What a case gets from the runner. */
export interface CaseContext {
  after(run: () => Promise<void>): void;
}
