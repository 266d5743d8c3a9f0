import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, TenantId } from "../../schemas/ids.ts";
import type { Actor, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { editTicket } from "../sync/edit-ticket.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { saveTicket } from "./save-ticket.ts";

/** Something that the hub has to say on a ticket. */
export interface TicketNote {
  text: string;
  /** Names what says it. */
  rule: string;
  at: Date;
  /** Another queue that it goes to. */
  queue?: string | undefined;
  /** What a person has done with it; then the edit is theirs. */
  edits?: { by: Actor; fields: Partial<TicketFields> };
}

/** Says something internally on a locked ticket, in every desk that has it. @returns the ticket as it is now */
export async function noteOnTicket(
  deps: Pick<World, "ids" | "clock">,
  stores: Stores,
  tenantId: TenantId,
  ticket: Ticket,
  { text, rule, at, queue, edits }: TicketNote,
): Promise<Ticket> {
  const by: Actor = edits?.by ?? { kind: "rule", rule };
  const wanted = { ...edits?.fields, ...(queue === undefined ? {} : { queue }) };
  const edited = editTicket(ticket, wanted, { by, reason: rule, after: at, until: at, at });
  const raised = edited.changes.length > 0 ? edited.ticket : { ...ticket, rev: ticket.rev + 1 };
  const comment: Comment = {
    id: deps.ids.next() as CommentId,
    ticketId: ticket.id,
    rev: 1,
    body: text,
    format: "plain",
    visibility: "internal",
    authorKind: "automation",
    authorName: "Interdesk",
    by: { kind: "rule", rule },
    createdAt: at,
  };
  await stores.comments.insert([comment]);
  await saveTicket(deps, stores, tenantId, {
    ticket: raised,
    changes: edited.changes,
    comments: [comment],
    except: null,
    by,
    at,
  });
  return raised;
}
