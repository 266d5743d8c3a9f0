import type { Context, Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { findRow, fixedId, newId, type SimulatorState } from "./state.ts";

/** Failed log-ins after which the user is locked. */
const mostFailures = 5;
const denied = { error_description: "access_denied", error: "server_error" };

/** `POST /oauth_token.do`: one body for every refusal, and the same token until it has ended. */
export function addToken(app: Hono<SimulatorEnv>, state: SimulatorState): void {
  app.post("/oauth_token.do", async (context) => {
    const key = "POST oauth_token";
    state.calls.set(key, (state.calls.get(key) ?? 0) + 1);
    if (!context.req.header("content-type")?.startsWith("application/x-www-form-urlencoded"))
      return context.json(denied, 401);
    const form = new URLSearchParams(await context.req.text());
    if (!isGranted(state, form)) return context.json(denied, 401);
    const now = state.now().getTime();
    if (!state.token || state.token.endsAt <= now)
      state.token = { value: `sim-${newId()}`, endsAt: now + state.toggles.tokenSeconds * 1_000 };
    const refresh = form.get("grant_type") === "client_credentials" ? {} : { refresh_token: "sim-refresh-token" };
    return context.json({
      access_token: state.token.value,
      ...refresh,
      scope: "useraccount",
      token_type: "Bearer",
      expires_in: Math.floor((state.token.endsAt - now) / 1_000),
    });
  });
}

function isGranted({ identity }: SimulatorState, form: URLSearchParams): boolean {
  if (form.get("client_id") !== identity.clientId || form.get("client_secret") !== identity.clientSecret) return false;
  switch (form.get("grant_type")) {
    case "client_credentials":
      return true;
    case "password":
      return form.get("username") === identity.userName && form.get("password") === identity.password;
    case "refresh_token":
      return form.get("refresh_token") === "sim-refresh-token";
    default:
      return false;
  }
}

/** Answers 401 unless the call says who it is; undefined = it does. */
export function refuseStranger(state: SimulatorState, context: Context<SimulatorEnv>): Response | undefined {
  const header = context.req.header("authorization");
  const key = context.req.header("x-sn-apikey");
  if (key !== undefined) {
    const api = /^\/api\/now\/(?:v\d\/)?(\w+)/.exec(context.req.path)?.[1];
    const isAllowed = state.toggles.keyApis.some((name) => name === api);
    return key === state.identity.apiKey && isAllowed ? undefined : unauthenticated(context);
  }
  if (header?.startsWith("Bearer ")) {
    const isValid = header.slice(7) === state.token?.value && state.token.endsAt > state.now().getTime();
    return isValid ? undefined : unauthenticated(context);
  }
  if (header?.startsWith("Basic ")) return checkBasic(state, context, header.slice(6));
  return unauthenticated(context);
}

/** The gate says nothing of itself: its refusal looks like a wrong password. */
function checkBasic(state: SimulatorState, context: Context<SimulatorEnv>, encoded: string): Response | undefined {
  const { identity, toggles } = state;
  const isRight = Buffer.from(encoded, "base64").toString() === `${identity.userName}:${identity.password}`;
  if (!isRight || state.failedLogins >= mostFailures) {
    state.failedLogins += 1;
    return unauthenticated(context);
  }
  const user = findRow(state, "sys_user", fixedId(`user ${identity.userName}`));
  if (toggles.basicGate && user?.["web_service_access_only"] !== "true") return unauthenticated(context);
  state.failedLogins = 0;
  return undefined;
}

function unauthenticated(context: Context<SimulatorEnv>): Response {
  context.header("WWW-Authenticate", 'BASIC realm="Service-now"');
  const error = { message: "User Not Authenticated", detail: "Required to provide Auth information" };
  return context.json({ error, status: "failure" }, 401);
}
