import { lookup as dnsLookup } from "node:dns";
import net from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import type { ConnectorError } from "../../core/ports/connector-error.ts";

/** The address is one that connectors may not call. One text for all reasons: it tells nothing of the network inside. */
export class BlockedAddress extends Error {
  constructor() {
    super("The address is not public. An operator can allow it under outbound.allowedPrivate.");
  }
}

/** No connection came about: not a byte of the request has left us. The `cause` says why. */
export class NotConnected extends Error {
  constructor(cause: Error) {
    super("no connection", { cause });
  }
}

/** Azure's platform address, public by its number only. @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const extraBlocked = new Set(["168.63.129.16"]);

/** What the operator allows beside the public network. */
export interface AllowedPrivate {
  permits(ip: string, port: number): boolean;
  /** Whether this very host and port was named; a name then stands for whatever it resolves to. */
  names(host: string, port: number): boolean;
}

/**
 * Reads `10.0.0.0/8` (a range, every port) and `psa.example.lan:8443` or `[::1]:8443` (one port of one host).
 *
 * @throws Error naming the entry that is neither
 */
export function parseAllowedPrivate(entries: readonly string[]): AllowedPrivate {
  const ranges = entries.filter((entry) => ipaddr.isValidCIDR(entry)).map((entry) => ipaddr.parseCIDR(entry));
  const sockets = new Set(entries.filter((entry) => !ipaddr.isValidCIDR(entry)).map(parseSocket));
  const names = (host: string, port: number) => sockets.has(socketKey(host, port));
  return {
    names,
    permits(ip, port) {
      const parsed = ipaddr.process(ip);
      return (
        names(parsed.toString(), port) ||
        ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
      );
    },
  };
}

function parseSocket(entry: string): string {
  const [, host, port] = /^([\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i.exec(entry) ?? [];
  if (host === undefined)
    throw new Error(
      `outbound.allowedPrivate: "${entry}" is neither a range such as 10.0.0.0/8 nor a host and port such as 127.0.0.1:8443`,
    );
  return socketKey(host, Number(port));
}

function socketKey(host: string, port: number): string {
  return `${stripBrackets(host).toLowerCase()} ${port}`;
}

function stripBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

/** Whether an address may be called: public unicast, or allowed by the operator. */
export function isPermitted(ip: string, port: number, allowed: AllowedPrivate): boolean {
  if (!ipaddr.isValid(ip)) return false;
  if (allowed.permits(ip, port)) return true;
  const parsed = ipaddr.process(ip);
  if (extraBlocked.has(parsed.toString())) return false;
  // ::/96 holds IPv4 addresses in a form that the library takes for unicast.
  if (parsed.kind() === "ipv6" && parsed.match(ipaddr.parse("::"), 96)) return false;
  return parsed.range() === "unicast";
}

/** What is wrong with a URL before anything is looked up: https, or http where host and port were named; no credentials in it. */
export function refuseUrl(url: string, allowed: AllowedPrivate): ConnectorError | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) return { kind: "blocked", detail: "The address is not a URL." };
  if (parsed.username || parsed.password)
    return { kind: "blocked", detail: "The address holds credentials; enter them in their own fields." };
  const named = allowed.names(parsed.hostname, Number(parsed.port || 80));
  if (parsed.protocol === "https:" || (parsed.protocol === "http:" && named)) return undefined;
  return { kind: "blocked", detail: "The address must begin with https://." };
}

/**
 * What is wrong with an address that somebody enters, as far as it tells without looking up its name.
 *
 * @param allowedPrivate as in `outbound.allowedPrivate`
 * @returns in words; undefined = it may be called, unless its name leads where nobody may call
 */
export function refuseAddress(url: string, allowedPrivate: readonly string[]): string | undefined {
  const allowed = parseAllowedPrivate(allowedPrivate);
  const refused = refuseUrl(url, allowed);
  if (refused) return refused.detail;
  const { hostname, port, protocol } = new URL(url);
  const host = stripBrackets(hostname);
  const at = Number(port || (protocol === "https:" ? 443 : 80));
  if (net.isIP(host) === 0 || allowed.names(host, at) || isPermitted(host, at, allowed)) return undefined;
  return new BlockedAddress().message;
}

/** Timers of a busy process run a little late. */
const lateMs = 1_000;

/**
 * Checks at connect time the very address that is then used, so that a name cannot change its mind in between.
 *
 * @param connectMs for name, connection and TLS together
 * @param lookup asks the system's resolver; replaced in tests only
 */
export function createGuardedConnector(
  allowed: AllowedPrivate,
  connectMs: number,
  lookup: typeof dnsLookup = dnsLookup,
): buildConnector.connector {
  return (options, callback) => {
    const host = stripBrackets(options.hostname);
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const permits = (ip: string) => allowed.names(host, port) || isPermitted(ip, port, allowed);
    if (net.isIP(host) && !permits(host)) return callback(new NotConnected(new BlockedAddress()), null);
    const connector = buildConnector({
      timeout: connectMs,
      lookup: (name, lookupOptions, done) => {
        lookup(name, { ...lookupOptions, all: true }, (error, addresses) => {
          if (error) return done(error, "", 4);
          const [first] = addresses;
          if (!first || addresses.some(({ address }) => !permits(address))) return done(new BlockedAddress(), "", 4);
          return lookupOptions.all ? done(null, addresses) : done(null, first.address, first.family);
        });
      },
    });
    const startedAt = performance.now();
    return connector(options, (error, socket) => {
      if (error) return callback(new NotConnected(error), null);
      if (performance.now() - startedAt <= connectMs + lateMs) return callback(null, socket);
      // A process that was paused learns of the connection before its timers run: what waits to be sent is too old.
      socket.destroy();
      return callback(new NotConnected(new Error("The connection came about too late.")), null);
    });
  };
}
