import { calculatePromises, type Promises } from "../../core/sla/calculate-promises.ts";
import type { CompiledPlan } from "../../core/sla/compile-plan.ts";
import { ClientId, TicketId } from "../../schemas/ids.ts";
import { Ticket, type TicketType } from "../../schemas/ticket.ts";

/** A ticket that somebody thinks of. */
export interface ThoughtOf {
  /** Name of the client. */
  client: string;
  priority: number;
  type: TicketType;
  queue?: string | undefined;
  category?: string | undefined;
  contract?: string | undefined;
  service?: string | undefined;
  raisedAt: Date;
}

const nobody = "00000000-0000-7000-8000-000000000000";

/** What a plan would promise on it. */
export function calculateFor(compiled: CompiledPlan, thought: ThoughtOf): Promises & { version: number } {
  const { client, raisedAt, priority, type, queue = null, category = null, contract, service } = thought;
  const ticket = Ticket.parse({
    id: TicketId.parse(nobody),
    clientId: ClientId.parse(nobody),
    rev: 1,
    fields: {
      title: "–",
      description: null,
      status: "new",
      priority,
      type,
      queue,
      category,
      assignee: null,
      contact: null,
      resolution: null,
      ...(contract === undefined ? {} : { "custom.contract": contract }),
      ...(service === undefined ? {} : { "custom.service": service }),
    },
    meta: {},
    code: null,
    origin: "calculated",
    homeConnectionId: null,
    birthConnectionId: null,
    createdAt: raisedAt,
  });
  return { version: compiled.version, ...calculatePromises(compiled, ticket, { client, raisedAt }) };
}
