import type { InstanceService } from "../operations/instance-service.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { Instance } from "./shapes/operations.ts";

const tags = ["Operations"];
const show = describeRoute({
  method: "get",
  path: "/instance",
  operationId: "showInstance",
  tags,
  summary: "This installation",
  responses: { 200: json(Instance, "Which it is, and why it is held if it is.") },
});
const adopt = describeRoute({
  method: "post",
  path: "/instance/adopt",
  operationId: "adoptInstance",
  tags,
  summary: "The original is gone for good: this is it from now on",
  responses: { 200: json(Instance, "As it is now.") },
});
const renew = describeRoute({
  method: "post",
  path: "/instance/new",
  operationId: "renewInstance",
  tags,
  summary: "Go on beside the original, as another installation",
  description: "Every connection is paused.",
  responses: { 200: json(Instance, "As it is now.") },
});

/** The installation as a whole, for whoever runs it. */
export function createInstanceRoutes(instance: InstanceService) {
  return openGroup()
    .openapi(show, async (context) => context.json(await instance.show(), 200))
    .openapi(adopt, async (context) => context.json(await instance.adopt(), 200))
    .openapi(renew, async (context) => context.json(await instance.renew(), 200));
}
