import { Hono } from "hono";
import { createCaller } from "../../simulator-kit/callouts.ts";
import { createControlRoutes } from "../../simulator-kit/control-routes.ts";
import type { DeskSimulator, SimulatorOptions } from "../../simulator-kit/desk-simulator.ts";
import { createPage } from "../../simulator-kit/page.ts";
import { serveOnLoopback, type SimulatorEnv } from "../../simulator-kit/serve.ts";
import { createApi } from "./api.ts";
import { copyWebhooks, registerByHand } from "./api-webhooks.ts";
import { priorities, statuses } from "./lists.ts";
import type { Quirks } from "./quirks.ts";
import { createAuth, identity } from "./sign-in.ts";
import { createState, type SimulatorState } from "./state.ts";
import { createTechnician, viewTickets } from "./technician.ts";
import { createAnnounce } from "./webhooks.ts";

const webhookSecret = "demo-halo-webhook-secret-58";
const signatureHeader = "X-Interdesk-Signature";

/** The handle of every desk, and what only this vendor does. */
export interface HaloSimulator extends DeskSimulator {
  setQuirks(quirks: Partial<Quirks>): void;
  /** Ends every token that was given, as a restart of the vendor does. */
  expireTokens(): void;
  /** A picture that somebody pasted, as the vendor keeps it. */
  addImage(key: string, bytes: Uint8Array): void;
  tokensGiven(): number;
  /** Makes each webhook a second time, with its events, as two hubs at once would. */
  copyWebhooks(): void;
  /** What is stored of webhooks and their events. */
  webhooks(): readonly { url: string; active: boolean; events: readonly number[] }[];
}

/** HaloPSA's REST API, sign-in, webhooks and a technician's page, over real HTTP on the loopback address. */
export async function startHaloSimulator(options: SimulatorOptions = {}): Promise<HaloSimulator> {
  const state = createState(options.clock ?? (() => new Date()), options.customers);
  const caller = createCaller(state.faults);
  // How long the vendor waits between attempts is not known.
  const announce = createAnnounce(state, caller, options.webhookRetryMs ?? 30_000);
  const handle = createHandle(state, announce);
  let url = "";
  const app = new Hono<SimulatorEnv>();
  app.route("/control", createControlRoutes(handle, state.faults));
  app.post("/control/quirks", async (context) => {
    handle.setQuirks((await context.req.json()) as Partial<Quirks>);
    return context.json(state.quirks);
  });
  app.route("/auth", createAuth(state));
  const api = createApi(state, announce, () => url);
  app.mount("/api", (request, env) => api.fetch(request, env), { replaceRequest: false });
  app.route("/", createPage(handle, pageLists()));
  const served = await serveOnLoopback(app, options.port ?? 0, () => new Response(null, { status: 500 }));
  url = served.url;
  return {
    ...served,
    ...handle,
    settings: {
      // This instance counts no calls, so that tests need not wait for their turn.
      callsPerFiveMinutes: 1_000_000,
      baseUrl: url,
      clientId: identity.clientId,
      markerField: "CFInterdeskMarker",
      internalOutcomeId: 7,
      publicOutcomeId: 60,
    },
    secrets: { clientSecret: identity.clientSecret, webhookSecret },
    clients: state.clients.filter(({ id }) => id > 1).map(({ id, name }) => ({ ref: String(id), name })),
    registerWebhooks: async (hookUrl) => registerByHand(state, hookUrl, webhookSecret, signatureHeader),
    settled: () => caller.settled(),
  };
}

function createHandle(state: SimulatorState, announce: ReturnType<typeof createAnnounce>) {
  return {
    technician: createTechnician(state, announce),
    tickets: () => viewTickets(state),
    ledger: () => state.ledger,
    shownAt: (id: string) => state.shown.get(Number(id)) ?? [],
    calls: () => Object.fromEntries(state.calls),
    switchedOff: () => state.switchedOff,
    setFaults: (faults: Parameters<DeskSimulator["setFaults"]>[0]) => void Object.assign(state.faults, faults),
    setQuirks: (quirks: Partial<Quirks>) => void Object.assign(state.quirks, quirks),
    expireTokens: () => state.tokens.clear(),
    addImage: (key: string, bytes: Uint8Array) => void state.images.set(key, bytes),
    tokensGiven: () => state.tokensGiven,
    copyWebhooks: () => copyWebhooks(state),
    webhooks: () =>
      state.webhooks.map((hook) => ({
        url: String(hook["url"]),
        active: hook["active"] === true && hook["disabled"] !== true,
        events: state.notifications.filter((row) => row["webhook_id"] === hook.id).map((row) => Number(row["eventno"])),
      })),
  };
}

function pageLists() {
  return {
    title: "HaloPSA simulator",
    statuses: statuses.filter(({ type }) => type === 0).map(({ name }) => name),
    priorities: priorities.filter(({ slaid }) => slaid === 1).map(({ name }) => name),
    people: ["ann.keller@northwind.example", "bob.ruiz@northwind.example"],
  };
}
