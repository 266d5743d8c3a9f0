import type { FieldPolicies } from "./field-policy.ts";
import type { ConnectionId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import type { CollisionRule } from "../../schemas/sync-rules.ts";
import type { FieldName, FieldValue, Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import { agree } from "./agree.ts";
import { valueOf } from "./edit-ticket.ts";
import { ownsField, policyOf } from "./field-policy.ts";
import { isOwed } from "./is-owed.ts";

/** What one desk says of one field, as it was read last, beside what we say. */
export interface Side {
  field: FieldName;
  /** In our words, where they have one; else the desk's own. */
  theirs: FieldValue | Json;
  /**
   * `equal`: both mean the same; `owed`: ours is to be written, or was and is not read back yet; `ignored`: the table says that it is not carried; `differs`: ours
   * was not written for a reason of the field's policy. The others as on the link, with `detail`.
   */
  state: "equal" | "owed" | "ignored" | "differs" | NonNullable<LinkField["held"]>["kind"];
  detail: string | null;
  /** Whether this desk decides where both have changed it. */
  owns: boolean;
  /** Who decides then: its owner, the later edit, or a person. */
  collision: CollisionRule;
}

/** Compares a ticket with what was last read of one of its records, changing nothing. Fields that were never read are left out. */
export function compareSides(
  ticket: Ticket,
  link: Link,
  { fields, lens, policies }: { fields: readonly FieldName[]; lens: Lens; policies: FieldPolicies },
): readonly Side[] {
  return fields.flatMap((field): Side[] => {
    const known = link.fields[field];
    if (!known) return [];
    const reading = lens.from(field, known.raw);
    const ours = valueOf(ticket, field);
    const theirs = reading.kind === "value" ? reading.value : known.raw;
    const policy = policyOf(policies, field);
    const owns = ownsField(policy, link.connectionId as ConnectionId, ticket);
    const side = { field, theirs, detail: known.held?.detail ?? null, owns, collision: policy.collision };
    const rev = ticket.meta[field]?.rev ?? 0;
    const moves = isOnItsWay(known, rev);
    // A newer value of ours is tried again, whatever became of the one before it.
    if (known.held && !(moves && known.held.rev < rev)) return [{ ...side, state: known.held.kind }];
    if (reading.kind === "ignored" || lens.to(field, ours).kind === "ignored") return [{ ...side, state: "ignored" }];
    if (agree(lens, field, ours, known.raw)) return [{ ...side, state: "equal" }];
    return [{ ...side, state: moves ? "owed" : "differs" }];
  });
}

/** What stands on the link is older than a write whose read-back is outstanding: nothing is there to be decided yet. */
function isOnItsWay(known: LinkField, rev: number): boolean {
  return isOwed(known, rev) || (known.sent !== undefined && known.sent.rev >= rev);
}
