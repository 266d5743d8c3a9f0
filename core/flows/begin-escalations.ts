import type { TenantId } from "../../schemas/ids.ts";
import type { EscalationCause } from "../../schemas/escalation.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import { chooseEscalations } from "../escalation/choose-escalations.ts";
import type { Stores } from "../ports/stores.ts";
import type { IdSource } from "../ports/world.ts";
import { loadDuty } from "./load-duty.ts";

/** A ticket of which somebody may have to be told. */
export interface CausedTicket {
  ticket: Ticket;
  cause: EscalationCause;
  /** The same cause begins an escalation of a policy once; for shares of one target it is the same. */
  causeKey: string;
}

/** Begins what the duty plan says of these tickets; the first steps are due at once. */
export async function beginEscalations(
  { ids, now }: { ids: IdSource; now: Date },
  stores: Pick<Stores, "escalations" | "directory">,
  tenantId: TenantId,
  caused: readonly CausedTicket[],
): Promise<void> {
  const open = caused.filter(({ ticket }) => !endedStatuses.includes(ticket.fields.status));
  if (open.length === 0) return;
  const { version, plan } = await loadDuty(stores, tenantId);
  if (plan.escalations.length === 0) return;
  const clients = await stores.directory.clientNames([...new Set(open.map(({ ticket }) => ticket.clientId))]);
  for (const { ticket, cause, causeKey } of open)
    for (const { policy, share } of chooseEscalations(plan, ticket, clients.get(ticket.clientId) ?? "", cause))
      await stores.escalations.begin(
        {
          id: ids.next(),
          ticketId: ticket.id,
          policy: policy.name,
          version,
          cause,
          stage: "running",
          step: 0,
          round: 0,
          startedAt: now,
          steppedAt: null,
          told: [],
          hurry: false,
          nextAt: now,
        },
        share === null ? causeKey : `${causeKey}:${share}`,
      );
}

/** A ticket that was opened, or opened again by itself, in this revision. */
export function openedCause(ticket: Ticket): CausedTicket {
  return { ticket, cause: { kind: "opened" }, causeKey: `opened:${ticket.rev}` };
}
