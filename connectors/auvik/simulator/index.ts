import {
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const apiUser = "ann.keller@northwind.example";
const apiKey = "simulated-key-of-auvik";

/** Auvik's one writing call. */
export function startAuvikSimulator(): Promise<SourceSimulator> {
  const alerts = new Map<string, { dismissed: boolean }>();
  const answer = ({ method, path, headers }: SourceRequest) => {
    if (headers["authorization"] !== `Basic ${Buffer.from(`${apiUser}:${apiKey}`).toString("base64")}`)
      return { status: 401, body: { errors: [{ title: "Unauthorized" }] } };
    const [, id = ""] = /^\/v1\/alert\/dismiss\/([^/]+)$/.exec(path) ?? [];
    const alert = alerts.get(decodeURIComponent(id));
    if (method !== "POST" || !alert) return { status: 404, body: { errors: [{ title: "Not Found" }] } };
    alert.dismissed = true;
    return { status: 204 };
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiUser, apiKey },
    answer,
    fire: ({ handle: { correlationId = "" } }) => void alerts.set(correlationId, { dismissed: false }),
    calm: (dedupKey) => void alerts.delete(dedupKey),
    look: (dedupKey) => ({ acknowledged: 0, resolved: alerts.get(dedupKey)?.dismissed ?? false, notes: [] }),
  }));
}
