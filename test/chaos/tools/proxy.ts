import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One call on its way, and when it came; ms of `performance.now()`. */
export interface ProxiedCall {
  method: string;
  path: string;
  body: string;
  at: number;
  /** When its answer had gone, or was cut; undefined = it is on its way. */
  endedAt?: number;
}

/** What becomes of a call; cut answers are of calls that have happened. */
export type Verdict =
  | { do: "pass" }
  | { do: "answer"; status: number; headers?: Readonly<Record<string, string>>; body?: string }
  | { do: "cutBefore" }
  | { do: "cutAnswer"; share: number };

/** May wait: the call is held until it has decided. */
export type Decide = (call: ProxiedCall) => Verdict | Promise<Verdict>;

export interface Proxy {
  /** `http://127.0.0.1:<port>` */
  url: string;
  address: string;
  /** Every call so far, oldest first. */
  calls: readonly ProxiedCall[];
  setDecide(decide: Decide): void;
  close(): Promise<void>;
}

const pass: Verdict = { do: "pass" };
const ofOneHop = new Set([
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
]);

/** An HTTP proxy on the loopback address that does to each call what the scenario says. */
export async function startProxy(target: string, decide: Decide = () => pass): Promise<Proxy> {
  const calls: ProxiedCall[] = [];
  const state = { decide, url: "" };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await readAll(request);
    const { method = "GET", url: path = "/" } = request;
    const call: ProxiedCall = { method, path, body: bytes.toString(), at: performance.now() };
    calls.push(call);
    response.once("close", () => (call.endedAt = performance.now()));
    const verdict = await state.decide(call);
    if (verdict.do === "cutBefore") return void response.destroy();
    if (verdict.do === "answer")
      return void response.writeHead(verdict.status, verdict.headers ?? {}).end(verdict.body ?? "");
    const answer = await forward(`${target}${path}`, request, bytes);
    const body = rewrite(answer, target, state.url);
    if (verdict.do === "cutAnswer") return cut(response, answer, body, verdict.share);
    response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.length) }).end(body);
  };
  const server = createServer((request, response) => {
    // The target is gone, or the caller is: either way this connection ends.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  state.url = `http://127.0.0.1:${port}`;
  return {
    url: state.url,
    address: `127.0.0.1:${port}`,
    calls,
    setDecide: (next) => void (state.decide = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

async function forward(url: string, request: IncomingMessage, bytes: Buffer): Promise<Answer> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    ofOneHop.has(name) || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const answer = await fetch(url, {
    method: request.method ?? "GET",
    headers,
    redirect: "manual",
    ...(bytes.length > 0 ? { body: new Uint8Array(bytes) } : {}),
  });
  const kept = [...answer.headers].filter(([name]) => !ofOneHop.has(name) && name !== "content-encoding");
  return {
    status: answer.status,
    headers: Object.fromEntries(kept),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

/** Vendors name their own address in answers; callers shall go on through the proxy. */
function rewrite({ headers, bytes }: Answer, from: string, to: string): Buffer {
  if (!(headers["content-type"] ?? "").includes("json") || !bytes.includes(from)) return bytes;
  return Buffer.from(bytes.toString().replaceAll(from, to));
}

/** The answer's head promises all of it; the connection ends after a share, or before the head. */
function cut(response: ServerResponse, answer: Answer, body: Buffer, share: number): void {
  const length = Math.floor(body.length * share);
  if (length === 0) return void response.destroy();
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.length) });
  response.write(body.subarray(0, length), () => response.destroy());
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
