import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const accessToken = "tk_simulatedtokenofntfy0123";

interface Message {
  id: string;
  topic: string;
  title?: string;
  message: string;
  priority?: number;
  actions?: { action: string; label: string; url: string; method?: string }[];
}

/** ntfy's publishing as JSON, and what it tells of itself; every topic is for those with the token. */
export function startNtfySimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const messages: Message[] = [];
  const publish = (body: string): SourceReply => {
    const given = JSON.parse(body) as Message;
    if (!/^[-_A-Za-z0-9]{1,64}$/.test(given.topic)) return complain(400, 40009, "invalid request: topic invalid");
    if ((given.actions ?? []).length > 3) return complain(400, 40018, "invalid request: actions invalid");
    if (given.priority !== undefined && ![1, 2, 3, 4, 5].includes(given.priority))
      return complain(400, 40007, "invalid priority parameter");
    const isFile = Buffer.byteLength(given.message) > 4_096;
    const shown = { ...given, message: isFile ? "You received a file: attachment.txt" : given.message || "triggered" };
    messages.push({ ...shown, id: `m${String(messages.length + 1).padStart(9, "0")}` });
    return { status: 200, body: { ...messages.at(-1), time: 1, event: "message" } };
  };
  const reply = ({ method, path, headers, body }: SourceRequest): SourceReply => {
    if (method === "GET" && path === "/v1/health") return { status: 200, body: { healthy: true } };
    const { authorization } = headers;
    if (authorization !== undefined && authorization !== `Bearer ${accessToken}`)
      return complain(401, 40101, "unauthorized");
    if (method === "GET" && path === "/v1/account")
      return { status: 200, body: { username: authorization === undefined ? "*" : "hub", role: "user" } };
    if (authorization === undefined) return complain(403, 40301, "forbidden");
    return method === "POST" && path === "/" ? publish(body) : complain(404, 40401, "page not found");
  };
  return startPagerSimulator(
    ({ url }) => ({
      settings: { serverUrl: url },
      secrets: { accessToken },
      reply,
      pages: () =>
        messages.map(({ id, topic, title = "", message, priority, actions = [] }) => ({
          id,
          channel: "push",
          to: topic,
          text: [
            title,
            message,
            `priority ${priority}`,
            ...actions.map((one) => `${one.action} ${one.label} ${one.url}`),
          ].join("\n"),
          state: "open" as const,
        })),
    }),
    options,
  );
}

function complain(status: number, code: number, error: string): SourceReply {
  return { status, body: { code, http: status, error, link: "https://ntfy.sh/docs/publish" } };
}
