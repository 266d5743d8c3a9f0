import type { PageId } from "../../schemas/ids.ts";
import type { Person } from "../../schemas/on-call.ts";
import { buildTestText } from "../escalation/page-text.ts";
import type { NewPage, Stores } from "../ports/stores.ts";
import type { IdSource } from "../ports/world.ts";

/** How long an answer to a message for trying counts; ms. */
const answersMs = 3_600_000;

/**
 * Sends a message for trying on each way to a person, all at once and whatever the hour: who asks for it sits beside the phone.
 *
 * @returns ids, in the order of the person's ways; undefined where a way leads through no pager that is there
 */
export async function testReach(
  { ids, now }: { ids: IdSource; now: Date },
  stores: Pick<Stores, "escalations" | "pages">,
  person: Person,
): Promise<readonly (PageId | undefined)[]> {
  const pagers = await stores.escalations.pagers();
  const text = buildTestText(person.language, person.timeZone);
  const pages = person.channels.map(({ connection, channel, address }, way): NewPage | undefined => {
    const connectionId = pagers.get(connection);
    if (!connectionId) return undefined;
    const id = ids.next() as PageId;
    return {
      id,
      escalationId: null,
      ticketId: null,
      step: 0,
      round: 0,
      target: person.id,
      way,
      person: person.id,
      connectionId,
      content: { ...text, id, thread: id, channel, address, kind: "test", code: ids.code() },
      nextAt: now,
      answersUntil: new Date(now.getTime() + answersMs),
    };
  });
  await stores.pages.add(pages.filter((page) => page !== undefined));
  return pages.map((page) => page?.id);
}
