import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Lens } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import { decideCommentWrite } from "../sync/decide-comment-write.ts";
import { valueOf } from "../sync/edit-ticket.ts";
import { planPush } from "../sync/plan-push.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

/** One thing that would be written there, in our own words. */
export interface PlannedWrite {
  ticketId: string;
  title: string;
  number: string | null;
  operation: "create" | "write" | "comment" | "attachment";
  /** For fields: what stands there as last seen, and what would. */
  fields: readonly { field: FieldName; from: Json; to: Json }[];
  detail: string | null;
}

/**
 * What would be written on a connection if it were live, as far as is known here: nothing is read from the desk but its
 * lists, and nothing is written. Most urgent first.
 */
export async function previewPush(
  deps: PushDeps,
  target: PushTarget,
  most: number,
): Promise<Result<readonly PlannedWrite[], ConnectorError>> {
  const lens = await target.desk.openLens();
  if (!lens.ok) return lens;
  const shape = target.desk.shapeComment;
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const rows = await stores.links.listOwed(target.connectionId, most);
    const tickets = await stores.tickets.read(rows.map(({ link }) => link.ticketId));
    const planned: PlannedWrite[] = [];
    for (const { link } of rows) {
      const ticket = tickets.get(link.ticketId);
      if (!ticket) continue;
      const head = { ticketId: ticket.id, title: ticket.fields.title, number: link.externalNumber };
      const fields =
        link.externalId === null ? listDraft(ticket, target, lens.value) : listWrites(ticket, link, target, lens.value);
      if (fields.length > 0)
        planned.push({ ...head, operation: link.externalId === null ? "create" : "write", fields, detail: null });
      for (const copy of await stores.comments.owed(link.id)) {
        const write = decideCommentWrite(
          copy,
          target.desk.editComment !== undefined,
          (draft) => shape?.(draft) ?? draft.body,
        );
        if (write.action === "nothing") continue;
        const text =
          write.draft === null ? "taken away" : `${write.draft.visibility}: ${write.draft.body.slice(0, 200)}`;
        planned.push({ ...head, operation: "comment", fields: [], detail: text });
      }
      for (const { attachment } of await stores.attachments.owed(link.id))
        planned.push({
          ...head,
          operation: "attachment",
          fields: [],
          detail: `${attachment.visibility}: ${attachment.fileName}`,
        });
    }
    return succeed(planned);
  });
}

function listDraft(ticket: Ticket, target: PushTarget, lens: Lens): PlannedWrite["fields"] {
  return target.desk.fields.flatMap((field) => {
    const value = valueOf(ticket, field);
    if (!ticket.meta[field] || value === null || lens.to(field, value).kind !== "raw") return [];
    return [{ field, from: null, to: value }];
  });
}

function listWrites(ticket: Ticket, link: Link, target: PushTarget, lens: Lens): PlannedWrite["fields"] {
  const plan = planPush(ticket, link, target.desk.fields, lens);
  return (Object.keys({ ...plan.before, ...plan.after }) as FieldName[]).map((field) => {
    const raw = link.fields[field]?.raw ?? null;
    const theirs = lens.from(field, raw);
    return { field, from: theirs.kind === "value" ? theirs.value : raw, to: valueOf(ticket, field) };
  });
}
