import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { InboundRequest } from "../../connectors/contract.ts";
import { describeManifest } from "./cases/manifest.ts";
import { describeParsing } from "./cases/monitor-parsing.ts";
import { assertSetupTexts } from "./cases/texts.ts";
import {
  type MonitorContractOptions,
  type MonitorSignature,
  openInbound,
  requestOf,
  type Secrets,
  usualNow,
} from "./monitor-world.ts";
import { alterSecret, createTold, type Told } from "./secrets.ts";

/** What every monitoring tool's connector promises: who may deliver, and what a delivery says. It calls nobody. */
export function describeMonitorContract(options: MonitorContractOptions): void {
  const { manifest } = options.connector;
  const told = createTold();
  describe(`the contract of ${manifest.name}`, () => {
    describeManifest(manifest);
    it("names what it has an admin paste as its steps do", () => assertSetupTexts(buildSetup(options), manifest));
    it("takes deliveries, and is no desk", () => {
      assert.equal(manifest.kind, "monitor");
      assert.ok(manifest.capabilities.some((one) => one === "webhook" || one === "poll"));
      assert.ok(manifest.monitor, "it does not say how far its clears can be relied upon");
      assert.ok(openInbound(options, told, [options.secrets ?? options.signatures[0]?.secrets ?? {}]));
    });
    describe("who may deliver", () => {
      describeAddress(options, told);
      for (const signature of options.signatures)
        describe(`by ${signature.name}`, () => describeVerifying(options, told, signature));
    });
    describe("what a delivery says", () => describeParsing(options, told));
    it("tells no secret in any verdict or problem", () => {
      assert.ok(told.lines().length >= 10, `${told.lines().length} lines were heard`);
      told.assertNoSecret();
    });
  });
}

function buildSetup({ connector, settings = {}, secrets, signatures }: MonitorContractOptions) {
  const given = { settings, secrets: secrets ?? signatures[0]?.secrets ?? {} };
  const addresses = { hookUrl: "https://hub.example/hooks/a/b", mailAddress: "a@hub.example" };
  return connector.buildSetup?.({ ...given, ...addresses }) ?? [];
}

/** Its 256 random bits are all that a connection without a secret has. */
function describeAddress(options: MonitorContractOptions, told: Told): void {
  const { secrets, capabilities } = options.connector.manifest;
  if (!capabilities.includes("webhook")) {
    it("lets nobody deliver: it asks, at a pace of its own", () => {
      assert.ok((options.connector.pollEveryMs(options.settings ?? {}) ?? 0) >= 10_000);
      assert.equal(typeof openInbound(options, told, [options.secrets ?? {}]).poll, "function");
    });
    return;
  }
  if (options.signatures.length === 0)
    it("asks for no secret of the sender, since no way to send one is known", () => {
      const ofSender = Object.keys(secrets.shape).filter((key) => !key.startsWith("api"));
      assert.deepEqual(ofSender, []);
    });
  if (secrets.safeParse({}).success)
    it("lets in by the address alone where no secret is set", () => {
      for (const { body, headers } of options.recordings)
        assert.deepEqual(openInbound(options, told, [{}]).verify(requestOf(options, body, headers)), {
          accepted: true,
        });
    });
}

function describeVerifying(options: MonitorContractOptions, told: Told, signature: MonitorSignature): void {
  const { secrets } = signature;
  const connection = { ...options, settings: { ...options.settings, ...signature.settings } };
  const sign = (keys: Secrets, text: string) => signature.sign(keys, Buffer.from(text), options.now ?? usualNow);
  const wrong = Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, alterSecret(secret)]));
  const fill = (text: string, keys: Secrets | undefined) => signature.fill?.(text, keys) ?? text;
  const [{ body: recorded, headers } = assert.fail("no recordings")] = options.recordings;
  const body = fill(recorded, secrets);
  const signed = requestOf(options, body, { ...headers, ...sign(secrets, body) });
  const accepts = (request: InboundRequest, ...versions: readonly Secrets[]): boolean => {
    const verdict = openInbound(connection, told, versions).verify(request);
    if (!verdict.accepted) assert.match(verdict.reason, /\p{L}{2}/u);
    return verdict.accepted;
  };

  it("accepts every recorded request that is signed", () => {
    for (const { name, body: given, headers: kept } of options.recordings) {
      const text = fill(given, secrets);
      assert.ok(accepts(requestOf(options, text, { ...kept, ...sign(secrets, text) }), secrets), name);
    }
  });

  if (signature.fill)
    it("stores no secret that the body carries", () => {
      const { redact } = openInbound(connection, told, [secrets]);
      const kept = Buffer.from(redact?.(Buffer.from(body)) ?? body).toString();
      for (const secret of Object.values(secrets)) assert.equal(kept.includes(secret), false);
    });

  it("refuses what says nothing of who sent it", () => {
    const nameless = fill(recorded, undefined);
    assert.equal(accepts(requestOf(options, nameless, headers), secrets), false);
    assert.equal(accepts(requestOf(options, nameless), secrets), false);
  });

  it("refuses another secret, and each one that is changed, cut or doubled on the way", () => {
    const other = fill(recorded, wrong);
    assert.equal(accepts(requestOf(options, other, { ...headers, ...sign(wrong, other) }), secrets), false);
    if (signature.fill)
      for (const [name, value] of Object.entries(secrets).flatMap(([name, value]) =>
        listOthers(value).map((other) => [name, other] as const),
      ))
        assert.equal(
          accepts(requestOf(options, fill(recorded, { ...secrets, [name]: value }), headers), secrets),
          false,
        );
    for (const [name, value] of Object.entries(sign(secrets, body)))
      for (const other of listOthers(value))
        assert.equal(
          accepts({ ...signed, headers: { ...signed.headers, [name]: other } }, secrets),
          false,
          `${name}: ${other}`,
        );
  });

  it("accepts each of two secrets while one is being changed, and no other", () => {
    const answers = [[secrets], [secrets, wrong], [wrong, secrets], [wrong]].map((versions) =>
      accepts(signed, ...versions),
    );
    assert.deepEqual(answers, [true, true, true, false]);
    const other = fill(recorded, wrong);
    assert.equal(accepts(requestOf(options, other, { ...headers, ...sign(wrong, other) }), wrong, secrets), true);
  });
}

/** Changed, cut and doubled; four are cut, since base64 means the same without its padding. */
function listOthers(value: string): string[] {
  const others = ["", "x", alterSecret(value), value.slice(0, -4), `${value}x`, value.toUpperCase()];
  return others.filter((other) => other !== value);
}
