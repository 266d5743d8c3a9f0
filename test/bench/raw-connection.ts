import { connect, type Socket } from "node:net";

/**
 * One connection that speaks HTTP/1.1 by hand, since on the machine that is measured a whole client would take as much of it as
 * the server does. One request at a time; answers bear a `Content-Length`.
 */
export interface RawConnection {
  /** @returns the answer, once all of it is there. @throws Error when the server closes the connection before, or is silent */
  send(request: Buffer | string): Promise<RawAnswer>;
  close(): void;
}

export interface RawAnswer {
  status: number;
  /** Status line and headers. */
  head: string;
  body: string;
}

/** A server that says nothing for so long is given up. */
const silentMs = 60_000;

/** @param url of the server; its path does not count */
export async function openRawConnection({ hostname, port }: URL): Promise<RawConnection> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return new SocketConnection(socket);
}

class SocketConnection implements RawConnection {
  readonly #socket: Socket;
  #text = "";
  #waiting: { resolve: (answer: RawAnswer) => void; reject: (cause: Error) => void } | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.setTimeout(silentMs, () => socket.destroy(new Error(`no answer for ${silentMs / 1_000} s`)));
    socket.on("error", (cause) => this.#waiting?.reject(cause));
    socket.on("close", () => this.#waiting?.reject(new Error("the server closed the connection")));
  }

  send(request: Buffer | string): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.end();
  }

  #take(chunk: Buffer): void {
    this.#text += chunk.toString("latin1");
    const found = readAnswer(this.#text);
    if (!found) return;
    this.#text = this.#text.slice(found.length);
    this.#waiting?.resolve(found.answer);
  }
}

/** A request as it goes out. @param headers without host and length */
export function writeRequest(url: URL, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries({ host: url.host, ...headers, "content-length": String(Buffer.byteLength(body)) });
  return `POST ${url.pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** The answer that `text` begins with, and its length in bytes; undefined while it is not complete. */
function readAnswer(text: string): { answer: RawAnswer; length: number } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end + 2);
  const declared = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (declared === undefined) throw new Error(`an answer without a length: ${head}`);
  const length = end + 4 + Number(declared);
  if (text.length < length) return undefined;
  return { answer: { status: Number(head.slice(9, 12)), head, body: text.slice(end + 4, length) }, length };
}
