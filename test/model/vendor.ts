import type { Desk, DeskComment, DeskRecord } from "../../core/ports/desk.ts";
import { succeed } from "../../core/ports/result.ts";
import type { ExternalId, Marker, TicketId } from "../../schemas/ids.ts";
import type { Book } from "./book.ts";
import type { RingDesk } from "./desk.ts";
import { type Answer, lenses, syncedFields, traits } from "./setting.ts";
import type { Worker } from "./worker.ts";

/** A desk as the product's flows see it; the judge's book sees every call go out and arrive. */
export function createVendor(
  desk: RingDesk,
  book: Book,
  worker: Worker,
  ticketOf: (marker: Marker) => TicketId | undefined,
): Desk {
  const { history, counts, editsComments, shape } = traits[desk.name];
  return {
    fields: syncedFields,
    indexLagMs: 0,
    attachmentLimitBytes: 0,
    longestRequestMs: 0,
    openLens: async () => succeed(lenses[desk.name]),
    read: (ids) => worker.call(false, () => note(book, worker, desk.read(ids), (found) => [...found.values()])),
    listChanged: (cursor) =>
      worker.call(false, () => {
        const page = desk.listChanged(Number(cursor ?? 0));
        return note(book, worker, page, ({ records }) => records);
      }),
    findByMarker: (markers) =>
      worker.call(false, () => note(book, worker, desk.findByMarker(markers), (records) => records)),
    comments: (ids) => worker.call(false, () => readComments(desk, book, worker, ids)),
    create: (draft) => {
      book.noteCreating(draft, ticketOf(draft.marker));
      return worker.call(true, () => desk.create(draft));
    },
    write: ({ externalId, raw }) => {
      book.noteSending(externalId);
      return worker.call(true, () => write(desk, book, externalId, raw));
    },
    addComment: (id, draft) => {
      book.noteSending(id);
      book.noteSaying(desk.name, draft.body, draft.visibility);
      return worker.call(true, () => desk.addComment(id, draft));
    },
    shapeComment: ({ body }) => shape(body),
    ...(editsComments ? { editComment: editor(desk, book, worker) } : {}),
    withdraw: (id) => worker.call(true, () => desk.withdraw(id)),
    ...(counts ? { sawMore: (before, after, calls) => Number(after) - Number(before) > calls } : {}),
    ...(history ? { history: (id, since) => worker.call(false, () => desk.history(id, since)) } : {}),
    discover: async () => succeed({ choices: {}, clients: [] }),
    async *test() {},
    close: async () => undefined,
  };
}

function editor(desk: RingDesk, book: Book, worker: Worker): NonNullable<Desk["editComment"]> {
  return (id, commentId, draft) => {
    book.noteSending(id);
    if (draft) book.noteSaying(desk.name, draft.body, draft.visibility);
    return worker.call(true, () => {
      book.noteOverwritten(desk, id, commentId, worker.since);
      return desk.editComment(id, commentId, draft);
    });
  };
}

function note<T>(
  book: Book,
  worker: Worker,
  answer: Answer<T>,
  records: (value: T) => readonly DeskRecord[],
): Answer<T> {
  worker.since = book.number;
  if (answer.ok) for (const record of records(answer.value)) book.noteReading(record);
  return answer;
}

function readComments(desk: RingDesk, book: Book, worker: Worker, ids: readonly ExternalId[]) {
  worker.since = book.number;
  for (const id of ids) book.heardUntil.set(id, book.number);
  return succeed(new Map(ids.map((id): [ExternalId, readonly DeskComment[]] => [id, desk.comments(id)])));
}

/** The write is there; the book sees what it goes over. */
function write(desk: RingDesk, book: Book, id: ExternalId, raw: DeskRecord["raw"]): Answer<undefined> {
  const record = desk.records.get(id);
  const before = { ...record?.raw };
  const answer = desk.write(id, raw);
  if (record && answer.ok)
    for (const field of syncedFields) if (field in raw) book.noteCovered(record, field, before[field]);
  return answer;
}
