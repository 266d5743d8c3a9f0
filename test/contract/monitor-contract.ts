import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { InboundAdapter, InboundRequest, ParsedDelivery, RegisteredConnector } from "../../connectors/contract.ts";
import { MonitorEvent } from "../../schemas/alert.ts";
import type { Json } from "../../schemas/json.ts";
import { describeManifest } from "./cases/manifest.ts";
import { must } from "./expect.ts";
import { decodeKept } from "./hook-receiver.ts";
import { malformedBodies } from "./malformed.ts";
import type { MonitorRecording } from "./monitor-recordings.ts";
import { alterSecret, createTold, type Told } from "./secrets.ts";
import { listen } from "./told-desk.ts";

type Secrets = Readonly<Record<string, string>>;

/** One way in which the tool can say who it is. */
export interface MonitorSignature {
  name: string;
  /** Of a connection that works. */
  secrets: Secrets;
  /** Settings that this way needs. */
  settings?: Readonly<Record<string, Json>>;
  /** Headers of a request with this body, received at this time, signed with these secrets. */
  sign(secrets: Secrets, body: Uint8Array, receivedAt: Date): Readonly<Record<string, string>>;
  /** Where the body itself carries the credential: the body with these secrets in it, or with none. */
  fill?(body: string, secrets: Secrets | undefined): string;
}

export interface MonitorContractOptions {
  connector: RegisteredConnector;
  settings?: Readonly<Record<string, Json>>;
  /** What a tool that is asked is asked with. */
  secrets?: Secrets;
  /** None only for a tool that can carry no secret but the address. */
  signatures: readonly MonitorSignature[];
  /** At least one. */
  recordings: readonly MonitorRecording[];
  /** Where a cut body can be a whole one, as in a form, it is told by the declared length alone. */
  cutIsWhole?: boolean;
  /** When requests come, for a tool whose messages grow old. */
  now?: Date;
}

const usualNow = new Date("2026-03-17T09:00:00Z");

/** What every monitoring tool's connector promises: who may deliver, and what a delivery says. It calls nobody. */
export function describeMonitorContract(options: MonitorContractOptions): void {
  const { manifest } = options.connector;
  const told = createTold();
  describe(`the contract of ${manifest.name}`, () => {
    describeManifest(manifest);
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

function openInbound(
  { connector, settings = {}, now = usualNow }: Pick<MonitorContractOptions, "connector" | "settings" | "now">,
  told: Told,
  secretVersions: readonly Secrets[],
): InboundAdapter {
  for (const value of secretVersions.flatMap((secrets) => Object.values(secrets))) told.keepSecret(value);
  const { inbound } = connector.open({
    settings,
    secrets: secretVersions[0] ?? {},
    secretVersions,
    maps: {},
    http: { request: () => assert.fail("a monitor calls nobody"), redact: String },
    clock: { now: () => now },
  });
  return listen(inbound ?? assert.fail("it takes no deliveries"), told);
}

function requestOf(
  { now = usualNow }: Pick<MonitorContractOptions, "now">,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): InboundRequest {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { method: "POST", headers, query: {}, body: bytes, receivedAt: now };
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

function describeParsing(options: MonitorContractOptions, told: Told): void {
  const { keepHeaders, contentTypes } = options.connector.manifest;
  const parse = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
    decodeKept(
      openInbound(options, told, [options.secrets ?? options.signatures[0]?.secrets ?? {}]),
      keepHeaders,
      requestOf(options, body, headers),
    );

  for (const recording of options.recordings)
    it(`is what was recorded: ${recording.name}`, async () => {
      const type = recording.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
      assert.ok(contentTypes.includes(type), `"${type}" would be refused`);
      const result = await parse(recording.body, recording.headers);
      if ("problem" in recording) {
        assert.match(result.ok ? "understood" : result.error.detail, recording.problem);
        return;
      }
      const parsed = must(result);
      if ("nothing" in recording) {
        assert.match(parsed.nothing ?? "no reason", recording.nothing);
        assert.deepEqual(parsed.items, []);
      } else {
        assert.equal(parsed.nothing, undefined);
        assert.deepEqual(
          eventsOf(parsed).map(({ dedupKey, condition }) => [dedupKey, condition]),
          recording.events,
        );
      }
      assert.deepEqual(must(await parse(recording.body, recording.headers)), parsed, "the same whenever it comes");
    });

  for (const [name, body] of Object.entries(malformedBodies))
    it(`is a problem with its place where it holds ${name}`, async () => {
      const parsed = await parse(body);
      const { path, expected, detail } = parsed.ok ? assert.fail("understood") : parsed.error;
      assert.equal(typeof path, "string");
      for (const words of [expected, detail]) assert.match(words, /\p{L}{2}/u);
      assert.ok(detail.length <= 1_000, "told in full");
    });

  const [{ body, headers } = assert.fail("no recordings")] = options.recordings;
  const whole = Buffer.from(body.trimEnd());
  const cuts = Array.from(whole, (_byte, length) => ({
    length,
    parsed: () => parse(whole.subarray(0, length), headers),
  }));
  if (options.cutIsWhole === true)
    it("is a problem or holds to its schema, and is nothing worse, wherever it was cut", async () => {
      for (const { parsed } of cuts) {
        const result = await parsed();
        if (result.ok) eventsOf(result.value);
      }
    });
  else
    it("is a problem, and nothing worse, wherever it was cut", async () => {
      for (const { length, parsed } of cuts) assert.equal((await parsed()).ok, false, `${length} bytes`);
    });
}

/** Its events, each as its schema says; or nothing, with the reason. */
function eventsOf({ items, nothing }: ParsedDelivery): MonitorEvent[] {
  assert.equal(items.length === 0, nothing !== undefined, "either items, or why there is none");
  return items.map((item) => {
    const event = item.kind === "event" ? item.event : assert.fail(item.kind);
    assert.deepEqual(MonitorEvent.parse(event), event);
    return event;
  });
}
