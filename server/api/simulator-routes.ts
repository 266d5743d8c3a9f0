import { z } from "zod";
import { principalOf } from "../access/principal.ts";
import { SimulatedConnector } from "../simulators/kept-list.ts";
import type { SimulatorService } from "../simulators/simulator-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { byName, listOf } from "./shapes/common.ts";

const Simulator = z
  .object({
    connector: SimulatedConnector,
    connection: z.string().describe("Name of its connection."),
    kind: z.enum(["desk", "monitor"]),
    state: z.enum(["running", "ended"]).describe("`ended`: it ended with the hub's last stop; its connection waits."),
    url: z.string().nullable().describe("A page on which one works as its technician, on the hub's own machine."),
  })
  .meta({ id: "Simulator", description: "A pretended vendor that runs inside this hub." });

const tags = ["Simulators"];
const list = describeRoute({
  method: "get",
  path: "/simulators",
  operationId: "listSimulators",
  tags,
  summary: "Simulated vendors of this hub",
  responses: {
    200: json(
      z.object({
        enabled: z.boolean().describe("Whether this hub simulates vendors at all."),
        connectors: listOf(SimulatedConnector),
        running: listOf(Simulator),
      }),
      "What can be simulated, and what is.",
    ),
  },
});
const start = describeRoute(
  {
    method: "post",
    path: "/simulators",
    operationId: "startSimulator",
    tags,
    summary: "Simulate a vendor, and connect it",
    description: "With rules, tables and webhooks. One that has ended with the hub is replaced by a new one.",
    request: { body: body(z.strictObject({ connector: SimulatedConnector })) },
    responses: { 201: json(Simulator, "It runs, and is connected.") },
  },
  { conflicts: true },
);
const stop = describeRoute({
  method: "delete",
  path: "/simulators/{name}",
  operationId: "stopSimulator",
  tags,
  summary: "End a simulated vendor, and remove its connection",
  request: { params: byName },
  responses: { 200: json(z.object({ removed: z.literal(true) }), "It is ended.") },
});
const alert = describeRoute(
  {
    method: "post",
    path: "/simulators/{name}/alert",
    operationId: "sendTestAlert",
    tags,
    summary: "Let a simulated monitoring tool send an alert",
    request: {
      params: byName,
      body: body(
        z.strictObject({
          client: z
            .enum(["known", "unknown"])
            .default("known")
            .describe("`unknown`: of a customer whom nobody has mapped yet."),
        }),
      ),
    },
    responses: {
      202: json(
        z.object({ title: z.string(), client: z.string(), deliveryId: z.string().nullable() }),
        "The hook has taken it.",
      ),
    },
  },
  { conflicts: true, bodyIsOptional: true },
);
const conflict = describeRoute(
  {
    method: "post",
    path: "/simulators/{name}/conflict",
    operationId: "makeConflict",
    tags,
    summary: "Let a simulated technician and you name one ticket anew, at the same time",
    request: { params: byName, body: body(z.strictObject({ ticketId: z.string().min(1).max(200) })) },
    responses: { 202: json(z.object({ theirs: z.string(), ours: z.string() }), "What each has written.") },
  },
  { conflicts: true },
);

/** Pretended vendors, for who tries the hub. */
export function createSimulatorRoutes(simulators: SimulatorService) {
  return openGroup()
    .openapi(list, async (context) => context.json(await simulators.list(), 200))
    .openapi(start, async (context) => context.json(await simulators.start(context.req.valid("json").connector), 201))
    .openapi(stop, async (context) => context.json(await simulators.stop(context.req.valid("param").name), 200))
    .openapi(alert, async (context) =>
      context.json(await simulators.alert(context.req.valid("param").name, context.req.valid("json").client), 202),
    )
    .openapi(conflict, async (context) => {
      const { ticketId } = context.req.valid("json");
      const made = await simulators.conflict(context.req.valid("param").name, principalOf(context), ticketId);
      return context.json(made, 202);
    });
}
