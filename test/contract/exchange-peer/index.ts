import { createHash, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { createCaller } from "../../../connectors/simulator-kit/callouts.ts";
import type {
  DeskSimulator,
  SimulatedTicket,
  SimulatorOptions,
} from "../../../connectors/simulator-kit/desk-simulator.ts";
import { serveOnLoopback, type SimulatorEnv } from "../../../connectors/simulator-kit/serve.ts";
import { addInbox, signMessage } from "./inbox.ts";
import { addReadAddress } from "./read-address.ts";
import { createState, ownName, type PeerState, type PeerTicket, type Tell } from "./state.ts";
import { createTechnician } from "./technician.ts";

const secretOf = (words: string) => `whsec_${createHash("sha256").update(words).digest("base64")}`;
const outboundSecret = secretOf("what the hub signs with");
const inboundSecret = secretOf("what the peer signs with");
const readToken = "peer-read-token-4Hq8";
/** A message is repeated until it was taken. */
const attempts = 5;
const timeoutMs = 10_000;

/** Somebody else's service desk that speaks the ticket exchange, over real HTTP, with a read address. */
export async function startExchangePeer(options: SimulatorOptions = {}): Promise<DeskSimulator> {
  const state = createState(options.clock ?? (() => new Date()));
  const caller = createCaller(state.faults);
  const tell = createTell(state, caller, options.webhookRetryMs ?? 1_000);
  const app = new Hono<SimulatorEnv>();
  addInbox(app, state, outboundSecret, tell);
  addReadAddress(app, state, readToken);
  const served = await serveOnLoopback(app, options.port ?? 0, (error) =>
    Response.json({ detail: error.message }, { status: 500 }),
  );
  return {
    ...served,
    settings: { endpointUrl: `${served.url}/inbox`, readUrl: `${served.url}/read`, callsPerMinute: 100_000 },
    secrets: { outboundSecret, inboundSecret, readToken },
    clients: [
      { ref: "acme", name: "Acme Dental" },
      { ref: "harbor", name: "Harbor Foods" },
    ],
    technician: createTechnician(state, tell),
    tickets: () => [...state.tickets.values()].map(viewTicket),
    setFaults: (faults) => void Object.assign(state.faults, faults),
    ledger: () => state.ledger,
    calls: () => Object.fromEntries(state.calls),
    registerWebhooks: async (hookUrl) => void (state.hookUrl = hookUrl),
    settled: () => caller.settled(),
  };
}

/** The same without a read address: its messages are all that there is. */
export async function startTellingPeer(options: SimulatorOptions = {}): Promise<DeskSimulator> {
  const peer = await startExchangePeer(options);
  const { readUrl: _readUrl, ...settings } = peer.settings;
  const { readToken: _readToken, ...secrets } = peer.secrets;
  return { ...peer, settings, secrets };
}

function createTell(state: PeerState, caller: ReturnType<typeof createCaller>, retryMs: number): Tell {
  return async (message) => {
    if (state.hookUrl === null) return;
    const now = state.now();
    const id = `msg_${randomUUID()}`;
    const body = JSON.stringify({ ...message, timestamp: now.toISOString(), sender: ownName });
    const stamp = String(Math.floor(now.getTime() / 1_000));
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "webhook-id": id,
      "webhook-timestamp": stamp,
      "webhook-signature": signMessage(inboundSecret, id, stamp, Buffer.from(body)),
    };
    await caller.send({ url: state.hookUrl, body, headers, attempts, retryMs, timeoutMs, ended: () => {} });
  };
}

function viewCustom(fields: PeerTicket["fields"]): Record<string, string> {
  const custom = Object.entries(fields).filter(([field, value]) => field.startsWith("custom.") && value !== null);
  return Object.fromEntries(custom.map(([field, value]) => [field.slice("custom.".length), String(value)]));
}

function viewTicket({ fields, comments, files, ...ticket }: PeerTicket): SimulatedTicket {
  return {
    id: ticket.id,
    number: ticket.number,
    title: fields.title,
    description: fields.description ?? "",
    status: fields.status,
    priority: String(fields.priority),
    type: fields.type,
    queue: fields.queue,
    assignee: fields.assignee,
    resolution: fields.resolution,
    clientRef: ticket.client,
    marker: ticket.marker,
    custom: viewCustom(fields),
    comments: comments.map(({ id, body, visibility, sender }) => ({
      id,
      text: body,
      visibility,
      byApi: sender !== ownName,
    })),
    attachments: files.map(({ id, fileName, contentType, bytes, visibility, sender }) => ({
      id,
      fileName,
      contentType,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      sizeBytes: bytes.length,
      visibility,
      byApi: sender !== ownName,
    })),
  };
}
