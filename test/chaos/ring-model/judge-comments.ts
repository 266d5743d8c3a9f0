import type { SimulatedComment, SimulatedTicket } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../../server/db/timeline.ts";
import { type DeskName, deskNames, wordsOf } from "../../support/three-desks.ts";
import { type Place, type Said, tokenOf, works } from "./book.ts";
import { clientOf, deskNamed, recordOf, recordsOf, type Run } from "./run.ts";

/** (2) What was said stands once on every working link of its ticket, with its last words; (3) nothing internal is public by itself. */
export function judgeComments(run: Run): readonly string[] {
  return run.book.said.flatMap((said) => [
    ...judgeOnce(run, said),
    ...judgeSecret(run, said),
    ...judgeSpread(run, said),
  ]);
}

const isNote = ({ text }: SimulatedComment) => text.startsWith("Edited:");

function copiesIn(record: SimulatedTicket, said: Said): readonly SimulatedComment[] {
  return record.comments.filter(({ text }) => tokenOf(text) === said.token);
}

function judgeOnce(run: Run, said: Said): string[] {
  return deskNames.flatMap((desk) =>
    recordsOf(run, desk).flatMap((record) => {
      const count = copiesIn(record, said).filter((copy) => !isNote(copy)).length;
      return count > 1 ? [`(2) ${said.token} stands ${count} times in ${desk} ${record.id}`] : [];
    }),
  );
}

/** Wherever it stands, whatever became of its ticket. */
function judgeSecret(run: Run, said: Said): string[] {
  if (said.visibility === "public" || said.shown) return [];
  return deskNames.flatMap((desk) =>
    recordsOf(run, desk).flatMap((record) =>
      copiesIn(record, said).some(({ visibility }) => visibility === "public")
        ? [`(3) ${said.token} was said internally and is public in ${desk} ${record.id}`]
        : [],
    ),
  );
}

function judgeSpread(run: Run, said: Said): string[] {
  const view = run.views.find(({ comments }) => comments.some(({ body }) => tokenOf(body) === said.token));
  if (!view) return judgeUnread(run, said);
  return view.links.flatMap(({ connection, externalId, state }) => {
    const place = { desk: deskNamed(connection), record: externalId ?? "" };
    const record = recordOf(run, place);
    return works({ state }) && record ? judgeCopy(run, view, said, place, record) : [];
  });
}

/** What nobody has read: only of a record that ended before anybody could. A merge takes the last words along. */
function judgeUnread({ book, views }: Run, said: Said): string[] {
  const link = views
    .flatMap(({ links }) => links)
    .find(({ connection, externalId }) => deskNamed(connection) === said.desk && externalId === said.record);
  if (said.deleted || !link) return [];
  if (works(link)) return [`(2) ${said.token} in ${said.desk} ${said.record} was never read`];
  if (book.wasRead(said.number, said)) return [`(2) ${said.token} was read in ${said.desk} ${said.record} and is lost`];
  if (link.state !== "merged") return [];
  return [
    `(7) ${said.token} was said in ${said.desk} ${said.record} before it was merged, and is not with the survivor`,
  ];
}

function judgeCopy(run: Run, view: TicketView, said: Said, place: Place, record: SimulatedTicket): string[] {
  const shown = copiesIn(record, said);
  const copy = shown.find((one) => !isNote(one));
  const name = `${place.desk} ${record.id}`;
  if (said.deleted) return judgeDeleted(run, said, place, copy);
  if (!copy) return isExcused(run, view, said, place) ? [] : [`(2) ${said.token} is not in ${name}`];
  return [...judgeText(run, view, said, shown, name), ...judgeVisibility(run, view, said, copy, name)];
}

/** A journal is never edited: there what was taken away stays. So it does where its own record ended before that was read. */
function judgeDeleted(run: Run, said: Said, place: Place, copy: SimulatedComment | undefined): string[] {
  const source = run.views
    .flatMap(({ links }) => links)
    .find(({ connection, externalId }) => deskNamed(connection) === said.desk && externalId === said.record);
  if (place.desk === "servicenow" || !source || !works(source) || !copy) return [];
  return [`(2) ${said.token} was deleted and stands in ${place.desk} ${place.record}`];
}

/**
 * A copy that a person took away; or what stands in the closed record that this one follows, unless that was known to be
 * another client's when it closed. Where people move this one afterwards is their affair.
 */
function isExcused(run: Run, view: TicketView, said: Said, { desk }: Place): boolean {
  if (said.copyGone.has(desk) || isTold(view, said, ["autoReplyLoop", "notShownAnyMore"])) return true;
  return view.links.some(({ connection, externalId, state }) => {
    const other = recordOf(run, { desk, record: externalId ?? "" });
    if (!other || connection !== desk || state !== "ended") return false;
    const isOfClient = clientOf(run.three.desks[desk], other.clientRef) === view.client;
    return (isOfClient || !isKnownMoved(view, desk)) && copiesIn(other, said).length > 0;
  });
}

function isKnownMoved({ timeline }: TicketView, desk: DeskName): boolean {
  return timeline.some(
    ({ kind, reason, text }) =>
      kind === "conflict" && reason === "clientIsDecidedElsewhere" && text.includes(`, ${desk} says`),
  );
}

/** The last words, or what they were before a record ended in which nobody has read the later ones. */
function judgeText(
  { book }: Run,
  view: TicketView,
  said: Said,
  shown: readonly SimulatedComment[],
  name: string,
): string[] {
  const last = said.texts.at(-1);
  const lastRead = said.texts.findLastIndex((text) => book.wasRead(text.number, text));
  const earliest = isTold(view, said, []) ? 0 : Math.max(0, lastRead);
  const allowed = said.texts.slice(earliest).map(({ text }) => words(text));
  if (shown.some(({ text }) => allowed.includes(words(text)))) return [];
  return [
    `(2) ${said.token} reads ${JSON.stringify(shown.map(({ text }) => text))} in ${name}, and was last ${last?.text ?? ""}`,
  ];
}

/** Without the author's name in front, and on one line. */
function words(text: string): string {
  return wordsOf(text.replace(/^Edited:\s*/, "")).replaceAll(/\s+/g, " ");
}

const visibilityTold = ["stillPublicThere", "publicOnlyThere", "contested"];

/** Hidden as far as anybody could read it: in a record that ended before the next rest perhaps nobody has. */
function judgeVisibility({ book }: Run, view: TicketView, said: Said, copy: SimulatedComment, name: string): string[] {
  if (said.shown || isTold(view, said, visibilityTold)) return [];
  const wasHidden = said.hides.some((hide) => book.wasRead(hide.number, hide));
  if (said.visibility === "public" && said.hides.length > 0 && !wasHidden) return [];
  const wanted = said.visibility === "internal" || wasHidden ? "internal" : "public";
  return copy.visibility === wanted
    ? []
    : [`(3) ${said.token} is ${copy.visibility} in ${name}, and should be ${wanted}`];
}

/** @param reasons any, when empty */
function isTold({ timeline }: TicketView, { token }: Said, reasons: readonly string[]): boolean {
  return timeline.some(
    ({ kind, text, reason }) =>
      kind === "conflict" && tokenOf(text) === token && (reasons.length === 0 || reasons.includes(reason ?? "")),
  );
}
