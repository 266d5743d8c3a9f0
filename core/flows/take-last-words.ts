import type { Ticket } from "../../schemas/ticket.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import type { CommentShape } from "../sync/match-comments.ts";
import { noteConflicts } from "./note-conflicts.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";
import { saveElsewhere } from "./save-elsewhere.ts";
import { saveTicket } from "./save-ticket.ts";
import { type CommentSighting, takeComments } from "./take-comments.ts";

/** What was said in a record after it was last read is not lost with its link, which ends in this transaction. */
export async function takeLastWords(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  { row, ticket }: { row: LinkRow; ticket: Ticket },
  sighting: CommentSighting,
): Promise<void> {
  const shape: CommentShape = (draft) => target.desk.shapeComment?.(draft) ?? draft.body;
  const said = await takeComments(deps, stores, ticket, row.link, { ...sighting, isPartial: true }, shape);
  await noteConflicts(deps, stores, target.tenantId, said.conflicts);
  const cause = { by: { kind: "sync" as const, connectionId: target.connectionId }, at: deps.clock.now() };
  await saveElsewhere(deps, stores, target.tenantId, said.elsewhere, cause);
  if (said.ticket.rev === ticket.rev) return;
  const { ticket: raised, changes, news: comments } = said;
  const save = { ticket: raised, changes, comments, except: row.link.id, ...cause };
  await saveTicket(deps, stores, target.tenantId, save);
}
