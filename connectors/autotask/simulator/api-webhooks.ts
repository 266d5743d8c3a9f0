import type { Hono } from "hono";
import { VendorRefusal } from "./query.ts";
import { readBody } from "./read-body.ts";
import { addRow, apiResource, findRow, rowsOf, type SimulatorState } from "./state.ts";

/** Fields that webhooks can watch, by their labels; on the wire they are picklist values of `fieldID`, from 901 up. */
export const watchable: Readonly<Record<string, readonly string[]>> = {
  TicketWebhooks: [
    "status",
    "priority",
    "title",
    "queueID",
    "assignedResourceID",
    "externalID",
    "ticketNumber",
    "resolution",
    "ticketType",
    "companyID",
    "contactID",
  ],
  TicketNoteWebhooks: ["ticketID", "description", "publish"],
};

/** Registration: record, fields one by one, excluded resources; ready once a field exists. */
export function addWebhooks(app: Hono, state: SimulatorState): void {
  for (const entity of Object.keys(watchable)) {
    const single = entity.replace(/s$/, "");
    app.post(`/${entity}`, async (context) => {
      const body = await readBody(context);
      for (const name of ["name", "webhookUrl", "deactivationUrl", "secretKey"]) {
        if (typeof body[name] !== "string" || body[name] === "")
          throw new VendorRefusal(`Required field ${name} is missing.`);
      }
      const row = addRow(state, entity, {
        ...body,
        isReady: false,
        ownerResourceID: apiResource,
        webhookGUID: crypto.randomUUID(),
      });
      return context.json({ itemId: row.id });
    });
    app.patch(`/${entity}`, async (context) => {
      const body = await readBody(context);
      const row = findRow(state, entity, Number(body["id"]));
      if (!row) throw new VendorRefusal("No matching records found.");
      Object.assign(row, body);
      return context.json({ itemId: row.id });
    });
    app.delete(`/${entity}/:id`, (context) => {
      const id = Number(context.req.param("id"));
      if (!findRow(state, entity, id)) throw new VendorRefusal("No matching records found.");
      state.entities.set(
        entity,
        rowsOf(state, entity).filter((row) => row.id !== id),
      );
      return context.json({ itemId: id });
    });
    app.post(`/${entity}/:id/Fields`, async (context) => {
      const body = await readBody(context);
      const webhookID = Number(context.req.param("id"));
      const hook = findRow(state, entity, webhookID);
      const fieldName = watchable[entity]?.[Number(body["fieldID"]) - 901];
      if (!hook || !fieldName) throw new VendorRefusal("Value does not reference an existing entity for fieldID.");
      const row = addRow(state, `${single}Fields`, { ...body, webhookID, fieldName });
      hook["isReady"] = true;
      return context.json({ itemId: row.id });
    });
    app.post(`/${entity}/:id/ExcludedResources`, async (context) => {
      const row = addRow(state, `${single}ExcludedResources`, {
        ...(await readBody(context)),
        webhookID: Number(context.req.param("id")),
      });
      return context.json({ itemId: row.id });
    });
  }
}
