import type { Hono } from "hono";
import { takeOne } from "../../simulator-kit/faults.ts";
import { DroppedAnswer } from "../../simulator-kit/serve.ts";
import { recordCall } from "./api-writes.ts";
import { VendorRefusal } from "./query.ts";
import { readBody } from "./read-body.ts";
import { apiResource, findRow, rowsOf, type SimulatorState, toInstant } from "./state.ts";
import { addAttachment } from "./tickets.ts";

/** Raw bytes of one file; the vendor says "6 to 7 MB". */
const mostBytes = 6_291_456;
/** Of all files that came by the API within {@link windowMs}. */
const mostVolume = 10_000_000;
const windowMs = 300_000;

/** Files below tickets. Only the child route answers with the bytes. */
export function addAttachments(app: Hono, state: SimulatorState): void {
  app.post("/Tickets/:id/Attachments", async (context) => {
    const body = await readBody(context);
    const ticketId = Number(context.req.param("id"));
    if (!findRow(state, "Tickets", ticketId)) throw new VendorRefusal("No matching records found.");
    for (const name of ["attachmentType", "fullPath", "title", "publish", "data"]) {
      if (body[name] === undefined || body[name] === null)
        throw new VendorRefusal(`Required field ${name} is missing.`);
    }
    const bytes = Buffer.from(String(body["data"]), "base64");
    if (bytes.length > mostBytes) throw new VendorRefusal("The attachment exceeds the maximum size.");
    if (volumeOf(state) + bytes.length > mostVolume)
      throw new VendorRefusal("The attachment volume of this database is used up; try again in 5 minutes.");
    const file = { fileName: String(body["title"]), contentType: "", bytes };
    const row = addAttachment(state, ticketId, file, Number(body["publish"]), apiResource);
    recordCall(state, context, ticketId, { title: body["title"], publish: body["publish"], bytes: bytes.length });
    if (takeOne(state.faults, "dropAnswerAfterComment")) throw new DroppedAnswer();
    return context.json({ itemId: row.id });
  });
  app.get("/Tickets/:id/Attachments/:file", (context) => {
    const row = rowsOf(state, "TicketAttachments").find(
      (one) => one.id === Number(context.req.param("file")) && one["ticketID"] === Number(context.req.param("id")),
    );
    return context.json({ items: row ? [row] : [] });
  });
}

function volumeOf(state: SimulatorState): number {
  const since = toInstant(new Date(state.now().getTime() - windowMs));
  return rowsOf(state, "TicketAttachments")
    .filter((row) => row["attachedByResourceID"] === apiResource && String(row["attachDate"]) > since)
    .reduce((sum, row) => sum + Number(row["fileSize"]), 0);
}
