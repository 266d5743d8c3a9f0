import { Hono } from "hono";
import { createCaller } from "../../simulator-kit/callouts.ts";
import { createControlRoutes } from "../../simulator-kit/control-routes.ts";
import type { DeskSimulator, SimulatorOptions } from "../../simulator-kit/desk-simulator.ts";
import { createPage } from "../../simulator-kit/page.ts";
import { serveOnLoopback, type SimulatorEnv } from "../../simulator-kit/serve.ts";
import { createApi } from "./api.ts";
import { type BackOffice, createBackOffice } from "./back-office.ts";
import { ticketPicklists } from "./picklists.ts";
import { registerByHand } from "./register-webhooks.ts";
import { createState, type Identity, rowsOf } from "./state.ts";
import { createTechnician, viewTickets } from "./technician.ts";
import { createTimeRoutes } from "./time-entries.ts";
import { createAnnounce } from "./webhooks.ts";

const identity: Identity = {
  user: "interdesk-api@northwind.example",
  secret: "simulator-secret-7Qx2",
  integrationCode: "SIMULATORTRACKINGIDENTIFIER",
};
/** This database allows so many calls, so that tests need not wait for their turn. */
const hourlyQuota = 10_000_000;
const webhookSecret = "demo-webhook-secret-41";

export type AutotaskSimulator = DeskSimulator & BackOffice;

/** The vendor's REST API, web hooks and a technician's page, over real HTTP on the loopback address. */
export async function startAutotaskSimulator(options: SimulatorOptions = {}): Promise<AutotaskSimulator> {
  const state = createState(identity, options.clock ?? (() => new Date()), options.customers);
  const caller = createCaller(state.faults);
  // The vendor waits 30,000 ms.
  const announce = createAnnounce(state, caller, options.webhookRetryMs ?? 30_000);
  const handle = {
    technician: createTechnician(state, announce),
    tickets: () => viewTickets(state),
    ledger: () => state.ledger,
    calls: () => Object.fromEntries(state.calls),
    switchedOff: () => state.switchedOff,
    setFaults: (faults: Parameters<DeskSimulator["setFaults"]>[0]) => void Object.assign(state.faults, faults),
  };
  let url = "";
  const app = new Hono<SimulatorEnv>();
  app.route("/control", createTimeRoutes(state));
  app.route("/control", createControlRoutes(handle, state.faults));
  app.route(
    "/ATServicesRest/V1.0",
    createApi(state, announce, () => url),
  );
  app.route("/", createPage(handle, pageLists()));
  const served = await serveOnLoopback(app, options.port ?? 0, () =>
    Response.json({ errors: ["An unexpected error has occurred."] }, { status: 500 }),
  );
  url = served.url;
  return {
    ...served,
    ...handle,
    ...createBackOffice(state),
    settings: { userName: identity.user, zoneDiscoveryUrl: `${url}/ATServicesRest/`, hourlyQuota },
    secrets: { secret: identity.secret, integrationCode: identity.integrationCode, webhookSecret },
    clients: rowsOf(state, "Companies")
      .filter(({ id }) => id !== 0)
      .map((row) => ({ ref: String(row.id), name: String(row["companyName"]) })),
    registerWebhooks: async (hookUrl) => registerByHand(state, hookUrl, webhookSecret),
    settled: () => caller.settled(),
  };
}

function pageLists() {
  const labels = (list: string) =>
    (ticketPicklists[list] ?? []).filter(({ isActive }) => isActive).map(({ label }) => label);
  return {
    title: "Autotask simulator",
    statuses: labels("status"),
    priorities: labels("priority"),
    people: ["ann.keller@northwind.example", "bob.ruiz@northwind.example"],
  };
}
