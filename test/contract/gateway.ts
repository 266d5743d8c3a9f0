import type { IncomingMessage, ServerResponse } from "node:http";
import { serveHttp } from "../support/loopback.ts";

export interface CannedAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: string;
}

/** A request as the vendor would have seen it. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export type Interference =
  /** The vendor never gets the request. */
  | { kind: "instead"; answer(request: SeenRequest): CannedAnswer }
  /** The vendor does what it was asked; its answer is replaced, or cut off. */
  | { kind: "afterwards"; answer: CannedAnswer | "drop" };

/** Stands between the connector and its vendor, as proxies and load balancers do. */
export interface Gateway {
  url: string;
  /** `127.0.0.1:<port>` */
  address: string;
  /** Until so many requests have met it; null lets everything through again. */
  interfere(interference: Interference | null, times?: number): void;
  close(): void;
}

const hopByHop = ["host", "connection", "content-length", "transfer-encoding", "content-encoding", "keep-alive"];

export async function openGateway(vendorUrl: string): Promise<Gateway> {
  let current: Interference | null = null;
  let left = 0;
  const take = (): Interference | null => {
    if (left <= 0) return null;
    left -= 1;
    return current;
  };
  const server = await serveHttp(async (message, response) => {
    const request = await readRequest(message);
    const interference = take();
    if (interference?.kind === "instead") return send(response, interference.answer(request));
    const ownUrl = `http://${server.address}`;
    const answered = await forward(vendorUrl, ownUrl, request).catch(() => undefined);
    if (answered === undefined || interference?.answer === "drop") return void response.destroy();
    if (interference) return send(response, interference.answer);
    response.writeHead(answered.status, answered.headers).end(answered.body);
  });
  return {
    url: `http://${server.address}`,
    address: server.address,
    interfere(interference, times = Number.POSITIVE_INFINITY) {
      current = interference;
      left = interference === null ? 0 : times;
    },
    close: () => server.close(),
  };
}

async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  return { method: message.method ?? "", path: message.url ?? "/", headers, body: Buffer.concat(parts) };
}

function send(response: ServerResponse, { status, headers, body }: CannedAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

function keepHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !hopByHop.includes(name)));
}

/** Where the vendor names its own address, ours is put: a connector that follows it stays on this side. */
async function forward(vendorUrl: string, ownUrl: string, request: SeenRequest) {
  const answer = await fetch(`${vendorUrl}${request.path}`, {
    method: request.method,
    headers: keepHeaders(Object.entries(request.headers)),
    body: request.body.length === 0 ? null : new Uint8Array(request.body),
    redirect: "manual",
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isText = /json|text/.test(answer.headers.get("content-type") ?? "");
  const body = isText ? Buffer.from(bytes.toString().replaceAll(vendorUrl, ownUrl)) : bytes;
  return { status: answer.status, headers: keepHeaders(answer.headers), body };
}
