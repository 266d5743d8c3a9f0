import assert from "node:assert/strict";
import type { lookup as dnsLookup } from "node:dns";
import { describe, it } from "node:test";
import { serveSockets } from "../../test/support/loopback.ts";
import {
  BlockedAddress,
  createGuardedConnector,
  isPermitted,
  NotConnected,
  parseAllowedPrivate,
} from "./address-guard.ts";

const nothing = parseAllowedPrivate([]);

/** Answers each question with the next of these lists; the last one stays. */
function resolver(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  const answer = (_name: string, _options: object, done: (error: null, addresses: object[]) => void) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  // The guard always asks for all addresses, the one form that is answered here.
  return { lookup: answer as unknown as typeof dnsLookup, asked: () => asked };
}

/** What came of connecting to a name: the error, or the address that was connected to. */
function connect(lookup: typeof dnsLookup, port: number, allowed: readonly string[] = []): Promise<Error | string> {
  const connector = createGuardedConnector(parseAllowedPrivate(allowed), 500, lookup);
  return new Promise((resolve) =>
    connector(
      { hostname: "psa.example", host: `psa.example:${port}`, protocol: "http:", port: String(port) },
      (error, socket) => {
        const told = error ?? socket?.remoteAddress ?? "";
        socket?.destroy();
        resolve(told);
      },
    ),
  );
}
const isBlocked = (told: Error | string) => told instanceof NotConnected && told.cause instanceof BlockedAddress;

describe("names that resolve to addresses inside", () => {
  it("are refused when any address is not public, in whatever order", async () => {
    const canary = await serveSockets(() => {});
    const port = Number(canary.address.split(":")[1]);
    for (const answer of [
      ["127.0.0.1"],
      ["93.184.215.14", "127.0.0.1"],
      ["127.0.0.1", "93.184.215.14"],
      ["::1"],
      ["::ffff:127.0.0.1"],
      ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "fd00::1"],
      [],
    ]) {
      assert.equal(isBlocked(await connect(resolver(answer).lookup, port)), true, answer.join(" "));
    }
    assert.equal(canary.connections(), 0);
    canary.close();
  });

  it("cannot change between check and connection: one question, and its answer is used", async () => {
    const canary = await serveSockets(() => {});
    const port = Number(canary.address.split(":")[1]);
    const changing = resolver(["127.0.0.1"], ["169.254.169.254"]);
    assert.equal(await connect(changing.lookup, port, [canary.address]), "127.0.0.1");
    assert.equal(changing.asked(), 1);
    assert.equal(isBlocked(await connect(changing.lookup, port, [canary.address])), true);
    canary.close();
  });

  it("are allowed where the operator named host and port, and on no other port", async () => {
    const canary = await serveSockets(() => {});
    const port = Number(canary.address.split(":")[1]);
    const inside = resolver(["127.0.0.1"]).lookup;
    assert.equal(await connect(inside, port, [`PSA.example:${port}`]), "127.0.0.1");
    assert.equal(isBlocked(await connect(inside, port, [`psa.example:${port + 1}`])), true);
    assert.equal(isBlocked(await connect(inside, port, [`other.example:${port}`])), true);
    canary.close();
  });
});

describe("addresses", () => {
  const cases: readonly [string, boolean][] = [
    ["93.184.215.14", true],
    ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", true],
    ["9.255.255.255", true],
    ["10.0.0.0", false],
    ["11.0.0.0", true],
    ["172.15.255.255", true],
    ["172.16.0.0", false],
    ["172.31.255.255", false],
    ["172.32.0.0", true],
    ["100.63.255.255", true],
    ["100.64.0.0", false],
    ["100.127.255.255", false],
    ["100.128.0.0", true],
    ["168.63.129.15", true],
    ["168.63.129.16", false],
    ["::ffff:168.63.129.16", false],
    ["::7f00:1", false],
    ["::5db8:d70e", false],
    ["64:ff9b::a9fe:a9fe", false],
    ["2002:a00:1::", false],
    ["2001::1", false],
    ["fe80::1%eth0", false],
    ["not an address", false],
  ];
  for (const [ip, permitted] of cases) {
    it(`${ip} is ${permitted ? "" : "not "}called`, () => assert.equal(isPermitted(ip, 443, nothing), permitted));
  }
  it("are allowed by range or by host and port", () => {
    const allowed = parseAllowedPrivate(["10.1.0.0/16", "fd12::/16", "127.0.0.1:8443", "[::1]:8443"]);
    assert.deepEqual(
      (
        [
          ["10.1.255.255", 1],
          ["10.2.0.0", 1],
          ["fd12::9", 1],
          ["fd13::9", 1],
          ["127.0.0.1", 8443],
          ["127.0.0.1", 8444],
          ["::ffff:127.0.0.1", 8443],
          ["::1", 8443],
          ["::1", 443],
        ] as const
      ).map(([ip, port]) => isPermitted(ip, port, allowed)),
      [true, false, true, false, true, false, true, true, false],
    );
  });
  for (const entry of ["10.0.0.1", "10.0.0.0/33", "http://a:1", "a:b", "*:443", ""]) {
    it(`"${entry}" is not a range nor host and port, and is named`, () =>
      assert.throws(
        () => parseAllowedPrivate([entry]),
        (error: Error) => error.message.includes(`"${entry}"`),
      ));
  }
});
