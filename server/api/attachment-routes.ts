import { z } from "zod";
import { isPortal, principalOf, seesClient } from "../access/principal.ts";
import { findAttachment, type KeptFile, readContent } from "../db/attachments.ts";
import { describeRoute, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { byId } from "./shapes/common.ts";
import { writeDisposition } from "./write-disposition.ts";
import { findTicket } from "../tickets/find-ticket.ts";

const type = "application/octet-stream";

const download = describeRoute({
  method: "get",
  path: "/tickets/{id}/attachments/{attachmentId}",
  operationId: "downloadAttachment",
  tags: ["Tickets"],
  summary: "A file of a ticket, byte for byte",
  description:
    "Whatever it is, it comes as bytes to be saved: no browser shows it. One whose bytes are not kept here is not found, and the answer says why.",
  request: { params: byId.extend({ attachmentId: z.string().describe("Its id, as the ticket names it.") }) },
  responses: {
    200: {
      description: "The file; its name is in the header Content-Disposition.",
      content: { [type]: { schema: z.string().meta({ format: "binary" }) } },
    },
  },
});

/** Files of tickets. What a vendor's user has uploaded may be a page with scripts: it is never answered as one. */
export function createAttachmentRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup().openapi(download, async (context) => {
    const { id, attachmentId } = context.req.valid("param");
    const principal = principalOf(context);
    const ticketId = await findTicket(hub.db, tenantId, id, principal);
    const found = ticketId === undefined ? undefined : await findAttachment(hub.db, tenantId, ticketId, attachmentId);
    if (!found || !seesClient(principal, found.clientId))
      throw new AppError("notFound", "There is no ticket with this id, code or number.");
    const { file } = found;
    if (!file || (isPortal(principal) && file.visibility !== "public"))
      throw new AppError("notFound", "The ticket has no such file.");
    const bytes = file.sha256 === null ? undefined : await readContent(hub.db, tenantId, file.sha256);
    if (!bytes) throw new AppError("notFound", tellWhy(file));
    // The library's types know of no bytes.
    return context.body(bytes, 200, {
      "content-type": type,
      "content-disposition": writeDisposition(file.fileName),
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    }) as never;
  });
}

function tellWhy({ sha256, sizeBytes, desks }: KeptFile): string {
  const where = desks.length === 0 ? "" : ` It is in ${desks.join(", ")}.`;
  if (sha256 !== null) return `The bytes of this file are not kept any more.${where}`;
  const size = (sizeBytes / 1_000_000).toFixed(1);
  return `This file was too large to be carried between desks (${size} MB), so it is not kept here.${where}`;
}
