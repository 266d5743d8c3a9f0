import ipaddr from "ipaddr.js";

/** Addresses and ranges, parsed once. */
export interface AddressList {
  /** Whether an address is one of them, or lies in a range; what is no address is nowhere. */
  holds(address: string): boolean;
}

/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isAddressOrRange(entry: string): boolean {
  return ipaddr.isValidCIDR(entry) || ipaddr.IPv6.isValid(entry) || ipaddr.IPv4.isValidFourPartDecimal(entry);
}

/** @param entries each as {@link isAddressOrRange} takes it; an IPv4 address in IPv6's form is the IPv4 address */
export function parseAddressList(entries: readonly string[]): AddressList {
  const ranges = entries.map((entry) => {
    if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
    const address = ipaddr.process(entry);
    return [address, address.kind() === "ipv4" ? 32 : 128] as const;
  });
  return {
    holds(address) {
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
    },
  };
}

/**
 * Where a request comes from: its socket's address. Behind a proxy that the operator trusts, it is what that proxy says, and so
 * on from the right; what stands further left anybody may have written.
 *
 * @param forwardedFor the header `X-Forwarded-For`, all of its lines joined by commas
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-For
 */
export function findSender(peer: string, forwardedFor: string | undefined, proxies: AddressList): string {
  const said = (forwardedFor ?? "").split(",").map((part) => part.trim());
  let sender = peer;
  while (proxies.holds(sender)) {
    const before = said.pop();
    if (before === undefined || before === "") break;
    sender = before;
  }
  return sender;
}
