import type { Context, Hono } from "hono";
import { watchable } from "./api-webhooks.ts";
import { describeFields, userDefinedFields } from "./picklists.ts";
import { runQuery, VendorRefusal } from "./query.ts";
import { type Body, htmlMissing, readBody } from "./read-body.ts";
import { isAllowed, tellRights } from "./rights.ts";
import { findRow, type Row, rowsOf, type SimulatorState } from "./state.ts";

const queryable = new Set([
  "Tickets",
  "TicketNotes",
  "Companies",
  "Contacts",
  "Resources",
  "TicketHistory",
  "TicketWebhooks",
  "TicketNoteWebhooks",
  "DeletedTicketLogs",
  "DeletedTicketActivityLogs",
  "WebhookEventErrorLogs",
  "TicketAttachments",
  "TimeEntries",
]);

/** The wire never shows what the simulator keeps for itself; a root answer has no bytes of a file. */
function shown(row: Row): Row {
  const { sequence: _sequence, failures: _failures, secretKey: _secret, data, ...rest } = row;
  return data === undefined ? rest : { ...rest, data: null };
}

function breakRow(state: SimulatorState, entity: string, row: Row): Row {
  return entity === "Tickets" && String(row.id) === state.faults.brokenRecord ? { ...row, status: null } : row;
}

/** What the security level hides is left out of an answer, not refused. */
function visibleOf(state: SimulatorState, entity: string): Row[] {
  const { hiddenComments } = state.faults;
  if (!isAllowed(state, entity, "Query")) return [];
  const rows = rowsOf(state, entity);
  if (hiddenComments === null || entity !== "TicketNotes") return rows;
  return rows.filter((row) => (row["publish"] === 1 ? "public" : "internal") !== hiddenComments);
}

export function addReads(app: Hono, state: SimulatorState, ownUrl: () => string): void {
  const query = (context: Context, entity: string, document: Body) => {
    if (!queryable.has(entity)) return context.html(htmlMissing, 404);
    const after = Number(context.req.query("paging") ?? 0) || Number.NEGATIVE_INFINITY;
    const { items, size, more } = runQuery(entity, visibleOf(state, entity), document, after);
    const nextPageUrl = more ? `${ownUrl()}/ATServicesRest/V1.0/${entity}/query/next?paging=${items.at(-1)?.id}` : null;
    return context.json({
      items: items.map((row) => breakRow(state, entity, shown(row))),
      pageDetails: { count: items.length, requestCount: size, prevPageUrl: null, nextPageUrl },
    });
  };
  const document = (context: Context): Body => {
    try {
      return JSON.parse(context.req.query("search") ?? "") as Body;
    } catch {
      throw new VendorRefusal("The search parameter is not valid JSON.");
    }
  };
  app.get("/ThresholdInformation", (context) =>
    context.json({
      externalRequestThreshold: 10_000_000,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: [...state.calls.values()].reduce((sum, calls) => sum + calls, 0),
    }),
  );
  app.get("/:entity/entityInformation", (context) =>
    context.json({
      info: {
        name: context.req.param("entity"),
        canCreate: true,
        canUpdate: true,
        canQuery: true,
        canDelete: false,
        ...tellRights(state, context.req.param("entity")),
        hasUserDefinedFields: context.req.param("entity") === "Tickets",
        supportsWebhookCallouts: true,
      },
    }),
  );
  app.get("/:entity/entityInformation/fields", (context) =>
    context.json({ fields: describeEntity(context.req.param("entity")) }),
  );
  app.get("/:entity/entityInformation/userDefinedFields", (context) =>
    context.req.param("entity") === "Tickets"
      ? context.json({ fields: userDefinedFields })
      : context.html(htmlMissing, 404),
  );
  app.get("/:entity/query", (context) => query(context, context.req.param("entity"), document(context)));
  app.post("/:entity/query", async (context) => query(context, context.req.param("entity"), await readBody(context)));
  app.post("/:entity/query/next", async (context) =>
    query(context, context.req.param("entity"), await readBody(context)),
  );
  app.post("/:entity/query/count", async (context) => {
    const entity = context.req.param("entity");
    return context.json({
      queryCount: runQuery(
        entity,
        rowsOf(state, entity),
        { ...(await readBody(context)), MaxRecords: 500 },
        Number.NEGATIVE_INFINITY,
      ).items.length,
    });
  });
  app.get("/Tickets/:id/Notes", (context) => {
    const items = rowsOf(state, "TicketNotes").filter((row) => row["ticketID"] === Number(context.req.param("id")));
    return context.json({
      items,
      pageDetails: { count: items.length, requestCount: 500, prevPageUrl: null, nextPageUrl: null },
    });
  });
  app.get("/:entity/:id{[0-9]+}", (context) => {
    const entity = context.req.param("entity");
    const row = queryable.has(entity) ? findRow(state, entity, Number(context.req.param("id"))) : undefined;
    return row ? context.json({ item: breakRow(state, entity, shown(row)) }) : context.json({ item: null }, 404);
  });
}

function describeEntity(entity: string) {
  const base = {
    isRequired: true,
    isReadOnly: false,
    isQueryable: true,
    isReference: false,
    referenceEntityType: "",
    picklistParentValueField: "",
    isSupportedWebhookField: false,
  };
  if (entity === "TicketWebhookFields" || entity === "TicketNoteWebhookFields") {
    const names = watchable[entity.replace(/Fields$/, "s")] ?? [];
    return [
      {
        ...base,
        name: "fieldID",
        dataType: "integer",
        length: 0,
        isPickList: true,
        picklistValues: names.map((label, index) => ({
          value: String(901 + index),
          label,
          isDefaultValue: false,
          sortOrder: 0,
          parentValue: "",
          isActive: true,
          isSystem: true,
        })),
      },
    ];
  }
  return describeFields(entity);
}
