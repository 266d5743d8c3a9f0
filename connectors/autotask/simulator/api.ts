import { type Context, Hono } from "hono";
import { strike } from "../../simulator-kit/faults.ts";
import { addAttachments } from "./api-attachments.ts";
import { addReads } from "./api-reads.ts";
import { addWebhooks } from "./api-webhooks.ts";
import { addWrites } from "./api-writes.ts";
import { htmlMissing } from "./read-body.ts";
import { VendorRefusal } from "./query.ts";
import { checkRight } from "./rights.ts";
import type { SimulatorState } from "./state.ts";
import type { Announce } from "./webhooks.ts";

/** Calls at once for each kind of record and tracking identifier. */
const mostThreads = 3;
/** The vendor's REST API below `/ATServicesRest/V1.0`. */
export function createApi(state: SimulatorState, announce: Announce, ownUrl: () => string): Hono {
  const app = new Hono();
  app.get("/zoneInformation", (context) => {
    if (context.req.query("user")?.toLowerCase() !== state.identity.user.toLowerCase())
      return refuse(context, ["Unable to find a zone for the user."]);
    return context.json({
      zoneName: "Simulator",
      url: `${ownUrl()}/ATServicesRest/`,
      webUrl: `${ownUrl()}/`,
      ci: 41_877,
    });
  });
  app.use("*", (context, next) => {
    context.header("Date", state.now().toUTCString());
    return next();
  });
  app.use(
    "*",
    async (context, next) =>
      (await disturb(state, context)) ?? signIn(state, context) ?? withThread(state, context, next),
  );
  app.use("*", (context, next) => {
    checkRight(state, context);
    return next();
  });
  app.onError((error, context) => {
    if (error instanceof VendorRefusal) {
      const second = context.req.method === "PATCH" ? ["Error updating entity for record number [1]."] : [];
      return refuse(context, [error.message, ...second]);
    }
    throw error;
  });
  addReads(app, state, ownUrl);
  addWrites(app, state, announce);
  addAttachments(app, state);
  addWebhooks(app, state);
  app.all("*", (context) => context.html(htmlMissing, 404));
  return app;
}

function refuse(context: Context, errors: readonly string[], status: 401 | 429 | 500 = 500): Response {
  return context.json({ errors }, status);
}

function entityOf(context: Context): string {
  return /V1\.0\/([A-Za-z]+)/i.exec(new URL(context.req.url).pathname)?.[1] ?? "";
}

async function disturb(state: SimulatorState, context: Context): Promise<Response | undefined> {
  const { faults } = state;
  const key = `${context.req.method} ${entityOf(context)}`;
  state.calls.set(key, (state.calls.get(key) ?? 0) + 1);
  switch (await strike(faults)) {
    case "none":
      return undefined;
    case "tooMany":
      if (faults.retryAfter !== null) context.header("Retry-After", faults.retryAfter);
      return refuse(context, ["The API request limit was reached."], 429);
    case "unavailable":
      return context.html("<html><body>503 Service Unavailable</body></html>", 503);
    case "html":
      return context.html("<!DOCTYPE html><html><body>Sign in to Autotask</body></html>");
    case "cut":
      return context.body('{"items":[{"id":', 200, { "content-type": "application/json" });
    case "empty":
      return context.body("", 200, { "content-type": "application/json" });
  }
}

function signIn(state: SimulatorState, context: Context): Response | undefined {
  const { identity } = state;
  const locked = state.wrongSecrets >= 5;
  if (context.req.header("UserName")?.toLowerCase() !== identity.user.toLowerCase())
    return refuse(context, ["The logged in user could not be found."]);
  if (locked || context.req.header("Secret") !== identity.secret) {
    state.wrongSecrets += 1;
    return refuse(context, ["Unauthorized"], 401);
  }
  if (context.req.header("ApiIntegrationCode") !== identity.integrationCode)
    return refuse(context, ["IntegrationCode is invalid."]);
  state.wrongSecrets = 0;
  return undefined;
}

async function withThread(
  state: SimulatorState,
  context: Context,
  next: () => Promise<void>,
): Promise<Response | void> {
  const entity = entityOf(context);
  const busy = state.busy.get(entity) ?? 0;
  if (busy >= mostThreads)
    return refuse(context, [
      `Itgenatr005: The thread threshold of ${mostThreads} has been exceeded for this tracking identifier and object endpoint.`,
    ]);
  state.busy.set(entity, busy + 1);
  try {
    await next();
  } finally {
    state.busy.set(entity, (state.busy.get(entity) ?? 1) - 1);
  }
}
