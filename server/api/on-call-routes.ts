import { Hono } from "hono";
import { z } from "zod";
import { DutyPlan } from "../../schemas/escalation.ts";
import type { DutyService } from "../on-call/duty-service.ts";
import { FeedRequest } from "../on-call/feed-service.ts";
import { OverrideRequest, SwapRequest } from "../on-call/override-service.ts";
import { readJson } from "./read-json.ts";
import { createTextRoutes } from "./text-routes.ts";

const Text = z.string().max(100).optional();
const WhoQuery = z.strictObject({ at: Text, schedule: Text });
const ShiftsQuery = z.strictObject({ schedule: Text, from: Text, to: Text });
const LoadQuery = z.strictObject({ from: Text, to: Text, calendar: z.string().max(200).optional() });
const OverridesQuery = z.strictObject({ from: Text });

/** Who is on duty: saved by version, asked, changed for once, subscribed to. */
export function createOnCallRoutes(duty: DutyService): Hono {
  const app = new Hono();
  app.get("/who", async (context) => context.json(await duty.who(WhoQuery.parse(context.req.query()))));
  app.get("/shifts", async (context) => context.json(await duty.shifts(ShiftsQuery.parse(context.req.query()))));
  app.get("/load", async (context) => context.json(await duty.load(LoadQuery.parse(context.req.query()))));
  app.get("/overrides", async (context) =>
    context.json(await duty.overrides.list(OverridesQuery.parse(context.req.query()).from)),
  );
  app.post("/overrides", async (context) =>
    context.json(await duty.overrides.add(OverrideRequest.parse(await readJson(context))), 201),
  );
  app.post("/overrides/swap", async (context) =>
    context.json(await duty.overrides.swap(SwapRequest.parse(await readJson(context))), 201),
  );
  app.delete("/overrides/:id", async (context) => context.json(await duty.overrides.remove(context.req.param("id"))));
  app.get("/feeds", async (context) => context.json(await duty.feeds.list()));
  app.post("/feeds", async (context) =>
    context.json(await duty.feeds.add(FeedRequest.parse(await readJson(context))), 201),
  );
  app.delete("/feeds/:id", async (context) => {
    await duty.feeds.revoke(context.req.param("id"));
    return context.body(null, 204);
  });
  app.route("/", createTextRoutes(duty.texts, DutyPlan));
  return app;
}
