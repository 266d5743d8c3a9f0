import { z } from "zod";
import { findWrongTime } from "../../core/intake/check-window.ts";
import { MaintenanceId, Recurrence } from "../../schemas/maintenance.ts";
import { actorNow } from "../access/acting.ts";
import { findClient, nameClients } from "../db/admin.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { Window } from "./shapes/alerts.ts";
import { byId, GivenInstant, Id, Instant, listOf } from "./shapes/common.ts";

const NewWindow = z.strictObject({
  kind: z
    .enum(["maintenance", "silence"])
    .default("maintenance")
    .describe("Planned work, or a person's decision not to be told."),
  client: z.string().max(200).optional().describe("Name of a client; absent = all."),
  resource: z.string().min(1).max(500).optional().describe("Name of the resource, * standing for any text."),
  service: z.string().min(1).max(500).optional().describe("Name of the service, * standing for any text."),
  startsAt: GivenInstant.optional().describe("Absent = now."),
  endsAt: GivenInstant.optional(),
  recurrence: Recurrence.optional(),
  reason: z.string().min(1).max(500),
  owner: z.string().min(1).max(200).optional().describe("Whom to ask about it; absent = whoever makes it."),
});

const NewEnd = z.strictObject({ endsAt: GivenInstant.describe("Of one that comes again: the end of the whole row.") });

const tags = ["Maintenance"];
const list = describeRoute({
  method: "get",
  path: "/maintenance",
  operationId: "listMaintenance",
  tags,
  summary: "Windows in which alerts open no tickets",
  responses: { 200: json(listOf(Window), "Those that are not over.") },
});
const add = describeRoute({
  method: "post",
  path: "/maintenance",
  operationId: "addMaintenance",
  tags,
  summary: "Open no tickets for a while",
  description: "Alerts are recorded and counted all the same; what still fires at its end is taken up then.",
  request: { body: body(NewWindow) },
  responses: { 201: json(Window, "The window.") },
});
const change = describeRoute({
  method: "patch",
  path: "/maintenance/{id}",
  operationId: "changeMaintenance",
  tags,
  summary: "Let a window last longer, or end earlier",
  request: { params: byId, body: body(NewEnd) },
  responses: { 200: json(z.object({ id: Id, endsAt: Instant }), "When it ends now.") },
});
const end = describeRoute({
  method: "delete",
  path: "/maintenance/{id}",
  operationId: "endMaintenance",
  tags,
  summary: "End a window now",
  request: { params: byId },
  responses: { 200: json(z.object({ ended: z.literal(true) }), "It is over.") },
});

const nowhere = "There is no such window that is not over.";

type Deps = Pick<ApiDeps, "hub" | "tenantId">;

/** Windows in which alerts open no tickets. */
export function createMaintenanceRoutes({ hub, tenantId }: Deps) {
  return openGroup()
    .openapi(list, async (context) => {
      const windows = await hub.node.unit.inTenant(tenantId, (stores) => stores.windows.current());
      const ids = windows.flatMap(({ clientId }) => (clientId === null ? [] : [clientId]));
      const names = await nameClients(hub.db, tenantId, ids);
      return context.json(
        windows.map((window) => ({ ...window, client: names.get(window.clientId ?? "") ?? null })),
        200,
      );
    })
    .openapi(add, async (context) => {
      const { client, resource = null, service = null, startsAt, ...rest } = context.req.valid("json");
      const begin = startsAt ?? hub.world.clock.now();
      const { kind, endsAt = null, recurrence = null, reason, owner = actorNow() } = rest;
      const times = { kind, startsAt: begin, endsAt, recurrence };
      const wrong = findWrongTime(times);
      if (wrong) throw new AppError("invalid", `${wrong.field}: ${wrong.detail}`);
      const clientId = client === undefined ? null : await findClient(hub.db, tenantId, client);
      if (clientId === undefined) throw new AppError("invalid", `client: there is no client "${client ?? ""}".`);
      const id = MaintenanceId.parse(hub.world.ids.next());
      const window = { id, clientId, resource, service, ...times, reason, owner };
      await hub.node.unit.inTenant(tenantId, async (stores) => {
        await stores.windows.add(window);
        const detail = { reason, owner, client: client ?? null, resource, service };
        await stores.audit.add({ actor: actorNow(), action: `${kind}.add`, object: id, detail });
      });
      return context.json({ ...window, client: client ?? null }, 201);
    })
    .openapi(change, async (context) => {
      const { endsAt } = context.req.valid("json");
      const id = MaintenanceId.safeParse(context.req.valid("param").id);
      if (!id.success || !(await setEnd({ hub, tenantId }, id.data, endsAt))) throw new AppError("notFound", nowhere);
      return context.json({ id: id.data, endsAt }, 200);
    })
    .openapi(end, async (context) => {
      const id = MaintenanceId.safeParse(context.req.valid("param").id);
      const ended = id.success && (await endWindow({ hub, tenantId }, id.data));
      if (!ended) throw new AppError("notFound", nowhere);
      return context.json({ ended: true as const }, 200);
    });
}

function setEnd({ hub, tenantId }: Deps, id: MaintenanceId, endsAt: Date): Promise<boolean> {
  return hub.node.unit.inTenant(tenantId, async (stores) => {
    const window = (await stores.windows.current()).find((one) => one.id === id);
    if (!window) return false;
    const wrong = findWrongTime({ ...window, endsAt });
    if (wrong) throw new AppError("invalid", `${wrong.field}: ${wrong.detail}`);
    if (endsAt <= hub.world.clock.now())
      throw new AppError("invalid", "endsAt: must be ahead; to end it now, delete it.");
    const isSet = await stores.windows.setEnd(id, endsAt);
    const detail = { reason: window.reason, endsAt: endsAt.toISOString() };
    if (isSet) await stores.audit.add({ actor: actorNow(), action: "maintenance.change", object: id, detail });
    return isSet;
  });
}

function endWindow({ hub, tenantId }: Deps, id: MaintenanceId): Promise<boolean> {
  return hub.node.unit.inTenant(tenantId, async (stores) => {
    const ended = await stores.windows.end(id);
    if (ended) await stores.audit.add({ actor: actorNow(), action: "maintenance.end", object: id, detail: {} });
    return ended;
  });
}
