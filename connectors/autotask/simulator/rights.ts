import type { Context } from "hono";
import { VendorRefusal } from "./query.ts";
import type { SimulatorState } from "./state.ts";

type Right = "Query" | "Create" | "Update";

export function isAllowed(state: SimulatorState, entity: string, right: Right): boolean {
  return !state.denied.has(`${entity}.${right}`);
}

/** What the vendor tells of its own accord. */
export function tellRights(state: SimulatorState, entity: string): Record<string, number> {
  const levelOf = (right: Right) => (isAllowed(state, entity, right) ? 1 : 0);
  return {
    userAccessForQuery: levelOf("Query"),
    userAccessForCreate: levelOf("Create"),
    userAccessForUpdate: levelOf("Update"),
    userAccessForDelete: 0,
  };
}

/** @throws VendorRefusal for a write, or a look at webhooks, without the right; other records are left out of answers */
export function checkRight(state: SimulatorState, context: Context): void {
  const { method } = context.req;
  const [entity = "", ...rest] = context.req.path.replace(/^.*\/V1\.0\//i, "").split("/");
  if (rest.includes("entityInformation")) return;
  const isQuery = method === "GET" || rest.includes("query");
  const child = rest.find((part) => part === "Notes" || part === "Attachments");
  const right = isQuery ? "Query" : method === "POST" ? "Create" : "Update";
  if (isQuery && !entity.includes("Webhook")) return;
  if (!isAllowed(state, child === undefined ? entity : `Ticket${child}`, right))
    throw new VendorRefusal("The logged in Resource does not have the adequate permissions to access this entity.");
}
