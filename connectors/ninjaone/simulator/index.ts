import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const clientId = "simulated-client-of-ninja";
const clientSecret = "simulated-secret-of-ninja";
const bearer = "simulated-bearer-of-ninja";

/** NinjaOne's sign-in, and the reset of an alert. */
export function startNinjaSimulator(): Promise<SourceSimulator> {
  const alerts = new Map<string, { reset: boolean }>();
  const answer = ({ method, path, headers, body }: SourceRequest): SourceReply => {
    if (path === "/ws/oauth/token") {
      const form = new URLSearchParams(body);
      return form.get("client_id") === clientId && form.get("client_secret") === clientSecret
        ? { status: 200, body: { access_token: bearer, expires_in: 3_600, scope: form.get("scope") } }
        : { status: 401, body: { error: "invalid_client" } };
    }
    if (headers["authorization"] !== `Bearer ${bearer}`) return { status: 401, body: { resultCode: "UNAUTHORIZED" } };
    const [, uid = ""] = /^\/v2\/alert\/([^/]+)\/reset$/.exec(path) ?? [];
    const alert = alerts.get(uid);
    // What was reset is no alert any more.
    if (method !== "POST" || !alert || alert.reset) return { status: 404, body: { resultCode: "NOT_FOUND" } };
    alert.reset = true;
    return { status: 204 };
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { clientId, clientSecret },
    answer,
    changes: ({ path }) => path.endsWith("/reset"),
    fire: ({ dedupKey }) => void alerts.set(dedupKey, { reset: false }),
    calm: (dedupKey) => void alerts.delete(dedupKey),
    look: (dedupKey) => ({ acknowledged: 0, resolved: alerts.get(dedupKey)?.reset ?? false, notes: [] }),
  }));
}
