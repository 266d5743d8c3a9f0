import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A request as it goes over the wire, piece by piece. */
export interface RawRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** What follows the head; taken one after the other, no more once an answer is there. */
  pieces: Iterable<Buffer>;
  /** Between two pieces; ms. */
  everyMs?: number;
}

export interface RawAnswer {
  /** 0 = none came. */
  status: number;
  text: string;
  /** Bytes after the head that had been handed over when the answer came. */
  sent: number;
  ms: number;
}

const longestMs = 15_000;

/** Sends what no client would. */
export async function sendRaw({ method, url, headers, pieces, everyMs }: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host, origin } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  let text = "";
  let closed = false;
  let wake = (): void => {};
  socket.on("data", (part: Buffer) => ((text += part.toString("latin1")), wake()));
  socket.on("error", () => {});
  socket.on("close", () => ((closed = true), wake()));
  const isAnswered = () => closed || text.includes("\r\n\r\n");
  const timer = setTimeout(() => socket.destroy(), longestMs);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const startedAt = performance.now();
  socket.write(`${method} ${url.slice(origin.length)} HTTP/1.1\r\n${lines.join("")}\r\n`);
  let sent = 0;
  for (const piece of pieces) {
    if (isAnswered()) break;
    await new Promise<void>((resolve) => {
      wake = resolve;
      socket.write(piece, () => resolve());
    });
    if (!isAnswered()) sent += piece.length;
    if (everyMs !== undefined) await pause(everyMs);
  }
  while (!isAnswered()) await new Promise<void>((resolve) => (wake = resolve));
  const ms = performance.now() - startedAt;
  clearTimeout(timer);
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, sent, ms };
}

/** So many bytes in pieces of this size, each written when it is asked for. */
export function* cutBytes(total: number, size: number): Iterable<Buffer> {
  for (let left = total; left > 0; left -= size) yield Buffer.alloc(Math.min(left, size), " ");
}

/** The same in the chunked coding. */
export function* chunkBytes(total: number, size: number): Iterable<Buffer> {
  for (const piece of cutBytes(total, size))
    yield Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  yield Buffer.from("0\r\n\r\n");
}
