import { z } from "zod";
import { principalOf } from "../access/principal.ts";
import type { MeService } from "../people/me-service.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { strictly } from "./strictly.ts";
import { byId, listOf } from "./shapes/common.ts";
import { Me, Session } from "./shapes/people.ts";

const tags = ["People"];
const read = describeRoute({
  method: "get",
  path: "/me",
  operationId: "showMe",
  tags,
  summary: "Who you are here",
  responses: { 200: json(Me, "You, as the hub knows you.") },
});
const sessions = describeRoute({
  method: "get",
  path: "/me/sessions",
  operationId: "listMySessions",
  tags,
  summary: "Your sign-ins that count",
  responses: { 200: json(listOf(Session), "None for keys.") },
});
const endAll = describeRoute({
  method: "delete",
  path: "/me/sessions",
  operationId: "endMySessions",
  tags,
  summary: "End all your sign-ins, this one as well",
  responses: { 200: json(z.object({ ended: z.int() }), "How many there were.") },
});
const end = describeRoute({
  method: "delete",
  path: "/me/sessions/{id}",
  operationId: "endMySession",
  tags,
  summary: "End one of your sign-ins",
  request: { params: byId },
  responses: { 200: json(z.object({ ended: z.literal(true) }), "It is ended.") },
});

/** What everybody may know and end of their own sign-ins. */
export function createMeRoutes(me: MeService) {
  const app = openGroup();
  app.use("/me/*", strictly);
  return app
    .openapi(read, async (context) => context.json(await me.read(principalOf(context)), 200))
    .openapi(sessions, async (context) => context.json(await me.sessions(principalOf(context)), 200))
    .openapi(endAll, async (context) => context.json({ ended: await me.endSessions(principalOf(context)) }, 200))
    .openapi(end, async (context) => {
      await me.endSession(principalOf(context), context.req.valid("param").id);
      return context.json({ ended: true as const }, 200);
    });
}
