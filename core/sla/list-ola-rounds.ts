import type { OlaPolicy } from "../../schemas/sla-plan.ts";
import type { Ticket, TicketStatus } from "../../schemas/ticket.ts";
import { isAmong } from "./choose-policy.ts";
import { type CompiledPlan, keyOf } from "./compile-plan.ts";
import { carryOver, completeAt, type Round, toMs } from "./list-rounds.ts";
import { listStatusEvents, type TicketLedger } from "./read-ledger.ts";

/** A round by what a team has promised. */
export interface OlaRound extends Round {
  policy: OlaPolicy;
}

/** What teams promise each other of a ticket: a round for each stay in a queue of theirs. @param client name of its client */
export function listOlaRounds(
  { plan }: CompiledPlan,
  ticket: Ticket,
  ledger: TicketLedger,
  client: string,
): readonly OlaRound[] {
  if (plan.olas.length === 0) return [];
  const key = keyOf(ticket.fields.priority);
  return listStays(ledger).flatMap((stay, index): OlaRound[] => {
    const policy = plan.olas.find((ola) => isAmong(ola.queues, stay.queue) && isAmong(ola.clients, client));
    if (!policy) return [];
    const [response, resolution] = [policy.response[key], policy.resolution[key]];
    const events = carryOver(listStatusEvents(ledger, policy.pausedIn), stay.from);
    const own = { startedAt: stay.from, events };
    const base = { round: index + 1, policy };
    const rounds: OlaRound[] = [];
    if (response !== undefined)
      rounds.push({
        ...base,
        target: "olaResponse",
        ledger: completeAt(own, findTakenUp(ledger, stay) ?? stay.to),
        targetBusinessMs: toMs(response),
      });
    if (resolution !== undefined)
      rounds.push({
        ...base,
        target: "olaResolution",
        ledger: completeAt(own, stay.to),
        targetBusinessMs: toMs(resolution),
      });
    return rounds;
  });
}

/** A stay in one queue; `to` undefined = it is there still. */
interface Stay {
  queue: string | null;
  from: number;
  to: number | undefined;
}

function listStays({ startedAt, queues }: TicketLedger): Stay[] {
  const stays: Stay[] = [];
  for (const { at, queue } of queues) {
    const last = stays.at(-1);
    if (last?.queue === queue) continue;
    const from = Math.max(at, startedAt);
    if (last) last.to = from;
    stays.push({ queue, from, to: undefined });
  }
  return stays;
}

/** When a person took it up there: somebody was made responsible, or said by a status that it is worked on. */
function findTakenUp({ statuses, assigned }: TicketLedger, { from, to }: Stay): number | undefined {
  const within = (at: number) => at >= from && (to === undefined || at < to);
  // What was set together with the queue is the hand-over, not an answer to it.
  const worked = statuses.find(
    ({ at, status, byPerson }) => byPerson && within(at) && at > from && taking.includes(status),
  )?.at;
  const named = assigned.find((at) => within(at) && at > from);
  if (worked === undefined || named === undefined) return worked ?? named;
  return Math.min(worked, named);
}

const taking: readonly TicketStatus[] = ["acknowledged", "inProgress"];
