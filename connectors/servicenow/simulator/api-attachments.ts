import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { SimulatedFile } from "../../simulator-kit/desk-simulator.ts";
import { takeOne } from "../../simulator-kit/faults.ts";
import { DroppedAnswer, type SimulatorEnv } from "../../simulator-kit/serve.ts";
import {
  type Actor,
  addRow,
  apiActor,
  findRow,
  noteEffect,
  type Row,
  type SimulatorState,
  VendorRefusal,
} from "./state.ts";
import { missing } from "./tickets.ts";

/** Uploads and downloads, as raw bytes. */
export function addAttachments(app: Hono<SimulatorEnv>, state: SimulatorState, ownUrl: () => string): void {
  app.post("/attachment/file", async (context) => {
    const { table_name: table, table_sys_id: id, file_name: fileName } = context.req.query();
    if (!table || !id || !fileName)
      throw new VendorRefusal(400, "Missing parameter", "table_name, table_sys_id and file_name are needed");
    if (table !== "incident" || !findRow(state, table, id)) throw missing();
    const contentType = context.req.header("content-type");
    if (!contentType) throw new VendorRefusal(400, "Content-Type is needed");
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const actor = apiActor(state);
    const row = storeFile(state, id, { fileName, contentType, bytes }, actor, ownUrl());
    const { method, path } = context.req;
    noteEffect(state, actor, { method, path, ticketId: id, body: { fileName, bytes: bytes.length } });
    if (takeOne(state.faults, "dropAnswerAfterComment")) throw new DroppedAnswer();
    context.header("Location", `${ownUrl()}/api/now/attachment/${row["sys_id"]}`);
    return context.json({ result: row }, 201);
  });
  app.get("/attachment/:id/file", (context) => {
    const row = findRow(state, "sys_attachment", context.req.param("id"));
    const bytes = state.files.get(context.req.param("id"));
    if (!row || !bytes) throw missing();
    context.header("X-Attachment-Metadata", JSON.stringify({ sys_id: row["sys_id"], size_bytes: row["size_bytes"] }));
    return context.body(new Uint8Array(bytes), 200, { "content-type": row["content_type"] ?? "" });
  });
}

/** Nothing is deduplicated, and the incident itself does not move. */
export function storeFile(
  state: SimulatorState,
  ticketId: string,
  file: SimulatedFile,
  actor: Actor,
  baseUrl: string,
): Row {
  const bytes = Buffer.from(file.bytes);
  const row = addRow(
    state,
    "sys_attachment",
    {
      table_name: "incident",
      table_sys_id: ticketId,
      file_name: file.fileName,
      content_type: file.contentType,
      size_bytes: String(bytes.length),
      size_compressed: String(bytes.length),
      compressed: "true",
      hash: createHash("sha256").update(bytes).digest("hex"),
      state: "available",
      chunk_size_bytes: "700000",
      sys_tags: "",
    },
    actor.userName,
  );
  const id = row["sys_id"] ?? "";
  row["download_link"] = `${baseUrl}/api/now/attachment/${id}/file`;
  state.files.set(id, bytes);
  return row;
}
