import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

interface HeldProblem {
  eventid: string;
  acknowledged: "0" | "1";
  acknowledges: { acknowledgeid: string; message: string; action: string }[];
  closed: boolean;
}
interface Call {
  method: string;
  params: { eventids?: string[]; action?: number; message?: string };
  auth?: string;
}

const apiToken = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
const failed = (code: number, message: string, data: string): SourceReply => ({
  status: 200,
  body: { jsonrpc: "2.0", error: { code, message, data }, id: 1 },
});
const done = (result: unknown): SourceReply => ({ status: 200, body: { jsonrpc: "2.0", result, id: 1 } });

/** How Zabbix refuses a wrong token: with status 200. */
export const notAuthorized = failed(-32602, "Invalid params.", "Not authorized.");

/** Zabbix's API as its 6.0 answers, with the token in a header too. @param mayClose whether triggers allow it */
export function startZabbixSimulator({ mayClose = true } = {}): Promise<SourceSimulator> {
  const problems = new Map<string, HeldProblem>();
  let said = 0;

  const acknowledge = ({ eventids = [], action = 0, message = "" }: Call["params"]): SourceReply => {
    const found = eventids.map((id) => problems.get(id));
    if (found.includes(undefined))
      return failed(-32500, "Application error.", "No permissions to referred object or it does not exist!");
    if (action & 4 && message === "")
      return failed(-32602, "Invalid params.", 'Incorrect value for field "message": cannot be empty.');
    if (action & 1 && !mayClose)
      return failed(-32500, "Application error.", "Cannot close problem: trigger does not allow manual closing.");
    for (const problem of found) {
      if (!problem) continue;
      if (action & 2) problem.acknowledged = "1";
      if (action & 16) problem.acknowledged = "0";
      if (action & 1) problem.closed = true;
      problem.acknowledges.push({ acknowledgeid: String(++said), message, action: String(action) });
    }
    return done({ eventids: eventids.map(Number) });
  };

  const answer = ({ path, headers, body }: SourceRequest): SourceReply => {
    if (path !== "/zabbix/api_jsonrpc.php") return { status: 404, body: "Not Found" };
    const { method, params, auth } = JSON.parse(body) as Call;
    if (auth !== apiToken && headers["authorization"] !== `Bearer ${apiToken}`) return notAuthorized;
    if (method === "event.acknowledge") return acknowledge(params);
    if (method !== "problem.get") return failed(-32602, "Invalid params.", `No permissions to call "${method}".`);
    const open = [...problems.values()].filter(({ closed }) => !closed);
    return done(params.eventids ? open.filter(({ eventid }) => params.eventids?.includes(eventid)) : open);
  };

  return startSourceSimulator((url) => ({
    settings: { apiUrl: `${url}/zabbix` },
    secrets: { apiToken },
    answer,
    changes: ({ body }) => body.includes("event.acknowledge"),
    fire: ({ dedupKey }) =>
      void problems.set(dedupKey, { eventid: dedupKey, acknowledged: "0", acknowledges: [], closed: false }),
    calm: (dedupKey) => void problems.delete(dedupKey),
    look: (dedupKey) => {
      const { acknowledged, acknowledges, closed } = problems.get(dedupKey) ?? {
        acknowledged: "0",
        acknowledges: [],
        closed: false,
      };
      const times =
        acknowledges.filter(({ action }) => Number(action) & 2).length -
        acknowledges.filter(({ action }) => Number(action) & 16).length;
      return {
        acknowledged: acknowledged === "1" ? times : 0,
        resolved: closed,
        notes: acknowledges.map(({ message }) => message),
      };
    },
  }));
}
