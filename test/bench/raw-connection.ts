import { connect, type Socket } from "node:net";

/**
 * One connection that speaks HTTP/1.1 by hand, since on the machine that is measured a whole client would take as much of it as
 * the server does. One request at a time; answers bear a `Content-Length`.
 */
export interface RawConnection {
  /** @returns the status of the answer, once all of it is there. @throws Error when the server closes the connection before */
  send(request: Buffer | string): Promise<number>;
  close(): void;
}

/** @param url of the server; its path does not count */
export async function openRawConnection({ hostname, port }: URL): Promise<RawConnection> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return new SocketConnection(socket);
}

class SocketConnection implements RawConnection {
  readonly #socket: Socket;
  #text = "";
  #waiting: { resolve: (status: number) => void; reject: (cause: Error) => void } | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (cause) => this.#waiting?.reject(cause));
    socket.on("close", () => this.#waiting?.reject(new Error("the server closed the connection")));
  }

  send(request: Buffer | string): Promise<number> {
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
    const answer = readAnswer(this.#text);
    if (!answer) return;
    this.#text = this.#text.slice(answer.length);
    this.#waiting?.resolve(answer.status);
  }
}

/** A request as it goes out. @param headers without host and length */
export function writeRequest(url: URL, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries({ host: url.host, ...headers, "content-length": String(Buffer.byteLength(body)) });
  return `POST ${url.pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** The status and the length in bytes of the answer that `text` begins with; undefined while it is not complete. */
function readAnswer(text: string): { status: number; length: number } | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const declared = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))?.[1];
  if (declared === undefined) throw new Error(`an answer without a length: ${text.slice(0, head)}`);
  const length = head + 4 + Number(declared);
  return text.length < length ? undefined : { status: Number(text.slice(9, 12)), length };
}
