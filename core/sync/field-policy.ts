import type { FieldPolicy } from "../../schemas/sync-rules.ts";
import type { CustomField, FieldName, FixedField, Ticket } from "../../schemas/ticket.ts";
import { isDueField } from "../sla/due-fields.ts";
import type { ConnectionId } from "../../schemas/ids.ts";

/** Of a custom field that is not named, {@link customPolicy} holds. */
export type FieldPolicies = Readonly<Record<FixedField, FieldPolicy> & Partial<Record<CustomField, FieldPolicy>>>;

/**
 * Status, assignee and queue follow the desk where the work is done; priority is the hub's to arbitrate. Title and
 * description go outward only: what somebody writes over them elsewhere is neither imported nor destroyed, but shown.
 */
export const defaultPolicies: FieldPolicies = {
  title: { collision: "owner", owner: "birth", foreignEdit: "hold" },
  description: { collision: "owner", owner: "birth", foreignEdit: "hold" },
  status: { collision: "owner", owner: "home", foreignEdit: "accept" },
  assignee: { collision: "owner", owner: "home", foreignEdit: "accept" },
  queue: { collision: "owner", owner: "home", foreignEdit: "accept" },
  category: { collision: "owner", owner: "home", foreignEdit: "accept" },
  contact: { collision: "owner", owner: "birth", foreignEdit: "accept" },
  resolution: { collision: "owner", owner: "home", foreignEdit: "accept" },
  priority: { collision: "owner", owner: "hub", foreignEdit: "accept" },
  type: { collision: "owner", owner: "hub", foreignEdit: "accept" },
};

/** Custom fields follow the desk where the work is done. */
const customPolicy: FieldPolicy = { collision: "owner", owner: "home", foreignEdit: "accept" };

/** What was promised is ours to say; another instant there may be what somebody has agreed with the client. */
const duePolicy: FieldPolicy = { collision: "owner", owner: "hub", foreignEdit: "hold" };

export function policyOf(policies: FieldPolicies, field: FieldName): FieldPolicy {
  return policies[field] ?? (isDueField(field) ? duePolicy : customPolicy);
}

/** Whether the desk behind this connection owns the field of this ticket. */
export function ownsField(
  policy: FieldPolicy,
  connectionId: ConnectionId,
  ticket: Pick<Ticket, "homeConnectionId" | "birthConnectionId">,
): boolean {
  switch (policy.owner) {
    case "hub":
      return false;
    case "home":
      return ticket.homeConnectionId === connectionId;
    case "birth":
      return ticket.birthConnectionId === connectionId;
  }
}
