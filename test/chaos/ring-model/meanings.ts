import type { SimulatedTicket } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../../server/db/timeline.ts";
import { type DeskName, judgeTicket, type Meaning } from "../../support/three-desks.ts";
import type { Edit, JudgedField } from "./book.ts";

/** What a record shows, as people mean it. */
export function valueOf(desk: DeskName, record: SimulatedTicket, field: JudgedField): string {
  return field === "title" ? record.title : String(judgeTicket(desk, record)[field]);
}

/** The judge's own table: which of people's meanings a status of the hub's is. */
const meaningOf: Readonly<Record<string, Meaning>> = {
  new: "new",
  acknowledged: "working",
  inProgress: "working",
  pending: "client",
  held: "vendor",
  resolved: "ended",
  closed: "ended",
  cancelled: "ended",
};

/** What the hub's ticket says of a field, as people mean it. */
export function hubValue({ fields, client }: TicketView, field: Edit["field"]): string {
  if (field === "client") return client;
  if (field === "status") return meaningOf[String(fields["status"])] ?? "";
  // The third desk alone has a fifth priority, which is low everywhere else.
  return field === "priority" ? String(Math.min(4, Number(fields["priority"]))) : String(fields[field]);
}
