import type { DeskSimulator, SimulatedTicket } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../../server/db/timeline.ts";
import { type DeskName, deskNames, type ThreeDesks } from "../../support/three-desks.ts";
import { Book, type Edit, isAt, judgedFields, type LinkSeen, type Place } from "./book.ts";
import { valueOf } from "./meanings.ts";
import type { Rest } from "./rest.ts";

/** One run: a fresh set of tickets, told from those of other runs by how their titles begin. */
export class Run {
  readonly book = new Book();
  readonly three: ThreeDesks;
  readonly tag: string;
  /** The run's tickets as the last rest found them in the hub. */
  views: readonly TicketView[] = [];
  readonly #rest: Rest;
  /** What each field of each record has shown since the last rest, as far as people looked. */
  readonly #shown = new Map<string, Set<string>>();

  constructor(three: ThreeDesks, rest: Rest, tag: string) {
    this.three = three;
    this.#rest = rest;
    this.tag = tag;
  }

  /** Looks at every record, as people do before they do anything. */
  look(): void {
    for (const desk of deskNames)
      for (const record of recordsOf(this, desk)) {
        const values = judgedFields.map((field) => [field, valueOf(desk, record, field)] as const);
        const client = ["client", clientOf(this.three.desks[desk], record.clientRef)] as const;
        for (const [field, value] of [...values, client]) {
          const key = `${desk} ${record.id} ${field}`;
          this.#shown.set(key, (this.#shown.get(key) ?? new Set()).add(value));
        }
      }
  }

  hasShown({ desk, record }: Place, field: Edit["field"], value: string): boolean {
    return this.#shown.get(`${desk} ${record} ${field}`)?.has(value) ?? false;
  }

  /** @param compare left out where no message was lost and no record taken away */
  async rest(compare = true): Promise<void> {
    const { book } = this;
    const isThere = (place: Place) => !book.deleted.some((gone) => isAt(gone, place)) && !book.mergeOf(place);
    await this.#rest.come(book.opened.filter(isThere), compare);
    this.views = await this.#readViews();
    book.rests.push({ number: book.number, at: new Date(), links: this.views.flatMap((view) => this.#linksOf(view)) });
    for (const desk of deskNames)
      for (const { comments } of recordsOf(this, desk)) for (const { id } of comments) book.heard.add(`${desk} ${id}`);
    this.#shown.clear();
    this.look();
  }

  async #readViews(): Promise<readonly TicketView[]> {
    const { world } = this.three;
    const own = (await world.tickets()).filter(({ title }) => title.startsWith(this.tag));
    return Promise.all(own.map(({ id }) => world.ticket(id)));
  }

  #linksOf({ id, links }: TicketView): LinkSeen[] {
    return links.map(({ connection, externalId, state }) => {
      const desk = deskNamed(connection);
      const record = externalId ?? "";
      return { ticketId: id, desk, record, state, clientRef: recordOf(this, { desk, record })?.clientRef };
    });
  }
}

export function deskNamed(connection: string): DeskName {
  return deskNames.find((name) => name === connection) ?? "autotask";
}

/** The run's records in a desk, oldest first. */
export function recordsOf({ three, tag }: Pick<Run, "three" | "tag">, desk: DeskName): readonly SimulatedTicket[] {
  return three.desks[desk].tickets().filter(({ title }) => title.startsWith(tag));
}

export function recordOf(run: Pick<Run, "three" | "tag">, { desk, record }: Place): SimulatedTicket | undefined {
  return recordsOf(run, desk).find(({ id }) => id === record);
}

export function clientOf({ clients }: DeskSimulator, clientRef: string): string {
  return clients.find(({ ref }) => ref === clientRef)?.name ?? "nobody";
}
