import {
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const apiToken = "simulated-token-of-sentry";

/** Sentry's issues: their status and comments. */
export function startSentrySimulator(): Promise<SourceSimulator> {
  const issues = new Map<string, { status: string; comments: string[] }>();
  const answer = ({ method, path, headers, body }: SourceRequest) => {
    if (headers["authorization"] !== `Bearer ${apiToken}`) return { status: 401, body: { detail: "Invalid token" } };
    const [, id = "", comments] = /^\/api\/0\/organizations\/acme\/issues\/([^/]+)\/(comments\/)?$/.exec(path) ?? [];
    const issue = issues.get(id);
    if (!issue) return { status: 404, body: { detail: "The requested resource does not exist" } };
    if (method === "GET") return { status: 200, body: { id, status: issue.status } };
    const given = JSON.parse(body) as { status?: string; text?: string };
    if (comments) issue.comments.push(given.text ?? "");
    else issue.status = given.status ?? issue.status;
    return { status: comments ? 201 : 200, body: { id } };
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url, organization: "acme" },
    secrets: { apiToken },
    answer,
    fire: ({ dedupKey }) => void issues.set(dedupKey, { status: "unresolved", comments: [] }),
    calm: (dedupKey) => void issues.delete(dedupKey),
    look: (dedupKey) => {
      const issue = issues.get(dedupKey);
      return { acknowledged: 0, resolved: issue?.status === "resolved", notes: issue?.comments ?? [] };
    },
  }));
}
