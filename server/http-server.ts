import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Senders that come at one instant wait here until they are accepted; the system may allow fewer (`net.core.somaxconn`).
 * With Node's own 511 the others' first packets are dropped in a storm, and are sent again after 1, 3, 7, 15 and 31 seconds.
 */
const backlog = 8_192;

/** The one listener. Its limits end slow and idle clients. @see OWASP ASVS 5.0, 4.2 */
export async function startHttpServer(app: Hono, options: { host: string; port: number }): Promise<RunningServer> {
  const serverOptions = {
    headersTimeout: 10_000,
    // With the interval below, a sender that never ends is closed after 30 s at most.
    requestTimeout: 25_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 5_000,
  };
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server;
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
    server.listen({ host: options.host, port: options.port, backlog }, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, close: () => closeServer(server) });
    });
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
