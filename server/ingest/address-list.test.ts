import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findSender, isAddressOrRange, parseAddressList } from "./address-list.ts";

describe("a list of addresses", () => {
  const cases: readonly [entry: string, address: string, holds: boolean][] = [
    ["192.0.2.7", "192.0.2.7", true],
    ["192.0.2.7", "192.0.2.6", false],
    ["192.0.2.7", "192.0.2.8", false],
    ["192.0.2.7", "::ffff:192.0.2.7", true],
    ["192.0.2.128/25", "192.0.2.128", true],
    ["192.0.2.128/25", "192.0.2.127", false],
    ["192.0.2.128/25", "192.0.2.255", true],
    ["192.0.2.128/25", "192.0.3.0", false],
    ["2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true],
    ["2001:db8::/32", "2001:db9::", false],
    ["2001:db8::/32", "192.0.2.7", false],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["192.0.2.7", "", false],
    ["192.0.2.7", "192.0.2.7.example", false],
  ];
  for (const [entry, address, holds] of cases)
    it(`${entry} ${holds ? "holds" : "does not hold"} "${address}"`, () => {
      assert.equal(parseAddressList([entry]).holds(address), holds);
    });

  it("takes addresses and ranges, and nothing else", () => {
    for (const entry of ["192.0.2.7", "192.0.2.0/24", "2001:db8::1", "::/0"])
      assert.equal(isAddressOrRange(entry), true, entry);
    for (const entry of ["", "192.0.2", "192.0.2.7/33", "example.com", "192.0.2.7:80", "1", "*"])
      assert.equal(isAddressOrRange(entry), false, entry);
  });
});

describe("where a request comes from", () => {
  const proxies = parseAddressList(["10.0.0.0/8"]);
  const cases: readonly [what: string, peer: string, header: string | undefined, sender: string][] = [
    ["no proxy, no header", "192.0.2.7", undefined, "192.0.2.7"],
    ["no proxy that is trusted, whatever the header says", "192.0.2.7", "198.51.100.1", "192.0.2.7"],
    ["a trusted proxy", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a trusted proxy in IPv6's form", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a claim that the proxy has passed on", "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"],
    ["two trusted proxies", "10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["a trusted proxy that says nothing", "10.0.0.1", undefined, "10.0.0.1"],
    ["a trusted proxy that says nonsense", "10.0.0.1", "unknown", "unknown"],
  ];
  for (const [what, peer, header, sender] of cases)
    it(`${what}: ${sender}`, () => {
      assert.equal(findSender(peer, header, proxies), sender);
    });
});
