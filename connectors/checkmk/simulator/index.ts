import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

interface Held {
  site: string;
  host: string;
  service: string | undefined;
  comments: [number, string, string][];
  acknowledged: boolean;
}
type Where = { op: string; left?: string; right?: string; expr?: Where[] };

const automationUser = "interdesk";
const automationSecret = "simulated-automation-secret";
const base = "/main/check_mk/api/1.0/domain-types";

/** Checkmk's REST API 1.0 for what fires. @param mayRemove whether it is 2.5 or newer */
export function startCheckmkSimulator({ mayRemove = true } = {}): Promise<SourceSimulator> {
  const problems = new Map<string, Held>();
  const tell = ({ host, service, comments, acknowledged }: Held) => ({
    ...(service === undefined ? { name: host } : { host_name: host, description: service }),
    acknowledged: acknowledged ? 1 : 0,
    state: 2,
    comments_with_info: comments,
  });
  const fits = (row: Record<string, unknown>, { op, left = "", right, expr = [] }: Where): boolean => {
    if (op === "and") return expr.every((part) => fits(row, part));
    return op === "=" ? String(row[left]) === right : String(row[left]) !== right;
  };

  const list = (type: string, query: URLSearchParams): SourceReply => {
    const where = JSON.parse(query.get("query") ?? "{}") as Where;
    const rows = [...problems.values()]
      .filter(
        ({ service, site }) => (service === undefined) === (type === "host") && query.getAll("sites").includes(site),
      )
      .map(tell);
    const value = rows.filter((row) => fits(row, where)).map((extensions) => ({ domainType: type, extensions }));
    return { status: 200, body: { domainType: type, value } };
  };

  const act = (path: string, body: string): SourceReply => {
    const given = JSON.parse(body) as Record<string, string>;
    const held = [...problems.values()].find(
      ({ host, service }) => host === given["host_name"] && service === given["service_description"],
    );
    if (path.startsWith(`${base}/acknowledge/collections/`)) {
      if (!held)
        return { status: 422, body: { title: "Unprocessable Entity", detail: "The query yielded no result." } };
      held.acknowledged = true;
      held.comments.push([held.comments.length + 1, automationUser, given["comment"] ?? ""]);
      return { status: 204 };
    }
    if (path !== `${base}/acknowledge/actions/delete/invoke` || !mayRemove)
      return { status: 404, body: { title: "Not Found" } };
    if (held) Object.assign(held, { acknowledged: false, comments: [] });
    return { status: 204 };
  };

  const answer = ({ method, path, query, headers, body }: SourceRequest): SourceReply => {
    if (headers["authorization"] !== `Bearer ${automationUser} ${automationSecret}`)
      return { status: 401, body: { title: "Unauthorized" } };
    const [, type] = /\/(host|service)\/collections\/all$/.exec(path) ?? [];
    return method === "GET" && type !== undefined ? list(type, query) : act(path, body);
  };

  return startSourceSimulator((url) => ({
    settings: { siteUrl: `${url}/main` },
    secrets: { automationUser, automationSecret },
    answer,
    fire: ({ dedupKey, handle: { site = "main", host = "", service } }) =>
      void problems.set(dedupKey, { site, host, service, comments: [], acknowledged: false }),
    calm: (dedupKey) => void problems.delete(dedupKey),
    look: (dedupKey) => {
      const { acknowledged, comments } = problems.get(dedupKey) ?? { acknowledged: false, comments: [] };
      return {
        acknowledged: acknowledged ? comments.length : 0,
        resolved: false,
        notes: comments.map(([, , text]) => text),
      };
    },
  }));
}
