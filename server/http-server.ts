import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** The one listener. Its limits end slow and idle clients. @see OWASP ASVS 5.0, 4.2 */
export async function startHttpServer(app: Hono, options: { host: string; port: number }): Promise<RunningServer> {
  const serverOptions = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 5_000,
  };
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: options.host, port: options.port, serverOptions },
      ({ port }) => {
        resolve({ port, close: () => closeServer(server as Server) });
      },
    ) as Server;
    server.maxHeadersCount = 100;
    server.on("error", (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === "EADDRINUSE"
          ? new Error(
              `Port ${options.port} on ${options.host} is taken. Stop the other program, or set INTERDESK_PORT.`,
            )
          : cause,
      ),
    );
  });
}

/** A sender that has much to say keeps its connection busy: it is closed between two requests, which come again elsewhere. */
const closeIdleEveryMs = 50;

/** Requests under way are answered; connections that only wait are closed. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const closing = setInterval(() => server.closeIdleConnections(), closeIdleEveryMs);
    server.close(() => {
      clearInterval(closing);
      resolve();
    });
    server.closeIdleConnections();
  });
}
