import { Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { addAttachments } from "./api-attachments.ts";
import { addLists } from "./api-lists.ts";
import { refuseStranger } from "./api-sign-in.ts";
import { addHeaders, disturb, refuse } from "./api-troubles.ts";
import { addWrites } from "./api-writes.ts";
import { type SimulatorState, VendorRefusal } from "./state.ts";
import type { Announce } from "./webhooks.ts";

/** The vendor's REST API below `/api/now`. */
export function createApi(state: SimulatorState, announce: Announce, ownUrl: () => string): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.use("*", async (context, next) => {
    addHeaders(state, context);
    const trouble = (await disturb(state, context)) ?? refuseStranger(state, context);
    if (trouble) return trouble;
    return next();
  });
  app.onError((error, context) => {
    if (error instanceof VendorRefusal) return refuse(context, error.status, error.message, error.detail);
    throw error;
  });
  addLists(app, state, ownUrl);
  addWrites(app, state, announce, ownUrl);
  addAttachments(app, state, ownUrl);
  app.all("*", (context) => refuse(context, 400, "Requested URI does not represent any resource"));
  return app;
}
