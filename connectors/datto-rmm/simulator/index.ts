import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const apiKey = "SIMULATEDKEYOFDATTO";
const apiSecretKey = "simulated-secret-of-datto";
const bearer = "simulated-bearer-of-datto";

/** Datto RMM's API 2, as far as alerts go. */
export function startDattoSimulator(): Promise<SourceSimulator> {
  const alerts = new Map<string, { alertUid: string; resolved: boolean; times: number }>();
  const signIn = (body: string, headers: SourceRequest["headers"]): SourceReply => {
    const form = new URLSearchParams(body);
    const isClient = headers["authorization"] === `Basic ${Buffer.from("public-client:public").toString("base64")}`;
    return isClient && form.get("username") === apiKey && form.get("password") === apiSecretKey
      ? { status: 200, body: { access_token: bearer, token_type: "bearer", expires_in: 360_000 } }
      : { status: 400, body: { error: "invalid_grant" } };
  };
  const answer = ({ method, path, query, headers, body }: SourceRequest): SourceReply => {
    if (path === "/auth/oauth/token") return signIn(body, headers);
    if (headers["authorization"] !== `Bearer ${bearer}`) return { status: 401, body: { error: "invalid_token" } };
    if (path === "/api/v2/account/alerts/open") {
      const [page, max] = [Number(query.get("page")), Number(query.get("max"))];
      const open = [...alerts.values()].filter(({ resolved }) => !resolved);
      return { status: 200, body: { pageDetails: {}, alerts: open.slice(page * max, (page + 1) * max) } };
    }
    const [, uid = "", action] = /^\/api\/v2\/alert\/([^/]+)(\/resolve)?$/.exec(path) ?? [];
    const alert = alerts.get(uid);
    if (!alert) return { status: 404, body: { error: "Not Found" } };
    if (method === "GET") return { status: 200, body: alert };
    if (action === undefined) return { status: 405 };
    alert.resolved = true;
    alert.times += 1;
    return { status: 200 };
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiKey, apiSecretKey },
    answer,
    changes: ({ path }) => path.endsWith("/resolve"),
    fire: ({ dedupKey }) => void alerts.set(dedupKey, { alertUid: dedupKey, resolved: false, times: 0 }),
    calm: (dedupKey) => void alerts.delete(dedupKey),
    look: (dedupKey) => ({ acknowledged: 0, resolved: alerts.get(dedupKey)?.times === 1, notes: [] }),
  }));
}
