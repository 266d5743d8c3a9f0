import type { TicketView } from "../../../server/db/timeline.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import type { DeskWorld } from "../../support/desk-world.ts";

/** A ticket as the hub shows it, by any of its numbers; undefined = it has none such. */
export async function findView(world: Pick<DeskWorld, "ticket">, wanted: string): Promise<TicketView | undefined> {
  return world.ticket(encodeURIComponent(wanted)).catch(() => undefined);
}

/** Whether every link works, is owed nothing and stands where it should. */
export function isAgreed(view: TicketView | undefined, links: number): view is TicketView {
  return (
    view !== undefined &&
    view.links.length === links &&
    view.links.every(({ agreed, number }) => agreed && number !== null)
  );
}

/** Waits ticket by ticket, so that thousands cost as many calls and not as many squared. @returns them, in this order */
export async function awaitAllAgreed(
  world: Pick<DeskWorld, "ticket">,
  wanted: readonly string[],
  links: number,
  mostMs = 120_000,
): Promise<readonly TicketView[]> {
  const endsAt = performance.now() + mostMs;
  const views: TicketView[] = [];
  for (const one of wanted) {
    const left = Math.max(100, endsAt - performance.now());
    const { value } = await awaitUntil(
      `${one} to agree with ${links} links`,
      async () => {
        const view = await findView(world, one);
        return isAgreed(view, links) ? view : undefined;
      },
      left,
    );
    views.push(value);
  }
  return views;
}

/** Ids of the hub's tickets by title; at most 500, the newest. */
export async function indexHubTickets(world: Pick<DeskWorld, "tickets">): Promise<ReadonlyMap<string, string>> {
  return new Map((await world.tickets()).map(({ id, title }) => [title, id]));
}

/** Waits until the hub knows all these titles and every link of them is done. @returns the tickets, in this order */
export async function awaitTitles(
  world: Pick<DeskWorld, "tickets" | "ticket">,
  titles: readonly string[],
  links: number,
  mostMs = 120_000,
): Promise<readonly TicketView[]> {
  const { value: ids } = await awaitUntil(
    `${titles.length} tickets in the hub`,
    async () => {
      const known = await indexHubTickets(world);
      return titles.every((title) => known.has(title)) ? known : undefined;
    },
    mostMs,
  );
  return awaitAllAgreed(
    world,
    titles.map((title) => ids.get(title) ?? ""),
    links,
    mostMs,
  );
}

/** The values that collided, as the hub lists them on the ticket. */
export function listConflicts(view: TicketView): readonly string[] {
  return view.timeline.flatMap(({ kind, text, reason }) => (kind === "conflict" ? [`${text} (${reason})`] : []));
}
