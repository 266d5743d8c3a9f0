import type { IncomingMessage } from "node:http";
import {
  type InboundAdapter,
  type InboundRequest,
  type ParsedDelivery,
  selectHeaders,
} from "../../connectors/contract.ts";
import { serveHttp } from "../support/loopback.ts";
import { must } from "./expect.ts";

/** Stands where the hub's own address would be. */
export interface HookReceiver {
  url: string;
  /** In the order in which they came. */
  received: InboundRequest[];
  /** What is answered to those that come. */
  answer(status: number): void;
  close(): void;
}

/** @param take told of each request before it is answered */
export async function receiveHooks(
  now: () => Date,
  take: (request: InboundRequest) => Promise<void>,
): Promise<HookReceiver> {
  const received: InboundRequest[] = [];
  let status = 202;
  const server = await serveHttp(async (message, response) => {
    const request = await toRequest(message, now());
    received.push(request);
    await take(request);
    response.writeHead(status).end();
  });
  return {
    url: `http://${server.address}/hooks/6f0c1f0e-0000-4000-8000-00000000c0de/a-token-of-its-own`,
    received,
    answer: (next) => void (status = next),
    close: () => server.close(),
  };
}

async function toRequest(message: IncomingMessage, receivedAt: Date): Promise<InboundRequest> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const url = new URL(message.url ?? "/", "http://hub");
  return {
    method: message.method ?? "",
    headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
    query: Object.fromEntries(url.searchParams),
    url: `http://${message.headers.host}${message.url}`,
    body: Buffer.concat(parts),
    receivedAt,
  };
}

/** What a delivery says, with only that body and those headers that the hub keeps of it. */
export function parseKept(
  inbound: InboundAdapter,
  keepHeaders: readonly string[],
  request: InboundRequest,
): ReturnType<InboundAdapter["parse"]> {
  const body = inbound.redact?.(request.body) ?? request.body;
  return inbound.parse({ body, headers: selectHeaders(request.headers, keepHeaders), receivedAt: request.receivedAt });
}

/** The same of a connector that takes what it stored apart first. */
export async function decodeKept(
  inbound: InboundAdapter,
  keepHeaders: readonly string[],
  request: InboundRequest,
): Promise<ReturnType<InboundAdapter["parse"]>> {
  if (!inbound.decode) return parseKept(inbound, keepHeaders, request);
  const body = inbound.redact?.(request.body) ?? request.body;
  const headers = selectHeaders(request.headers, keepHeaders);
  const decoded = await inbound.decode({ body, headers, receivedAt: request.receivedAt });
  return decoded.ok ? inbound.parse(decoded.value) : decoded;
}

export function mustParse(
  inbound: InboundAdapter,
  keepHeaders: readonly string[],
  request: InboundRequest,
): ParsedDelivery {
  return must(parseKept(inbound, keepHeaders, request));
}
