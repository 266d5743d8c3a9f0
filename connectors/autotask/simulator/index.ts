import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createApi } from "./api.ts";
import { type Control, createControl, createControlRoutes } from "./control.ts";
import { createPage } from "./page.ts";
import { DroppedAnswer } from "./read-body.ts";
import { createState, type Identity } from "./state.ts";
import { createCaller } from "./webhooks.ts";

export interface AutotaskSimulator {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `127.0.0.1:<port>`, to be allowed as a private address. */
  address: string;
  identity: Identity;
  control: Control;
  /** Resolves when no callout is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  port?: number;
  clock?: () => Date;
  /** Wait between attempts of a callout; the vendor waits 30,000 ms. */
  webhookRetryMs?: number;
}

const identity: Identity = {
  user: "interdesk-api@northwind.example",
  secret: "simulator-secret-7Qx2",
  integrationCode: "SIMULATORTRACKINGIDENTIFIER",
};

/** The vendor's REST API, web hooks and a technician's page, over real HTTP on the loopback address. */
export async function startAutotaskSimulator(options: SimulatorOptions = {}): Promise<AutotaskSimulator> {
  const state = createState(identity, options.clock ?? (() => new Date()));
  const caller = createCaller(state, options.webhookRetryMs ?? 30_000);
  const control = createControl(state, caller);
  let url = "";
  const app = new Hono<{ Bindings: { outgoing: { destroy(): void } } }>();
  app.route("/control", createControlRoutes(state, control));
  const api = createApi(state, caller, () => url);
  app.route("/ATServicesRest/V1.0", api);
  app.route("/", createPage(control));
  app.onError((error, context) => {
    if (error instanceof DroppedAnswer) {
      context.env.outgoing.destroy();
      return context.body(null);
    }
    return context.json({ errors: ["An unexpected error has occurred."] }, 500);
  });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: options.port ?? 0 }, ({ port }) => {
      url = `http://127.0.0.1:${port}`;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          (server as Server).closeAllConnections();
        });
      resolve({ url, address: `127.0.0.1:${port}`, identity, control, settled: () => caller.settled(), close });
    });
    server.on("error", reject);
  });
}
