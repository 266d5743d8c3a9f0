import type { Context } from "hono";
import { strike } from "../../simulator-kit/faults.ts";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { newId, type SimulatorState } from "./state.ts";
import { takeToggle } from "./toggles.ts";

const hibernatingPage =
  "<html><head><title>Instance Hibernating page</title></head><body>This instance is hibernating</body></html>";

/** What every answer carries, the cookies among it that a client must not keep. */
export function addHeaders(state: SimulatorState, context: Context<SimulatorEnv>): void {
  context.header("Date", state.now().toUTCString());
  context.header("Server", "ServiceNow");
  context.header("X-Is-Logged-In", "true");
  context.header("X-Transaction-ID", newId().slice(0, 12));
  context.header("Server-Timing", "sem_wait;dur=0, sesh_wait;dur=0");
  context.header("Cache-Control", "no-cache,no-store,must-revalidate,max-age=-1");
  context.header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  context.header("Set-Cookie", "JSESSIONID=1F0C; Path=/; HttpOnly", { append: true });
  context.header("Set-Cookie", "glide_user_route=glide.5c1f; Path=/; HttpOnly", { append: true });
}

/** What goes wrong with a call before anything is done; undefined = nothing. */
export async function disturb(state: SimulatorState, context: Context<SimulatorEnv>): Promise<Response | undefined> {
  const { faults, toggles } = state;
  const resource = /^\/api\/now\/(?:v\d\/)?(?:table\/)?(\w+)/.exec(context.req.path)?.[1] ?? "other";
  const key = `${context.req.method} ${resource}`;
  state.calls.set(key, (state.calls.get(key) ?? 0) + 1);
  if (toggles.hibernating) return context.html(hibernatingPage);
  // One session runs one call at a time, and drops what waits too long: whoever sends cookies back is dropped.
  if (context.req.header("cookie") !== undefined || takeToggle(toggles, "dropped")) return context.body("", 202);
  if (takeToggle(toggles, "semaphoresTaken")) return context.body("", 429);
  const limited = limitRate(state, context);
  if (limited) return limited;
  switch (await strike(faults)) {
    case "none":
      return undefined;
    case "tooMany":
      if (faults.retryAfter !== null) context.header("Retry-After", faults.retryAfter);
      return refuse(context, 429, "Rate limit exceeded", "Rate limit of 1000 requests per hour for Table API exceeded");
    case "unavailable":
      return context.html("<html><body>503 Service Unavailable</body></html>", 503);
    case "html":
      return badRead(state, context, () =>
        context.html("<!DOCTYPE html><html><body>Log in to the instance</body></html>"),
      );
    case "cut":
      return badRead(state, context, () =>
        context.body('{"result":[{"sys_id":', 200, { "content-type": "application/json" }),
      );
    case "empty":
      return badRead(state, context, () => context.body("", 200, { "content-type": "application/json" }));
  }
}

/** Only reads are answered badly; a write that met it gives it back. */
function badRead(state: SimulatorState, context: Context<SimulatorEnv>, answer: () => Response): Response | undefined {
  if (context.req.method === "GET") return answer();
  if (state.faults.badAnswer) state.faults.badAnswer.times += 1;
  return undefined;
}

/** Without a rule there are no headers; there is never one that tells what is left. */
function limitRate(state: SimulatorState, context: Context<SimulatorEnv>): Response | undefined {
  const { callsPerHour } = state.toggles;
  if (callsPerHour === null) return undefined;
  const hour = Math.floor(state.now().getTime() / 3_600_000) * 3_600_000;
  if (state.hour.startedAt !== hour) state.hour = { startedAt: hour, calls: 0 };
  state.hour.calls += 1;
  const reset = hour / 1_000 + 3_600;
  context.header("X-RateLimit-Limit", String(callsPerHour));
  context.header("X-RateLimit-Reset", String(reset));
  context.header("X-RateLimit-Rule", "7c0f3e1597b4e110d4a1b6e3f153af8a");
  if (state.hour.calls <= callsPerHour) return undefined;
  context.header("Retry-After", String(Math.ceil(reset - state.now().getTime() / 1_000)));
  const detail = `Rate limit of ${callsPerHour} requests per hour for Table API exceeded`;
  return refuse(context, 429, "Rate limit exceeded", detail);
}

export function refuse(
  context: Context<SimulatorEnv>,
  status: 400 | 403 | 404 | 429 | 500,
  message: string,
  detail: string | null = null,
): Response {
  return context.json({ error: { message, detail }, status: "failure" }, status);
}

export function quotaError(context: Context<SimulatorEnv>): Response {
  const message = "Transaction cancelled: maximum execution time exceeded";
  return refuse(context, 500, message, `${message}. Check logs for error trace.`);
}

/** The stream had begun when the quota hit: 200, and JSON that is none. */
export function quotaInside(context: Context<SimulatorEnv>): Response {
  const message = "Transaction cancelled: maximum execution time exceeded";
  const text = `{"result":[{"sys_id":"5c1f0a7e97b4e110d4a1b6e3f153af21"},],"error":{"detail":"${message}. Check logs for error trace.","message":"${message}"},"status":"failure"}`;
  return context.body(text, 200, { "content-type": "application/json;charset=UTF-8" });
}
