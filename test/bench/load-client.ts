import { connect, type Socket } from "node:net";

/**
 * Sends the same request over 64 connections and prints what came back as JSON. Arguments: URL, seconds to warm up,
 * seconds to measure, headers as JSON, body. It speaks HTTP/1.1 by hand, since on the machine that is measured a whole
 * client would take as much of it as the server does.
 */
const [, , url = "", warmUpSeconds = "1", seconds = "5", headerText = "{}", body = ""] = process.argv;
const connections = 64;
const { hostname, port, pathname } = new URL(url);
const headers: Record<string, string> = {
  host: `${hostname}:${port}`,
  ...(JSON.parse(headerText) as Record<string, string>),
  "content-length": String(Buffer.byteLength(body)),
};
const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
const request = Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);

const measureFrom = performance.now() + Number(warmUpSeconds) * 1_000;
const end = measureFrom + Number(seconds) * 1_000;
const latencies: number[] = [];
const statuses = new Map<number, number>();

/** The status and the length in bytes of the answer that `text` begins with; undefined while it is not complete. */
function readAnswer(text: string): { status: number; length: number } | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const declared = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))?.[1];
  if (declared === undefined) throw new Error(`an answer without a length: ${text.slice(0, head)}`);
  const length = head + 4 + Number(declared);
  return text.length < length ? undefined : { status: Number(text.slice(9, 12)), length };
}

function note(status: number, sentAt: number): void {
  if (sentAt < measureFrom) return;
  latencies.push(performance.now() - sentAt);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** Resolves when the time is up and the last answer is there. */
function send(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = performance.now();
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const answer = readAnswer(text);
      if (!answer) return;
      note(answer.status, sentAt);
      text = text.slice(answer.length);
      sentAt = performance.now();
      if (sentAt < end) socket.write(request);
      else socket.end(resolve);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed the connection")));
    socket.write(request);
  });
}

const open = Array.from({ length: connections }, () => connect({ host: hostname, port: Number(port), noDelay: true }));
await Promise.all(open.map(send));
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  JSON.stringify({
    perSecond: latencies.length / Number(seconds),
    p50: at(0.5),
    p99: at(0.99),
    statuses: Object.fromEntries(statuses),
  }),
);
