import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** Ends the connection without a word, after the effect. */
export class DroppedAnswer extends Error {}

export type SimulatorEnv = { Bindings: { outgoing: { destroy(): void } } };

/** Serves an application on the loopback address; a thrown {@link DroppedAnswer} cuts the connection. */
export function serveOnLoopback(
  app: Hono<SimulatorEnv>,
  port: number,
  onError: (error: Error) => Response,
): Promise<{ url: string; address: string; close(): Promise<void> }> {
  app.onError((error, context) => {
    if (!(error instanceof DroppedAnswer)) return onError(error);
    context.env.outgoing.destroy();
    return context.body(null);
  });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, ({ port: bound }) => {
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          (server as Server).closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${bound}`, address: `127.0.0.1:${bound}`, close });
    });
    server.on("error", reject);
  });
}
