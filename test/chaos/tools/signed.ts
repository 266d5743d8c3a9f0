import { createHmac } from "node:crypto";
import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { sampleMapping } from "../../../connectors/standard-webhooks/sample-mapping.ts";
import { type DeskWorld, openDeskWorld } from "../../support/desk-world.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { ScenarioContext } from "../scenario.ts";
import { askDatabase } from "./ask-database.ts";
import { describeDesk, startDesk } from "./desks.ts";

export interface Answer {
  status: number;
  text: string;
}

/** A request as it goes over the wire: a path is sent as it is, and a header with several values as several lines. */
export type Send = (url: string, headers: OutgoingHttpHeaders, body: string | Buffer) => Promise<Answer>;

/** A hub with a desk and a sender that signs after Standard Webhooks. */
export interface SignedWorld {
  world: DeskWorld;
  desk: DeskSimulator;
  hookUrl: string;
  /** Where the desk calls. */
  deskHookUrl: string;
  send: Send;
  /** All that was stored for a connection. */
  stored(connection: string): Promise<readonly { id: string; body: Buffer }[]>;
}

/** What a sender knows; a stamp in Unix seconds, now unless given. */
export interface Signing {
  id: string;
  seconds?: number;
  secret?: string;
}

export const secretOf = (letter: string): string => `whsec_${Buffer.from(letter.repeat(32)).toString("base64")}`;
export const usualSecret = secretOf("k");
export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** The three headers of Standard Webhooks, with one signature. */
export function signBody(body: string | Buffer, { id, seconds = nowSeconds(), secret = usualSecret }: Signing) {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.`).update(body).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}

/** An alert that fires, as the sender's sample mapping reads it. */
export function buildFiring(key: string): string {
  return JSON.stringify({
    type: "alert.firing",
    timestamp: new Date().toISOString(),
    data: { alert_key: `${key}/cpu`, severity: "critical", title: `${key} fires` },
  });
}

export async function openSigned(context: ScenarioContext): Promise<SignedWorld> {
  const simulator = await startDesk();
  let deskHookUrl = "";
  const desk: DeskSimulator = {
    ...simulator,
    registerWebhooks: (url) => {
      deskHookUrl = url;
      return simulator.registerWebhooks(url);
    },
  };
  const world = await openDeskWorld(context, { psa: describeDesk(desk) });
  const { hookUrl } = (await world.api.post("/connections", {
    name: "signed",
    connector: "standard-webhooks",
    settings: sampleMapping,
    secrets: { signingSecret: usualSecret },
    defaultClient: desk.clients[0]?.name,
  })) as { hookUrl: string };
  return {
    world,
    desk,
    hookUrl,
    deskHookUrl,
    send: createSend(context),
    stored: (connection) =>
      askDatabase<{ id: string; body: Buffer }>(
        world.database,
        "select d.id, d.body from delivery d join connection c on c.id = d.connection_id where c.name = $1",
        [connection],
      ),
  };
}

/** A way to send what `fetch` would not: odd paths, repeated headers. */
export function createSend(context: ScenarioContext): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  context.after(() => Promise.resolve(agent.destroy()));
  return (url, headers, body) =>
    new Promise((resolve, reject) => {
      const { hostname, port, origin } = new URL(url);
      const options = { agent, hostname, port, method: "POST", path: url.slice(origin.length) };
      const bytes = Buffer.from(body);
      const outgoing = request(
        { ...options, headers: { ...headers, "content-length": bytes.length } },
        (answer) => void text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, text: said }), reject),
      );
      outgoing.on("error", reject).end(bytes);
    });
}
