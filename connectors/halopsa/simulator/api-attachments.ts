import type { Hono } from "hono";
import { announceChange, recordCall } from "./effects.ts";
import { agents } from "./lists.ts";
import { answerJson, answerWritten, readItems } from "./read-body.ts";
import { type Attachment, refuseSilently, type SimulatorState, ticketOf, VendorRefusal } from "./state.ts";
import { touch } from "./ticket-rules.ts";
import { toAttachmentRow } from "./wire.ts";
import type { Announce } from "./webhooks.ts";

export function addAttachment(
  state: SimulatorState,
  ticketId: number,
  file: Pick<Attachment, "fileName" | "contentType" | "bytes" | "note" | "showForUsers" | "byApi">,
): Attachment {
  const ticket = ticketOf(state, ticketId);
  const row = { ...file, id: state.nextAttachment++, ticketId, actionId: 0, at: touch(state, ticket) };
  state.attachments.push(row);
  return row;
}

/** Lists of one ticket; a file itself comes as its bytes. */
export function addAttachments(app: Hono, state: SimulatorState, announce: Announce): void {
  app.get("/attachment", (context) => {
    const ticket = ticketOf(state, context.req.query("ticket_id"));
    const rows = state.attachments.filter(({ ticketId }) => ticketId === ticket.id).map(toAttachmentRow);
    const head = { type: 0, unique_id: ticket.id, ticket_id: ticket.id, action_id: 0 };
    return answerJson(context, { ...head, record_count: rows.length, attachments: rows });
  });
  app.get("/attachment/image/:guid", (context) => {
    const image = state.images.get(context.req.param("guid"));
    if (!image) throw refuseSilently(404);
    return context.body(new Uint8Array(image), 200, { "content-type": "image/png" });
  });
  app.get("/attachment/:id", (context) => {
    const file = state.attachments.find(({ id }) => id === Number(context.req.param("id")));
    if (!file) throw refuseSilently(404);
    return context.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename=${encodeURIComponent(file.fileName)}`,
    });
  });
  app.post("/attachment", async (context) => {
    const items = await readItems(context);
    const rows = items.map((item) => {
      const [, contentType, data] = /^data:([^;,]*);base64,([A-Za-z0-9+/=]*)$/.exec(String(item["data_base64"])) ?? [];
      if (contentType === undefined || data === undefined) throw new VendorRefusal("The attachment data is not valid");
      const file = addAttachment(state, Number(item["ticket_id"]), {
        fileName: String(item["filename"]),
        contentType,
        bytes: Buffer.from(data, "base64"),
        note: String(item["note"] ?? ""),
        showForUsers: item["showforusers"] === true,
        byApi: true,
      });
      recordCall(state, context, file.ticketId, { filename: file.fileName, showforusers: file.showForUsers });
      void announceChange(announce, ticketOf(state, file.ticketId), ["attachments"], agents.api);
      return { ...toAttachmentRow(file), ticket_id: file.ticketId };
    });
    return answerWritten(state, context, rows);
  });
}
