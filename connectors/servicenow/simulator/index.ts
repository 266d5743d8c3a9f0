import { Hono } from "hono";
import { createCaller } from "../../simulator-kit/callouts.ts";
import { createControlRoutes } from "../../simulator-kit/control-routes.ts";
import type { DeskSimulator, SimulatedFile, SimulatorOptions } from "../../simulator-kit/desk-simulator.ts";
import { createPage } from "../../simulator-kit/page.ts";
import { serveOnLoopback, type SimulatorEnv } from "../../simulator-kit/serve.ts";
import { createApi } from "./api.ts";
import { storeFile } from "./api-attachments.ts";
import { addToken } from "./api-sign-in.ts";
import { labelOf, listChoices } from "./choices.ts";
import { clients, seed, seedChoices } from "./seed.ts";
import { actors, createState, type Identity, type Row, rowsOf } from "./state.ts";
import { createTechnician } from "./technician.ts";
import { createTicket } from "./tickets.ts";
import type { Toggles } from "./toggles.ts";
import { viewTickets } from "./view-tickets.ts";
import { createAnnounce } from "./webhooks.ts";

export type { Toggles } from "./toggles.ts";

const identity: Identity = {
  userName: "svc_interdesk",
  password: "simulator-password-9Kd4",
  clientId: "8f2d6c0a9b7e4f11a3c5d7e90b1f2a34",
  clientSecret: "simulator-client-secret-7Qx2",
  apiKey: "simulator-api-key-3Wn8",
  webhookSecret: "demo-webhook-secret-41",
};

/** What only this vendor's simulator can do, beside the handle that all share. */
export interface ServiceNowSimulator extends DeskSimulator {
  setToggles(toggles: Partial<Toggles>): void;
  /** Ends the transactions of deletions that were held. */
  commit(): void;
  /** Moves the instance's clock; ms. */
  moveClock(ms: number): void;
  /** Ends the access token that is out, as an administrator can. */
  revokeToken(): void;
  /** So many incidents of the first client, all of one second, as a bulk import makes them; their `sys_id`s. */
  bulkCreate(count: number): readonly string[];
  /** A picture that a technician pasted into an entry, as the instance keeps it; its `sys_id`. */
  pasteImage(ticketId: string, file: SimulatedFile): string;
  /** One user's columns, as an administrator sets them. */
  setUser(userName: string, fields: Readonly<Row>): void;
}

/** The vendor's REST API, business rules and a technician's page, over real HTTP on the loopback address. */
export async function startServiceNowSimulator(options: SimulatorOptions = {}): Promise<ServiceNowSimulator> {
  const state = createState(identity, options.clock ?? (() => new Date()));
  seed(state);
  const caller = createCaller(state.faults);
  const announce = createAnnounce(state, caller);
  let url = "";
  const handle = {
    technician: createTechnician(state, announce, () => url),
    tickets: () => viewTickets(state),
    ledger: () => state.ledger,
    calls: () => Object.fromEntries(state.calls),
    setFaults: (faults: Parameters<DeskSimulator["setFaults"]>[0]) => void Object.assign(state.faults, faults),
  };
  const app = new Hono<SimulatorEnv>();
  app.route("/control", createControlRoutes(handle, state.faults));
  addToken(app, state);
  const api = createApi(state, announce, () => url);
  app.route("/api/now/v2", api);
  app.route("/api/now", api);
  app.route("/", createPage(handle, pageLists(state.toggles)));
  const served = await serveOnLoopback(app, options.port ?? 0, (error) =>
    Response.json({ error: { message: error.message, detail: null }, status: "failure" }, { status: 500 }),
  );
  url = served.url;
  return {
    ...served,
    ...handle,
    settings: {
      instanceUrl: url,
      userName: identity.userName,
      clientId: identity.clientId,
      // No rate rule, so that tests need not wait for their turn.
      callsPerHour: 10_000_000,
    },
    secrets: { clientSecret: identity.clientSecret, webhookSecret: identity.webhookSecret },
    clients,
    registerWebhooks: async (hookUrl) => void (state.hookUrl = hookUrl),
    settled: () => caller.settled(),
    setToggles(toggles) {
      Object.assign(state.toggles, toggles);
      seedChoices(state);
    },
    commit: () => {
      for (const end of state.held.splice(0)) end();
    },
    moveClock: (ms) => void (state.clockOffsetMs += ms),
    revokeToken: () => void (state.token = null),
    bulkCreate: (count) =>
      Array.from({ length: count }, (_, index) => {
        const body = { short_description: `Imported ${index + 1}`, company: clients[0].ref };
        return createTicket(state, body, { userName: "import", by: "system", mayClose: true })["sys_id"] ?? "";
      }),
    pasteImage(ticketId, file) {
      const row = storeFile(state, ticketId, file, actors.ann, url);
      row["table_name"] = "ZZ_YYincident";
      return row["sys_id"] ?? "";
    },
    setUser(userName, fields) {
      const row = rowsOf(state, "sys_user").find((user) => user["user_name"] === userName);
      if (row) Object.assign(row, fields);
    },
  };
}

function pageLists(toggles: Toggles) {
  const labels = (element: string) =>
    [...new Set(listChoices(toggles).filter((choice) => choice.element === element && choice.name !== "task"))].map(
      ({ value }) => labelOf(toggles, element, value),
    );
  const held = labels("hold_reason").map((reason) => `On Hold (${reason})`);
  return {
    title: "ServiceNow simulator",
    statuses: labels("state").flatMap((label) => (label === "On Hold" ? held : [label])),
    priorities: ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"],
    people: ["ann.keller@northwind.example", "bob.ruiz@northwind.example"],
  };
}
