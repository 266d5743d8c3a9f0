import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A server on this machine, for one test. */
export interface Loopback {
  /** `127.0.0.1:<port>` */
  address: string;
  /** Connections so far, answered or not. */
  connections(): number;
  close(): void;
}

export function serveHttp(listener: RequestListener): Promise<Loopback> {
  return listen(createServer(listener));
}

export function serveHttps(certificate: { cert: string; key: string }, listener: RequestListener): Promise<Loopback> {
  return listen(createSecureServer(certificate, listener));
}

/** Bare TCP, for answers that no HTTP server would give. */
export function serveSockets(listener: (socket: Socket) => void): Promise<Loopback> {
  return listen(createSocketServer(listener));
}

async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    connections: () => connections,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
