import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

const apiKey = "NRAK-SIMULATEDKEYOFNEWRELIC";

/** How NerdGraph refuses a wrong key: within the answer's errors. */
export const wrongKey: SourceReply = {
  status: 200,
  body: { data: null, errors: [{ message: "Access denied: the API key is not valid." }] },
};

/** NerdGraph's mutations of issues; errors come with status 200. */
export function startNewRelicSimulator(): Promise<SourceSimulator> {
  const issues = new Map<string, { acknowledged: boolean; closed: boolean }>();
  const answer = ({ path, headers, body }: SourceRequest): SourceReply => {
    if (path !== "/graphql") return { status: 404 };
    if (headers["api-key"] !== apiKey) return wrongKey;
    const { query, variables } = JSON.parse(body) as {
      query: string;
      variables: { issueId: string; accountId: number };
    };
    const [mutation = ""] = /aiIssues\w+/.exec(query) ?? [];
    const issue = issues.get(variables.issueId);
    const reply = (error: unknown, action: string | null): SourceReply => ({
      status: 200,
      body: { data: { [mutation]: { error, result: action && { action, ...variables } } } },
    });
    if (!issue) return reply({ code: "NOT_FOUND", message: "The issue was not found." }, null);
    if (mutation === "aiIssuesResolveIssue") issue.closed = true;
    else issue.acknowledged = mutation === "aiIssuesAckIssue";
    return reply(null, mutation);
  };
  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiKey },
    answer,
    fire: ({ dedupKey }) => void issues.set(dedupKey, { acknowledged: false, closed: false }),
    calm: (dedupKey) => void issues.delete(dedupKey),
    look: (dedupKey) => {
      const issue = issues.get(dedupKey);
      return { acknowledged: issue?.acknowledged ? 1 : 0, resolved: issue?.closed ?? false, notes: [] };
    },
  }));
}
