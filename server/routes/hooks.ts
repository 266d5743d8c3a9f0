import type { IncomingHttpHeaders } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { HookReply, InboundRequest, RegisteredConnector } from "../../connectors/contract.ts";
import type { World } from "../../core/ports/world.ts";
import { type AddressList, findSender } from "../ingest/address-list.ts";
import { type GroupCommit, Overloaded } from "../ingest/group-commit.ts";
import type { HookDirectory } from "../ingest/hook-directory.ts";
import type { NoteRefused } from "../ingest/refusal-notes.ts";
import { type OpenHook, type OpenHookConnector, storeDelivery } from "../ingest/store-delivery.ts";
import { inSpan } from "../telemetry/traces.ts";
import { readLimited } from "./read-limited.ts";

export interface HookDeps extends World {
  directory: HookDirectory;
  commit: GroupCommit;
  open: OpenHookConnector;
  /** Leaves a trace of a refused signature, seldom enough that nobody can flood it; never the body. */
  noteRefused: NoteRefused;
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: AddressList;
  limitBytes: number;
  /** As senders know this hub, without a slash at the end. */
  publicUrl: () => string;
  /** Whether there is too little disk left to accept anything. */
  isFull: () => Promise<boolean>;
}

const retrySeconds = "5";

/** `POST /hooks/{connection}/{token}`: limits, signature on the raw bytes, commit, and only then the answer. */
export function createHookRoutes(deps: HookDeps): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post("/hooks/:connection/:token", (context) => {
    // The parser's own headers: building the web standard's object would cost more than all else in this request.
    const headers = flatten(context.env.incoming.headers);
    return inSpan("hook.receive", { traceparent: headers["traceparent"] ?? null }, () =>
      receive(deps, context, headers),
    );
  });
  app.options("/hooks/:connection/:token", (context) => answerPreflight(deps, context));
  app.all("/hooks/:connection/:token", refuseMethod);
  return app;
}

const refuseMethod = (context: Context) => refuse(context, 405, "Deliveries are sent by POST.", { allow: "POST" });

async function answerPreflight(deps: HookDeps, context: HookContext): Promise<Response> {
  const opened = await find(deps, context);
  const reply = opened && buildReply(deps, opened.connector, ({ preflight }) => preflight?.(context.req.header()));
  return reply ?? refuseMethod(context);
}

type HookContext = Context<{ Bindings: HttpBindings }>;

/** Undefined for an unknown connection, a wrong token and an address that is not listed alike: who guesses learns nothing. */
async function find(deps: HookDeps, context: HookContext): Promise<OpenHook | undefined> {
  const hook = await deps.directory.find(context.req.param("connection") ?? "", context.req.param("token") ?? "");
  const opened = hook && (await deps.open(hook));
  if (!hook || !opened?.inbound || !opened.connector.manifest.capabilities.includes("webhook")) return undefined;
  if (opened.origins) {
    const { socket, headers } = context.env.incoming;
    const forwarded = headers["x-forwarded-for"];
    const address = findSender(socket.remoteAddress ?? "", String(forwarded ?? ""), deps.trustedProxies);
    if (!opened.origins.holds(address)) {
      deps.noteRefused(hook, "the address is not listed", { address: address.slice(0, 100) });
      return undefined;
    }
  }
  return { hook, connector: opened.connector, inbound: opened.inbound };
}

type Headers = Readonly<Record<string, string>>;

/** The parser joins most headers that came more than once by a comma, so that no signature among them fits. */
function flatten(headers: IncomingHttpHeaders): Headers {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") flat[name] = value;
    else if (value?.[0] !== undefined) flat[name] = value[0];
  }
  return flat;
}

async function receive(deps: HookDeps, context: HookContext, headers: Headers): Promise<Response> {
  const receivedAt = deps.clock.now();
  const declared = Number(headers["content-length"] ?? 0);
  if (declared > deps.limitBytes) return tooLarge(deps, context);
  // In a storm a refusal costs as little as it can, so that it comes soon, and what is taken does not wait for it.
  if (deps.commit.isFull()) return refuseForNow(deps, context);
  let opened: OpenHook | undefined;
  try {
    opened = await find(deps, context);
  } catch (cause) {
    deps.log.error({ err: cause }, "a hook could not be looked up");
    return refuseForNow(deps, context);
  }
  if (!opened)
    return answer(deps, context, 404, "There is no such address. Please check the whole URL, token included.");
  const contentType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const { manifest } = opened.connector;
  if (!manifest.contentTypes.includes(contentType)) {
    return answer(
      deps,
      context,
      415,
      `Content-Type "${contentType.slice(0, 100)}" is not accepted; expected ${manifest.contentTypes.join(" or ")}.`,
    );
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity")
    return answer(deps, context, 415, "Content-Encoding is not accepted; send the body as it is.");
  const body = await readBody(context, declared, deps.limitBytes);
  if (body === "tooLarge") return tooLarge(deps, context);
  if (body === "broken") return answer(deps, context, 400, "The body ended before it was complete.");
  const request: InboundRequest = {
    method: "POST",
    headers,
    query: context.req.query(),
    // Byte for byte as it was called, since signatures are over it; the host is the public one, not what a proxy makes of it.
    url: `${deps.publicUrl()}${context.env.incoming.url ?? ""}`,
    body,
    receivedAt,
  };
  const verdict = opened.inbound.verify(request);
  if (!verdict.accepted) {
    deps.noteRefused(opened.hook, verdict.reason);
    return answer(deps, context, 401, "The request could not be verified. Please check the secret on both sides.");
  }
  if (await deps.isFull())
    return answer(deps, context, 503, "There is too little disk space left here. Please send it again later.", {
      "retry-after": "60",
    });
  return store(deps, context, opened, request, contentType);
}

/** The parser holds a sender to the length it declared; who declares none is counted while reading. */
async function readBody(context: Context, declared: number, limit: number): ReturnType<typeof readLimited> {
  if (declared === 0) return readLimited(context.req.raw, limit);
  try {
    return new Uint8Array(await context.req.arrayBuffer());
  } catch {
    return "broken";
  }
}

async function store(
  deps: HookDeps,
  context: Context,
  opened: OpenHook,
  request: InboundRequest,
  contentType: string,
): Promise<Response> {
  const { hook, connector } = opened;
  let deliveryId: string;
  try {
    deliveryId = await storeDelivery(deps.commit, opened, request, contentType);
  } catch (cause) {
    if (!(cause instanceof Overloaded))
      deps.log.error({ err: cause, connection: hook.connectionId }, "a delivery could not be stored");
    return refuseForNow(deps, context);
  }
  deps.metrics.count("interdesk_deliveries", { connector: hook.connector, status: "202" });
  // Nothing after the commit may fail the request.
  return buildReply(deps, connector, ({ reply }) => reply?.(request)) ?? context.json({ deliveryId }, 202);
}

function buildReply(
  deps: HookDeps,
  connector: RegisteredConnector,
  build: (connector: RegisteredConnector) => HookReply | undefined,
): Response | undefined {
  try {
    const reply = build(connector);
    return reply && new Response(reply.body, { status: reply.status, headers: reply.headers });
  } catch (cause) {
    deps.log.error({ err: cause, connector: connector.manifest.name }, "a connector could not build its reply");
    return undefined;
  }
}

type Refusal = 400 | 401 | 404 | 405 | 413 | 415 | 503;

function tooLarge(deps: HookDeps, context: Context): Response {
  return answer(deps, context, 413, `The body is larger than ${deps.limitBytes} bytes.`, { connection: "close" });
}

function refuseForNow(deps: HookDeps, context: Context): Response {
  return answer(deps, context, 503, "The delivery could not be stored now. Please send it again.", {
    "retry-after": retrySeconds,
  });
}

function answer(
  deps: HookDeps,
  context: Context,
  status: Refusal,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  deps.metrics.count("interdesk_deliveries", { connector: "none", status: String(status) });
  return refuse(context, status, detail, headers);
}

/** @see RFC 9457, problem details */
function refuse(context: Context, status: Refusal, detail: string, headers: Record<string, string>): Response {
  return context.body(JSON.stringify({ status, detail }), status, {
    "content-type": "application/problem+json",
    ...headers,
  });
}
