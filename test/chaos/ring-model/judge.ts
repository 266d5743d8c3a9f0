import type { TicketView } from "../../../server/db/timeline.ts";
import { deskNames } from "../../support/three-desks.ts";
import { listWrites } from "../tools/desks.ts";
import { isAt, judgedFields, type LinkSeen, works } from "./book.ts";
import { judgeComments } from "./judge-comments.ts";
import { judgeEdits } from "./judge-edits.ts";
import { hubValue, valueOf } from "./meanings.ts";
import { deskNamed, recordOf, recordsOf, type Run } from "./run.ts";

/** After the last rest: every broken promise, in words, by its number in `test/model/README.md`. */
export function judge(run: Run): readonly string[] {
  return [
    ...run.book.complaints,
    ...run.views.flatMap((view) => judgeTicketLinks(run, view)),
    ...judgeEnds(run),
    ...judgeFormer(run),
    ...judgeTwins(run),
    ...judgeComments(run),
    ...judgeEdits(run),
  ];
}

/** (1) Every working link says what its ticket says, or shows that it does not; (7) none works in what was merged. */
function judgeTicketLinks(run: Run, view: TicketView): string[] {
  const complaints = view.links.flatMap(({ connection, externalId, state, agreed, held }) => {
    if (!works({ state })) return [];
    const place = { desk: deskNamed(connection), record: externalId ?? "" };
    const name = `${place.desk} ${place.record}`;
    const record = recordOf(run, place);
    if (!record || state !== "active" || !agreed) return [`(1) the link to ${name} is ${state}, and not at rest`];
    if (run.book.mergeOf(place)) return [`(7) ${name} is merged and its link works`];
    return judgedFields.flatMap((field) => {
      const [there, here] = [valueOf(place.desk, record, field), hubValue(view, field)];
      if (there === here || field in held) return [];
      return [`(1) ${field} of ${name} is ${there}, and of its ticket ${here}`];
    });
  });
  const ended = hubValue(view, "status") === "ended";
  const missing = deskNames.filter((name) => !ended && !view.links.some(({ connection }) => connection === name));
  return [...complaints, ...missing.map((name) => `(1) ${titleOf(view)} has no record in ${name}`)];
}

function titleOf({ fields }: TicketView): string {
  return String(fields["title"]);
}

/** (8) What ended stays ended, and what was deleted is not made again. */
function judgeEnds({ book }: Run): string[] {
  const seen: LinkSeen[] = [];
  const complaints = new Set<string>();
  const clientBefore = (place: LinkSeen) =>
    seen.findLast((one) => isAt(one, place) && one.clientRef !== undefined)?.clientRef ?? "unknown";
  for (const link of book.rests.flatMap(({ links }) => links)) {
    const before = seen.filter((one) => one.ticketId === link.ticketId && one.desk === link.desk);
    const name = `${link.desk} ${link.record}`;
    const again = (one: LinkSeen) => one.state === "gone" && !isAt(one, link) && clientBefore(one) === link.clientRef;
    if (works(link) && before.some((one) => isAt(one, link) && !works(one)))
      complaints.add(`(8) the link to ${name} had ended and works again`);
    if (works(link) && before.some(again)) complaints.add(`(8) what was deleted is made again as ${name}`);
    seen.push(link);
  }
  return [...complaints];
}

/** (6) Nothing is written to a record after its link has ended: it is a former client's, or closed, or merged. */
function judgeFormer({ book, three }: Run): string[] {
  const complaints = book.rests.flatMap(({ at, links }) =>
    links
      .filter((link) => !works(link))
      .filter(({ desk, record }) => listWrites(three.desks[desk], record).some((entry) => new Date(entry.at) > at))
      .map(({ desk, record }) => `(6) ${desk} ${record} is written to after its link has ended`),
  );
  return [...new Set(complaints)];
}

/** (9) A record is made once: by people in the hub, and by the hub in a desk. */
function judgeTwins(run: Run): string[] {
  const markers = deskNames.flatMap((name) =>
    recordsOf(run, name).flatMap(({ marker }) => (marker === null ? [] : [`${name} ${marker}`])),
  );
  const tickets = run.views.map((view) => `the hub ${titleOf(view).split(" ")[0] ?? ""}`);
  const all = [...markers, ...tickets];
  const twice = new Set(all.filter((one, index) => all.indexOf(one) !== index));
  return [...twice].map((one) => `(9) made twice: ${one}`);
}
