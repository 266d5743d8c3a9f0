import { lookup as dnsLookup } from "node:dns";
import net from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";

/** The address is one that connectors may not call. One text for all reasons: it tells nothing of the network inside. */
export class BlockedAddress extends Error {
  constructor() {
    super("The address is not public. An operator can allow it under outbound.allowedPrivate.");
  }
}

/** Azure's platform address, public by its number only. @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const extraBlocked = new Set(["168.63.129.16"]);

/** `10.0.0.0/8` allows a range on every port, `127.0.0.1:8443` one port of one address. */
export interface AllowedPrivate {
  permits(ip: string, port: number): boolean;
}

export function parseAllowedPrivate(entries: readonly string[]): AllowedPrivate {
  const ranges = entries.filter((entry) => entry.includes("/")).map((entry) => ipaddr.parseCIDR(entry));
  const sockets = new Set(entries.filter((entry) => !entry.includes("/")));
  return {
    permits(ip, port) {
      const parsed = ipaddr.process(ip);
      if (sockets.has(`${parsed.toString()}:${port}`)) return true;
      return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
    },
  };
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

/** Checks at connect time the very address that is then used, so that a name cannot change its mind in between. */
export function createGuardedConnector(allowed: AllowedPrivate, connectMs: number): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    if (net.isIP(host) && !isPermitted(host, port, allowed)) return callback(new BlockedAddress(), null);
    const connector = buildConnector({
      timeout: connectMs,
      lookup: (name, lookupOptions, done) => {
        dnsLookup(name, { ...lookupOptions, all: true }, (error, addresses) => {
          if (error) return done(error, "", 4);
          const [first] = addresses;
          if (!first || addresses.some(({ address }) => !isPermitted(address, port, allowed)))
            return done(new BlockedAddress(), "", 4);
          return lookupOptions.all ? done(null, addresses) : done(null, first.address, first.family);
        });
      },
    });
    return connector(options, callback);
  };
}
