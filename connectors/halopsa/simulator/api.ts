import { type Context, Hono } from "hono";
import { strike } from "../../simulator-kit/faults.ts";
import { addActions } from "./api-actions.ts";
import { addAttachments } from "./api-attachments.ts";
import { addLists } from "./api-lists.ts";
import { addTickets } from "./api-tickets.ts";
import { addWebhooks } from "./api-webhooks.ts";
import { checkToken, identity } from "./sign-in.ts";
import { type SimulatorState, VendorRefusal } from "./state.ts";
import type { Announce } from "./webhooks.ts";

const windowMs = 300_000;
/** How the documentation spells what is called in any case. */
const spelled = ["Tickets", "Actions", "Attachment", "Status", "Priority", "SLA", "TicketType", "Team", "Outcome"];
const spelledToo = [
  "FieldInfo",
  "Lookup",
  "Agent",
  "Client",
  "Site",
  "Users",
  "Webhook",
  "Notification",
  "WebhookEvent",
];

/** The vendor's REST API below `/api`; its paths are the same in any case. */
export function createApi(state: SimulatorState, announce: Announce, ownUrl: () => string): Hono {
  const app = new Hono({ getPath: (request) => new URL(request.url).pathname.toLowerCase().replace(/^\/api/, "") });
  app.get("/authinfo", (context) => {
    const tenant = state.quirks.tenantRequired ? { tenant_id: identity.tenant } : {};
    return context.json({ auth_url: state.quirks.authUrl ?? `${ownUrl()}/auth`, ...tenant });
  });
  app.use("*", async (context, next) => {
    context.header("Date", state.now().toUTCString());
    const disturbed = (await disturb(state, context)) ?? checkToken(state, context) ?? checkRights(state, context);
    return disturbed ?? next();
  });
  app.onError((error, context) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return error.body === null ? context.body(null, error.status) : context.json(error.body, error.status);
  });
  addLists(app, state);
  addTickets(app, state, announce);
  addActions(app, state, announce);
  addAttachments(app, state, announce);
  addWebhooks(app, state);
  app.all("*", (context) => context.body(null, 404));
  return app;
}

function resourceOf(context: Context): string {
  const name = /\/api\/([a-z]+)/i.exec(new URL(context.req.url).pathname)?.[1] ?? "";
  return [...spelled, ...spelledToo].find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}

async function disturb(state: SimulatorState, context: Context): Promise<Response | undefined> {
  const { faults, quirks } = state;
  const key = `${context.req.method} ${resourceOf(context)}`;
  state.calls.set(key, (state.calls.get(key) ?? 0) + 1);
  if (isOverLimit(state)) return tooMany(state, context, quirks.callsPerFiveMinutes ?? 300);
  if (quirks.answer500 > 0) {
    quirks.answer500 -= 1;
    return context.body(null, 500);
  }
  switch (await strike(faults)) {
    case "none":
      return undefined;
    case "tooMany":
      return tooMany(state, context, 300);
    case "unavailable":
      return context.html("<html><body>503 Service Unavailable</body></html>", 503);
    case "html":
      return context.html("<!DOCTYPE html><html><body>Halo</body></html>");
    case "cut":
      return context.body('{"record_count":1,"tickets":[{"id":', 200, { "content-type": "application/json" });
    case "empty":
      return context.body("", 200, { "content-type": "application/json" });
  }
}

/** Over five rolling minutes. */
function isOverLimit(state: SimulatorState): boolean {
  const limit = state.quirks.callsPerFiveMinutes;
  if (limit === null) return false;
  const now = state.now().getTime();
  state.recent = state.recent.filter((at) => at > now - windowMs);
  if (state.recent.length >= limit) return true;
  state.recent.push(now);
  return false;
}

function tooMany(state: SimulatorState, context: Context, limit: number): Response {
  const { retryAfter } = state.faults;
  if (retryAfter !== null) context.header("Retry-After", retryAfter);
  const text = `Rate Limit Reached - ${limit} Requests per rolling 5 minute window`;
  return context.json(state.quirks.limitAsObject ? { error: text } : text, 429);
}

function checkRights(state: SimulatorState, context: Context): Response | undefined {
  const resource = resourceOf(context).toLowerCase();
  if (state.quirks.unauthorized.includes(resource)) return context.body(null, 401);
  return state.quirks.forbidden.includes(resource) ? context.body(null, 403) : undefined;
}
