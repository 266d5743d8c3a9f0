import { type Context, Hono } from "hono";
import type { SimulatorState } from "./state.ts";

export const identity = {
  clientId: "5b1f0c7e-6a2d-4f0b-9a55-3d7c1c2f9e10",
  clientSecret: "halo-client-secret-9Kz4",
  tenant: "northwind",
} as const;

const lifeSeconds = 3_600;
const knownScope = /^(all(:standard)?|admin|(read|edit):[a-z]+|editMine:timesheets|access:[a-z]+)$/;

/** The authorisation server below `/auth`. */
export function createAuth(state: SimulatorState): Hono {
  const app = new Hono();
  app.post("/token", async (context) => {
    const type = context.req.header("content-type") ?? "";
    if (!type.startsWith("application/x-www-form-urlencoded")) return context.body(null, 415);
    const form = await context.req.parseBody();
    if (state.quirks.tenantRequired && context.req.query("tenant") !== identity.tenant)
      return refuse(context, 400, "invalid_request", "The tenant could not be found.");
    if (form["grant_type"] !== "client_credentials")
      return refuse(context, 400, "unsupported_grant_type", "The specified grant type is not supported.");
    if (form["client_id"] !== identity.clientId || form["client_secret"] !== identity.clientSecret)
      return refuse(context, 401, "invalid_client", "The specified client credentials are invalid.");
    const scope = String(form["scope"] ?? "").trim();
    if (scope !== "" && !scope.split(/\s+/).every((one) => knownScope.test(one) && one !== "read:actions"))
      return refuse(context, 400, "invalid_scope", "The specified 'scope' is not supported.");
    return context.json(giveToken(state, state.quirks.tokensWithoutScope ? "" : scope));
  });
  return app;
}

function refuse(context: Context, status: 400 | 401, error: string, error_description: string): Response {
  return context.json({ error, error_description }, status);
}

/** Without a scope a token is given all the same; no call accepts it. */
function giveToken(state: SimulatorState, scope: string) {
  state.tokensGiven += 1;
  const access_token = `sim-access-token-${String(state.tokensGiven).padStart(4, "0")}`;
  state.tokens.set(access_token, { endsAt: state.now().getTime() + lifeSeconds * 1_000, scope });
  const granted = scope === "" ? {} : { scope };
  return { ...granted, token_type: "Bearer", access_token, expires_in: lifeSeconds };
}

/** @returns the answer to a call that is not signed in, 401 without a body */
export function checkToken(state: SimulatorState, context: Context): Response | undefined {
  const given = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
  const token = state.tokens.get(given);
  const isGood = token && token.scope !== "" && token.endsAt > state.now().getTime();
  return isGood ? undefined : context.body(null, 401);
}
