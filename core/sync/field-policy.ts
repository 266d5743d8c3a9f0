import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { ConnectionId } from "../../schemas/ids.ts";

/** Who decides when both sides changed one field: its owner, the later edit, or a person. */
export type CollisionRule = "owner" | "latest" | "ask";

export interface FieldPolicy {
  collision: CollisionRule;
  /** `home`: the desk where the ticket is worked; `birth`: where it was born; `hub`: our own value. */
  owner: "home" | "birth" | "hub";
  /**
   * What becomes of an edit made only on a desk that does not own the field: it is taken over, our value is put back, or
   * both stay as they are and a person sees the conflict.
   */
  foreignEdit: "accept" | "putBack" | "hold";
}
export type FieldPolicies = Readonly<Record<FieldName, FieldPolicy>>;

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
  resolution: { collision: "owner", owner: "home", foreignEdit: "accept" },
  priority: { collision: "owner", owner: "hub", foreignEdit: "accept" },
  type: { collision: "owner", owner: "hub", foreignEdit: "accept" },
};

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
