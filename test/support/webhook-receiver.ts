import { awaitUntil } from "../../server/demo/world.ts";
import type { WebhookEvent } from "../../schemas/events.ts";
import { type Loopback, serveHttp } from "./loopback.ts";

/** A message as it came. */
export interface Received {
  headers: Record<string, string>;
  /** Byte for byte. */
  body: string;
  event: WebhookEvent;
}

type Answer = number | "never" | ((received: Received, before: number) => number);

/** One address of the receiver. */
export interface Mailbox {
  url: string;
  all(): readonly Received[];
  /** What it answers from now on; 204 at first. */
  answer(answer: Answer): void;
  /** Resolves with all, once so many that fit have come. */
  got(what: string, count: number, fits?: (received: Received) => boolean): Promise<readonly Received[]>;
}

/** Another system that takes events, with as many addresses as are asked for. */
export interface WebhookReceiver extends Pick<Loopback, "address" | "close"> {
  at(name: string): Mailbox;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const boxes = new Map<string, { received: Received[]; answer: Answer }>();
  const boxOf = (path: string) => {
    const box = boxes.get(path) ?? { received: [], answer: 204 };
    boxes.set(path, box);
    return box;
  };
  const server = await serveHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const received = { headers, body, event: JSON.parse(body) as WebhookEvent };
      const box = boxOf(request.url ?? "");
      const before = box.received.push(received) - 1;
      const status = typeof box.answer === "function" ? box.answer(received, before) : box.answer;
      if (status !== "never") response.writeHead(status).end();
    });
  });
  return {
    address: server.address,
    close: () => server.close(),
    at(name) {
      const box = boxOf(`/${name}`);
      return {
        url: `http://${server.address}/${name}`,
        all: () => box.received,
        answer: (answer) => void (box.answer = answer),
        async got(what, count, fits = () => true) {
          const { value } = await awaitUntil(what, async () => {
            const found = box.received.filter(fits);
            return found.length >= count ? found : undefined;
          });
          return value;
        },
      };
    },
  };
}
