import type { TenantId } from "../../schemas/ids.ts";
import type { EscalationCause } from "../../schemas/escalation.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import { chooseEscalations } from "../escalation/choose-escalations.ts";
import { type EventDraft, told } from "../events/build-event.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadDuty } from "./load-duty.ts";
import { tellEvents } from "./tell-events.ts";

/** A ticket of which somebody may have to be told. */
export interface CausedTicket {
  ticket: Ticket;
  cause: EscalationCause;
  /** The same cause begins an escalation of a policy once; for shares of one target it is the same. */
  causeKey: string;
}

/** Begins what the duty plan says of these tickets; the first steps are due at once. */
export async function beginEscalations(
  deps: Pick<World, "ids" | "clock">,
  stores: Pick<Stores, "escalations" | "directory" | "outbox">,
  tenantId: TenantId,
  caused: readonly CausedTicket[],
): Promise<void> {
  const open = caused.filter(({ ticket }) => !endedStatuses.includes(ticket.fields.status));
  if (open.length === 0) return;
  const { version, plan } = await loadDuty(stores, tenantId);
  if (plan.escalations.length === 0) return;
  const clients = await stores.directory.clientNames([...new Set(open.map(({ ticket }) => ticket.clientId))]);
  const now = deps.clock.now();
  const begun: EventDraft[] = [];
  for (const { ticket, cause, causeKey } of open)
    for (const { policy, share } of chooseEscalations(plan, ticket, clients.get(ticket.clientId) ?? "", cause)) {
      const id = deps.ids.next();
      const isNew = await stores.escalations.begin(
        {
          id,
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
      if (isNew) begun.push(told.begun(ticket, { id, policy: policy.name }, cause.kind));
    }
  await tellEvents(deps, stores, tenantId, begun);
}

/** A ticket that was opened, or opened again by itself, in this revision. */
export function openedCause(ticket: Ticket): CausedTicket {
  return { ticket, cause: { kind: "opened" }, causeKey: `opened:${ticket.rev}` };
}
