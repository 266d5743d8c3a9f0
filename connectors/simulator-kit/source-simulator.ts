import { Hono } from "hono";
import { DroppedAnswer, serveOnLoopback, type SimulatorEnv } from "./serve.ts";

/** A call to a simulated monitoring tool, read as far as HTTP goes. */
export interface SourceRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface SourceReply {
  status: number;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** What can go wrong with the next call: it is not done, or done without an answer. */
export type SourceFault = { kind: "answer"; reply: SourceReply } | { kind: "drop" };

/** What every simulated monitoring tool offers beside its API. */
export interface SourceSimulator {
  url: string;
  /** `127.0.0.1:<port>`, to be allowed as a private address. */
  address: string;
  /** Settings and secrets of a connection that works. */
  settings: Readonly<Record<string, string | number | boolean>>;
  secrets: Readonly<Record<string, string>>;
  /** Each call that reached the tool: `POST /api/v2/silences 200`. */
  calls: readonly string[];
  /** Of the next call that changes something, unless `any` is given. */
  failNext(fault: SourceFault, any?: boolean): void;
  /** The tool now holds this alert to be firing. */
  fire(alert: { dedupKey: string; handle: Readonly<Record<string, string>> }): void;
  /** It fires no more, and nobody is told. */
  calm(dedupKey: string): void;
  /** What the tool holds of an alert; `acknowledged` counts what keeps it quiet there. */
  look(dedupKey: string): { acknowledged: number; resolved: boolean; notes: readonly string[] };
  close(): Promise<void>;
}

/** What one tool's simulator adds to the kit. */
export interface SourceTool extends Pick<SourceSimulator, "settings" | "secrets" | "fire" | "calm" | "look"> {
  /** The tool's answer, its effect done. */
  answer(request: SourceRequest): SourceReply;
  /** Whether a call changes something there; those of another method than GET do, unless said otherwise. */
  changes?(request: SourceRequest): boolean;
}

/** Serves one tool on the loopback address. @param build given the tool's own address */
export async function startSourceSimulator(build: (url: string) => SourceTool): Promise<SourceSimulator> {
  const calls: string[] = [];
  const faults: { fault: SourceFault; any: boolean }[] = [];
  let tool: SourceTool | undefined;
  const app = new Hono<SimulatorEnv>();
  app.all("*", async (context) => {
    if (!tool) return context.body(null, 503);
    const url = new URL(context.req.url);
    const request: SourceRequest = {
      method: context.req.method,
      path: url.pathname,
      query: url.searchParams,
      headers: context.req.header(),
      body: await context.req.text(),
    };
    const isChange = tool.changes?.(request) ?? request.method !== "GET";
    const at = faults.findIndex(({ any }) => any || isChange);
    const [planned] = at < 0 ? [] : faults.splice(at, 1);
    const reply = planned?.fault.kind === "answer" ? planned.fault.reply : tool.answer(request);
    calls.push(`${request.method} ${request.path} ${reply.status}`);
    if (planned?.fault.kind === "drop") throw new DroppedAnswer();
    const { status, body, headers = {} } = reply;
    if (body === undefined) return new Response(null, { status, headers });
    if (typeof body === "string") return new Response(body, { status, headers });
    return Response.json(body, { status, headers });
  });
  const server = await serveOnLoopback(app, 0, (error) => Response.json({ error: error.message }, { status: 500 }));
  tool = build(server.url);
  const { settings, secrets, fire, calm, look } = tool;
  return {
    ...server,
    settings,
    secrets,
    calls,
    failNext: (fault, any = false) => void faults.push({ fault, any }),
    fire,
    calm,
    look,
  };
}
