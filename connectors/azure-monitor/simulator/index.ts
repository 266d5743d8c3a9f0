import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const directoryId = "10000000-0000-4000-8000-000000000001";
const applicationId = "10000000-0000-4000-8000-000000000002";
const applicationSecret = "simulated-secret-of-azure";
const bearer = "simulated-bearer-of-azure";

/** The sign-in of Entra ID and the alerts of the Azure Resource Manager. */
export function startAzureSimulator(): Promise<SourceSimulator> {
  const alerts = new Map<string, { state: string; comments: string[] }>();
  const answer = ({ method, path, query, headers, body }: SourceRequest): SourceReply => {
    if (path === `/${directoryId}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(body);
      return form.get("client_id") === applicationId && form.get("client_secret") === applicationSecret
        ? { status: 200, body: { token_type: "Bearer", expires_in: 3_599, access_token: bearer } }
        : { status: 401, body: { error: "invalid_client" } };
    }
    if (headers["authorization"] !== `Bearer ${bearer}`)
      return { status: 401, body: { error: { code: "InvalidToken" } } };
    if (!query.has("api-version")) return { status: 400, body: { error: { code: "MissingApiVersionParameter" } } };
    const [, id = ""] = /^(.+?)(?:\/changestate)?$/.exec(path) ?? [];
    const alert = alerts.get(id.toLowerCase());
    if (!alert) return { status: 404, body: { error: { code: "ResourceNotFound" } } };
    if (method === "POST") {
      alert.state = query.get("newState") ?? alert.state;
      alert.comments.push((JSON.parse(body) as { comments?: string }).comments ?? "");
    }
    const essentials = { alertState: alert.state, monitorCondition: "Fired" };
    return { status: 200, body: { id, properties: { essentials } } };
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url, loginUrl: url, directoryId, applicationId },
    secrets: { applicationSecret },
    answer,
    changes: ({ path }) => path.endsWith("/changestate"),
    fire: ({ dedupKey }) => void alerts.set(dedupKey, { state: "New", comments: [] }),
    calm: (dedupKey) => void alerts.delete(dedupKey),
    look: (dedupKey) => {
      const alert = alerts.get(dedupKey);
      const acknowledged = alert?.state === "Acknowledged" ? 1 : 0;
      return { acknowledged, resolved: alert?.state === "Closed", notes: alert?.comments ?? [] };
    },
  }));
}
