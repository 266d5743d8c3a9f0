import { Hono } from "hono";
import type { Json } from "../../schemas/json.ts";
import { type Callout, createCaller } from "./callouts.ts";
import { type Faults, noFaults, strike, takeOne } from "./faults.ts";
import type { LedgerEntry } from "./ledger.ts";
import { DroppedAnswer, serveOnLoopback, type SimulatorEnv } from "./serve.ts";
import type { SourceReply, SourceRequest } from "./source-simulator.ts";

/** One message, call or alert as people see it there. */
export interface SimulatedPage {
  id: string;
  /** As the connector's manifest names it. */
  channel: string;
  to: string;
  /** All that is read or heard, line by line. */
  text: string;
  state: "open" | "acknowledged" | "ended";
}

/** What people do there with a message, call or alert. */
export type SimulatedAnswer = "acknowledge" | "pass" | "resolve" | "reopen";

/** One service that reaches people, over real HTTP on the loopback address. */
export interface PagerSimulator {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `127.0.0.1:<port>`, to be allowed as a private address. */
  address: string;
  /** Settings and secrets of a connection that works. */
  settings: Readonly<Record<string, Json>>;
  secrets: Readonly<Record<string, string>>;
  /** Oldest first. */
  pages(): readonly SimulatedPage[];
  /** Somebody answers there; resolves when our hook has been called. Fails where the service knows no such answer. */
  answer(pageId: string, action: SimulatedAnswer): Promise<void>;
  setFaults(faults: Partial<Faults>): void;
  /** Every effect, oldest first. */
  ledger(): readonly LedgerEntry[];
  /** Each call that reached it: `POST /api/chat.postMessage 200`. */
  calls(): readonly string[];
  /** Where it delivers to; services that are told so in each message need it not. */
  registerWebhooks(hookUrl: string): void;
  /** Resolves when no callout is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What one service's simulator adds to the kit. */
export interface PagerService extends Pick<PagerSimulator, "settings" | "secrets" | "pages"> {
  /** The service's answer, its effect done. */
  reply(request: SourceRequest): SourceReply;
  answer?(pageId: string, action: SimulatedAnswer): Promise<void> | void;
}

export interface PagerTools {
  /** The simulator's own address. */
  url: string;
  clock: () => Date;
  /** Calls our hook, signed by the service itself. */
  call(request: { url?: string; body: string; headers: Readonly<Record<string, string>> }): Promise<void>;
  note(effect: Pick<LedgerEntry, "by" | "method" | "path" | "body">): void;
}

export interface PagerSimulatorOptions {
  clock?: () => Date;
}

/** Serves one service on the loopback address. */
export async function startPagerSimulator(
  build: (tools: PagerTools) => PagerService,
  { clock = () => new Date() }: PagerSimulatorOptions = {},
): Promise<PagerSimulator> {
  const faults: Faults = { ...noFaults };
  const caller = createCaller(faults);
  const ledger: LedgerEntry[] = [];
  const calls: string[] = [];
  let hookUrl: string | undefined;
  let service: PagerService | undefined;
  const note: PagerTools["note"] = (effect) =>
    void ledger.push({ at: clock().toISOString(), ticketId: null, ...effect });
  const app = new Hono<SimulatorEnv>();
  app.all("*", async (context) => {
    const request = await readRequest(context.req.raw);
    const reply = service ? await disturb(faults, service, request) : { status: 503 };
    calls.push(`${request.method} ${request.path} ${reply.status}`);
    const isChange = request.method !== "GET" && reply.status < 300;
    if (isChange) note({ by: "api", method: request.method, path: request.path, body: request.body });
    if (isChange && takeOne(faults, "dropAnswerAfterWrite")) throw new DroppedAnswer();
    return toResponse(reply);
  });
  const server = await serveOnLoopback(app, 0, (error) => Response.json({ error: error.message }, { status: 500 }));
  service = build({ url: server.url, clock, note, call: (request) => caller.send(toCallout(request, hookUrl)) });
  const { settings, secrets, pages, answer } = service;
  return {
    ...server,
    settings,
    secrets,
    pages,
    async answer(pageId, action) {
      if (!answer) throw new Error("nothing can be answered here");
      note({ by: "technician", method: action, path: pageId, body: null });
      await answer(pageId, action);
    },
    setFaults: (change) => void Object.assign(faults, change),
    ledger: () => ledger,
    calls: () => calls,
    registerWebhooks: (url) => void (hookUrl = url),
    settled: () => caller.settled(),
  };
}

async function readRequest(request: Request): Promise<SourceRequest> {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  };
}

/** The service's reply, or what a fault makes of it; only what is replied in good order had an effect. */
async function disturb(faults: Faults, service: PagerService, request: SourceRequest): Promise<SourceReply> {
  switch (await strike(faults)) {
    case "tooMany":
      return { status: 429, headers: faults.retryAfter === null ? {} : { "retry-after": faults.retryAfter } };
    case "unavailable":
      return { status: 503, body: "try later" };
    case "html":
      return { status: 200, headers: { "content-type": "text/html" }, body: "<!DOCTYPE html><html>Login</html>" };
    case "cut":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"ok":tr' };
    case "empty":
      return { status: 200, body: "" };
    case "none":
      return service.reply(request);
  }
}

function toResponse({ status, body, headers = {} }: SourceReply): Response {
  if (body === undefined || typeof body === "string") return new Response(body ?? null, { status, headers });
  return Response.json(body, { status, headers });
}

function toCallout(request: Parameters<PagerTools["call"]>[0], hookUrl: string | undefined): Callout {
  const url = request.url ?? hookUrl;
  if (url === undefined) throw new Error("no webhook is set up here");
  return { ...request, url, attempts: 1, retryMs: 1, timeoutMs: 15_000, ended: () => {} };
}
