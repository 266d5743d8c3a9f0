import { dayOf, knownOf, oneKnownOf, textOf, textsOf } from "../../data/address.ts";
import type { TicketQuery } from "../../data/lists.ts";
import { priorities, statuses, types } from "../../data/words.ts";

export const orders = ["newest", "due", "priority"] as const;
export const stages = ["open", "ended"] as const;

/** What the list of tickets is narrowed to, and its order; it stands in the address. */
export interface TicketsSearch {
  text?: string | undefined;
  stage?: (typeof stages)[number] | undefined;
  status?: (typeof statuses)[number][] | undefined;
  client?: string[] | undefined;
  priority?: (typeof priorities)[number][] | undefined;
  type?: (typeof types)[number][] | undefined;
  queue?: string[] | undefined;
  /** E-mail addresses; `none` = nobody. */
  owner?: string[] | undefined;
  desk?: string[] | undefined;
  /** Days, of one's own clock. */
  since?: string | undefined;
  until?: string | undefined;
  order?: Exclude<(typeof orders)[number], "newest"> | undefined;
}

export function readTicketsSearch(search: Record<string, unknown>): TicketsSearch {
  return {
    text: textOf(search["text"]),
    stage: oneKnownOf(search["stage"], stages),
    status: knownOf(search["status"], statuses),
    client: textsOf(search["client"]),
    priority: knownOf(search["priority"], priorities),
    type: knownOf(search["type"], types),
    queue: textsOf(search["queue"]),
    owner: textsOf(search["owner"]),
    desk: textsOf(search["desk"]),
    since: dayOf(search["since"]),
    until: dayOf(search["until"]),
    order: oneKnownOf(search["order"], ["due", "priority"]),
  };
}

const beginOf = (day: string) => new Date(`${day}T00:00`).toISOString();

/** The same, as the hub is asked. */
export function toTicketQuery(search: TicketsSearch): TicketQuery {
  const { text, stage, owner, desk, since, until, order = "newest", ...lists } = search;
  const asked = {
    ...lists,
    search: text && text.length > 1 ? text : undefined,
    stage,
    assignee: owner,
    connection: desk,
    createdSince: since && beginOf(since),
    createdBefore: until && beginOf(until),
    order,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** How many of the filters are set that stand behind "More filters". */
export function countFurther({ type, queue, owner, desk, since, until }: TicketsSearch): number {
  return [type, queue, owner, desk, since, until].filter((one) => one !== undefined).length;
}

/** Whether anything is narrowed at all; an order narrows nothing. */
export function isNarrowed({ order: _order, ...search }: TicketsSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}
