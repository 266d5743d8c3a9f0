import { createHmac, randomUUID } from "node:crypto";
import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const outboundSecret = `whsec_${Buffer.from("simulated-outbound-secret-of-pager").toString("base64")}`;
const inboundSecret = `whsec_${Buffer.from("simulated-inbound-secret-of-pager!").toString("base64")}`;

interface Message {
  type: string;
  page: {
    id: string;
    thread: string;
    address: string;
    title: string;
    body: string;
    facts: { label: string; value: string }[];
  };
  state: "open" | "acknowledged" | "ended";
}

/** A receiver written from the published schemas: a page once for each id, and answers signed by the other secret. */
export function startWebhookPagerSimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const known = new Map<string, { message: Message; state: Message["state"] }>();
  const reply = ({ method, path, headers, body }: SourceRequest): SourceReply => {
    if (method !== "POST" || path !== "/pages") return { status: 404 };
    const stamp = headers["webhook-timestamp"] ?? "";
    if (headers["webhook-signature"] !== sign(outboundSecret, headers["webhook-id"] ?? "", stamp, body))
      return { status: 401 };
    const message = JSON.parse(body) as Message;
    if (message.type === "page" && !known.has(message.page.id)) known.set(message.page.id, { message, state: "open" });
    const paged = message.type === "state" ? known.get(message.page.id) : undefined;
    if (paged) paged.state = message.state;
    return message.type === "page" ? { status: 200, body: { state: "accepted" } } : { status: 204 };
  };
  return startPagerSimulator(
    (tools) => ({
      settings: { endpointUrl: `${tools.url}/pages` },
      secrets: { outboundSecret, inboundSecret },
      reply,
      pages: () =>
        [...known.values()].map(({ message: { page }, state }) => ({
          id: page.id,
          channel: "webhook",
          to: page.address,
          text: [page.title, page.body, ...page.facts.map(({ label, value }) => `${label}: ${value}`)].join("\n"),
          state,
        })),
      async answer(page, action) {
        const body = JSON.stringify({ type: "answer", about: { page }, action, by: "J. Doe" });
        const id = `msg_${randomUUID()}`;
        const stamp = String(Math.floor(tools.clock().getTime() / 1_000));
        const headers = {
          "webhook-id": id,
          "webhook-timestamp": stamp,
          "webhook-signature": sign(inboundSecret, id, stamp, body),
        };
        await tools.call({ body, headers: { "content-type": "application/json", ...headers } });
      },
    }),
    options,
  );
}

function sign(secret: string, id: string, stamp: string, body: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${stamp}.${body}`).digest("base64")}`;
}
