import { Hono } from "hono";
import { z } from "zod";
import { splitAlert } from "../../core/flows/split-alert.ts";
import { findWrongTime } from "../../core/intake/check-window.ts";
import { AlertId } from "../../schemas/ids.ts";
import { MaintenanceId, Recurrence } from "../../schemas/maintenance.ts";
import { principalOf, seesClient } from "../access/principal.ts";
import { findClient } from "../db/admin.ts";
import { listAlerts, showAlert } from "../db/list-alerts.ts";
import { AppError } from "./problem.ts";
import { readJson } from "./read-json.ts";
import type { ApiDeps } from "./routes.ts";
import { actorNow } from "../access/acting.ts";

const limit = z.coerce.number().int().min(1).max(500).default(50);
const which = z.enum(["all", "firing", "waiting"]).default("all");

const refusals = {
  unknown: ["notFound", "There is no such alert."],
  clear: ["conflict", "The alert does not fire: there is nothing to open a ticket for."],
  waiting: ["conflict", "The alert has no ticket that it could be taken out of."],
  alone: ["conflict", "The alert is the only one of its ticket."],
} as const;

const NewWindow = z.strictObject({
  kind: z.enum(["maintenance", "silence"]).default("maintenance"),
  /** Name of a client; absent = all. */
  client: z.string().optional(),
  resource: z.string().min(1).max(500).optional(),
  service: z.string().min(1).max(500).optional(),
  startsAt: z.coerce.date().optional(),
  endsAt: z.coerce.date().optional(),
  recurrence: Recurrence.optional(),
  reason: z.string().min(1).max(500),
  owner: z
    .string()
    .min(1)
    .max(200)
    .default(() => actorNow()),
});

type Deps = Pick<ApiDeps, "hub" | "tenantId">;

/** Alerts and why they are as they are, taking one out of its group, and windows in which they open no tickets. */
export function createAlertRoutes({ hub, tenantId }: Deps): Hono {
  const app = new Hono();
  app.get("/alerts", async (context) => {
    const asked = {
      which: which.parse(context.req.query("which")),
      limit: limit.parse(context.req.query("limit")),
      clientIds: principalOf(context).clients,
    };
    return context.json(await listAlerts(hub.db, tenantId, asked));
  });
  app.get("/alerts/:id", async (context) => {
    const id = AlertId.safeParse(context.req.param("id"));
    const found = id.success ? await showAlert(hub.db, tenantId, id.data) : undefined;
    if (!found || !seesClient(principalOf(context), found.clientId))
      throw new AppError("notFound", "There is no such alert.");
    return context.json(found);
  });
  app.post("/alerts/:id/split", async (context) => {
    const id = AlertId.safeParse(context.req.param("id"));
    const deps = { ...hub.world, unit: hub.node.unit };
    const outcome = id.success
      ? await splitAlert(deps, tenantId, id.data, actorNow())
      : ({ action: "refuse", reason: "unknown" } as const);
    if (outcome.action === "refuse") {
      const [code, words] = refusals[outcome.reason];
      throw new AppError(code, words);
    }
    hub.signals.wake("push");
    return context.json({ ticketId: outcome.ticketId }, 201);
  });
  addWindowRoutes(app, { hub, tenantId });
  return app;
}

function addWindowRoutes(app: Hono, { hub, tenantId }: Deps): void {
  app.get("/maintenance", async (context) =>
    context.json(await hub.node.unit.inTenant(tenantId, (stores) => stores.windows.current())),
  );
  app.post("/maintenance", async (context) => {
    const { client, resource = null, service = null, startsAt, ...rest } = NewWindow.parse(await readJson(context));
    const begin = startsAt ?? hub.world.clock.now();
    const times = {
      kind: rest.kind,
      startsAt: begin,
      endsAt: rest.endsAt ?? null,
      recurrence: rest.recurrence ?? null,
    };
    const wrong = findWrongTime(times);
    if (wrong) throw new AppError("invalid", `${wrong.field}: ${wrong.detail}`);
    const clientId = client === undefined ? null : await findClient(hub.db, tenantId, client);
    if (clientId === undefined) throw new AppError("invalid", `client: there is no client "${client ?? ""}".`);
    const id = MaintenanceId.parse(hub.world.ids.next());
    const { reason, owner } = rest;
    const window = { id, clientId, resource, service, ...times, reason, owner };
    await hub.node.unit.inTenant(tenantId, async (stores) => {
      await stores.windows.add(window);
      const detail = { reason, owner, client: client ?? null, resource, service };
      await stores.audit.add({ actor: actorNow(), action: `${rest.kind}.add`, object: id, detail });
    });
    return context.json(window, 201);
  });
  app.delete("/maintenance/:id", async (context) => {
    const id = MaintenanceId.safeParse(context.req.param("id"));
    const ended = id.success && (await endWindow({ hub, tenantId }, id.data));
    if (!ended) throw new AppError("notFound", "There is no such window that is not over.");
    return context.json({ ended: true });
  });
}

function endWindow({ hub, tenantId }: Deps, id: MaintenanceId): Promise<boolean> {
  return hub.node.unit.inTenant(tenantId, async (stores) => {
    const ended = await stores.windows.end(id);
    if (ended) await stores.audit.add({ actor: actorNow(), action: "maintenance.end", object: id, detail: {} });
    return ended;
  });
}
