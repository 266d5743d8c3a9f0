import type { Socket } from "node:net";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import { createGuardedConnector, parseAllowedPrivate } from "./address-guard.ts";
import { classifyFailure } from "./classify-failure.ts";

/**
 * Opens a plain TCP connection to a host that may be called: public, or allowed by the operator; the address is checked as it
 * is used. Whoever asks for it ends it, and makes TLS of it where the protocol wants that.
 *
 * @returns `blocked` for an address that is not permitted, `unavailable` where none came about
 */
export type Dial = (host: string, port: number) => Promise<Result<Socket, ConnectorError>>;

/** For name and connection; ms. */
const defaultConnectMs = 5_000;

/** @param allowedPrivate as in `outbound.allowedPrivate` */
export function createDial(allowedPrivate: readonly string[], connectMs = defaultConnectMs): Dial {
  const connect = createGuardedConnector(parseAllowedPrivate(allowedPrivate), connectMs);
  return (host, port) =>
    new Promise((resolve) => {
      connect({ hostname: host, port: String(port), protocol: "http:" }, (error, socket) => {
        if (socket) return resolve(succeed(socket));
        resolve(fail(classifyFailure(error ?? new Error("no connection"), true, String)));
      });
    });
}
