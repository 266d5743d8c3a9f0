import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Monitor, RegisteredConnector, SourceAlert } from "../../connectors/contract.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { createVendorHttp } from "../../connectors/http.ts";
import type { SourceReply, SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import type { MonitorEvent } from "../../schemas/alert.ts";
import type { Json } from "../../schemas/json.ts";
import { readRequest } from "./monitor-recordings.ts";

type Call = "acknowledge" | "unacknowledge" | "resolve";

export interface SourceContractOptions {
  connector: RegisteredConnector;
  start(): Promise<SourceSimulator>;
  /** Of the connection, beside the simulator's own. */
  settings?: Readonly<Record<string, Json>>;
  /**
   * Firing messages of two alerts or more, by file name; their handles are what the tool is given. Where all are of one alert,
   * `twin` makes another of each: what stands for its id, and what stands there instead.
   */
  recordings: { folder: URL; names: readonly string[]; twin?: readonly [id: string, other: string] };
  /** What the tool can; nothing else may be there. */
  calls: readonly Call[];
  lists: boolean;
  /** What a call says about an alert that the tool does not know; `ok` where it cannot tell. */
  unknown: "gone" | "ok";
  /** How the tool refuses a wrong credential, where that is no status 401. */
  unauthorized?: SourceReply;
  /** How it says that there are too many calls, where that is no status 429. */
  rateLimited?: SourceReply;
}

/** The firing events of recorded messages, without any secret of the sender. */
export function readFiring(
  connector: RegisteredConnector,
  { folder, names, twin }: SourceContractOptions["recordings"],
  settings: Readonly<Record<string, Json>> = {},
): readonly MonitorEvent[] {
  const { inbound } = connector.open({
    settings,
    secrets: {},
    secretVersions: [{}],
    maps: {},
    http: { request: () => assert.fail("a parser calls nobody"), redact: String },
    clock: { now: () => new Date() },
  });
  const events = names.flatMap((name) => {
    const { body, headers } = readRequest(folder, `${name}.json`);
    const lower = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
    const bodies = twin ? [body, body.replaceAll(...twin)] : [body];
    return bodies.flatMap((text) => {
      const parsed = inbound?.parse({ body: Buffer.from(text), headers: lower, receivedAt: new Date() });
      assert.ok(parsed?.ok, name);
      return parsed.value.items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
    });
  });
  const firing = events.filter(({ condition }) => condition === "firing");
  return [...new Map(firing.map((event) => [event.dedupKey, event])).values()];
}

/** One alert as the engine tells its tool of it. @param number ends its marker, so that each has its own */
export function buildSourceAlert(event: Pick<MonitorEvent, "dedupKey" | "handle">, number: number): SourceAlert {
  const marker = `interdesk:00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
  const note = `Ticket T20261128.0042 (K7M2-QX4D) taken by J. Doe [${marker}]`;
  return { dedupKey: event.dedupKey, handle: event.handle ?? {}, marker, by: "J. Doe", note };
}

function openMonitor(
  connector: RegisteredConnector,
  simulator: SourceSimulator,
  settings: Readonly<Record<string, Json>>,
  secrets: Readonly<Record<string, string>>,
) {
  const clock = { now: () => new Date() };
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(simulator.secrets),
    clock,
    random: () => 0,
  });
  const { monitor } = connector.open({ settings, secrets, secretVersions: [secrets], maps: {}, http, clock });
  return { monitor, close: () => http.close() };
}

/** A connected tool in which the alerts of these recordings fire, for what only it does. */
export function openSource(
  context: { after(run: () => Promise<void>): void },
  {
    connector,
    simulator,
    recordings,
    settings = {},
  }: Pick<SourceContractOptions, "connector" | "recordings" | "settings"> & { simulator: SourceSimulator },
): { monitor: Monitor; alerts: readonly SourceAlert[] } {
  context.after(() => simulator.close());
  const opened = openMonitor(connector, simulator, { ...simulator.settings, ...settings }, simulator.secrets);
  context.after(() => opened.close());
  const alerts = readFiring(connector, recordings, settings).map(buildSourceAlert);
  for (const alert of alerts) simulator.fire(alert);
  return { monitor: opened.monitor ?? assert.fail("it has credentials and no port"), alerts };
}

/** What every tool promises that can be told and asked: done, again, unknown, refused, too many, no answer. */
export function describeSourceContract(options: SourceContractOptions): void {
  const { connector } = options;
  const closers: (() => Promise<void>)[] = [];
  after(async () => {
    for (const close of closers) await close();
  });

  const open = (simulator: SourceSimulator, settings: Readonly<Record<string, Json>> = {}, secrets = true) => {
    const given = { ...(secrets ? simulator.settings : {}), ...options.settings, ...settings };
    const opened = openMonitor(connector, simulator, given, secrets ? simulator.secrets : {});
    closers.push(opened.close);
    return opened.monitor;
  };

  describe(`what ${connector.manifest.name} can be told and asked`, () => {
    let simulator: SourceSimulator;
    let monitor: Monitor;
    let alerts: readonly SourceAlert[];

    before(async () => {
      const events = readFiring(connector, options.recordings, options.settings);
      assert.ok(events.length >= 2, `${events.length} alerts in the recordings`);
      alerts = events.map(buildSourceAlert);
      for (const event of events) assert.ok(event.handle, `no handle: ${event.dedupKey}`);
    });
    const restart = async () => {
      simulator = await options.start();
      const { close } = simulator;
      closers.push(close);
      for (const alert of alerts) simulator.fire(alert);
      monitor = open(simulator) ?? assert.fail("it has credentials and no port");
    };
    const tell = (call: Call, told = alerts) => monitor[call]?.(told) ?? assert.fail(`it cannot ${call}`);
    const first = () => alerts.slice(0, 1);
    const look = (alert = alerts[0]) => simulator.look(alert?.dedupKey ?? "");
    const kindsOf = async (call: Call, told = alerts) =>
      (await tell(call, told)).map((answer) => (answer.ok ? "ok" : answer.error.kind));

    it("is nothing without credentials, and only what the manifest says with them", async () => {
      await restart();
      assert.equal(open(simulator, {}, false), undefined);
      const can = (["acknowledge", "unacknowledge", "resolve"] as const).filter((call) => monitor[call]);
      assert.deepEqual(can, options.calls);
      assert.equal(monitor.listOpen !== undefined, options.lists);
      const named = connector.manifest.capabilities.filter((one) =>
        ["acknowledge", "resolve", "reconcile"].includes(one),
      );
      const expected = [...can.filter((call) => call !== "unacknowledge"), ...(options.lists ? ["reconcile"] : [])];
      assert.deepEqual(named, expected);
      const silent = open(simulator, { acknowledgeBack: false });
      assert.deepEqual(
        [silent?.acknowledge, silent?.unacknowledge, silent?.resolve],
        [undefined, undefined, undefined],
      );
    });

    for (const call of options.calls.filter((one) => one !== "unacknowledge")) {
      const isDone = () => (call === "resolve" ? look().resolved : look().acknowledged === 1);
      // What has ended may be there no more.
      const again = call === "resolve" ? ["ok", "gone"] : ["ok"];
      describe(call, () => {
        it("is done for many at once, once each, with a note that people and the hub know", async () => {
          await restart();
          assert.deepEqual([...new Set(await kindsOf(call))], ["ok"]);
          for (const alert of alerts) {
            const { acknowledged, resolved, notes } = look(alert);
            assert.ok(call === "resolve" ? resolved : acknowledged === 1, alert.dedupKey);
            if (notes.length > 0)
              assert.ok(
                notes.some((note) => note.includes(alert.marker)),
                notes.join("\n"),
              );
          }
        });
        it("is not done twice when it is asked for again", async () => {
          for (const kind of await kindsOf(call)) assert.ok(again.includes(kind), kind);
          assert.ok(isDone());
        });
        it("is not done twice when the answer was lost", async () => {
          await restart();
          simulator.failNext({ kind: "drop" });
          assert.deepEqual(await kindsOf(call, first()), ["unknownOutcome"]);
          const [kind] = await kindsOf(call, first());
          assert.ok(again.includes(kind ?? ""), kind);
          assert.ok(isDone());
        });
        it("sends no more where one had no answer, and says of the others that they were not sent", async () => {
          await restart();
          simulator.failNext({ kind: "drop" });
          const kinds = await kindsOf(call, alerts.slice(0, 2));
          assert.deepEqual(kinds, ["unknownOutcome", "unavailable"]);
        });
        it("says so of an alert that the tool does not know", async () => {
          const other = { dedupKey: "not-there", handle: scramble(alerts[0]?.handle ?? {}) };
          const gone = buildSourceAlert(other, 99);
          assert.deepEqual(await kindsOf(call, [gone]), [options.unknown]);
        });
        it("stops at a refused credential, and tells none", async () => {
          await restart();
          simulator.failNext({ kind: "answer", reply: options.unauthorized ?? { status: 401, body: "no" } }, true);
          const before = simulator.calls.length;
          const answers = await tell(call);
          assert.deepEqual([...new Set(answers.map((one) => (one.ok ? "ok" : one.error.kind)))], ["unauthorized"]);
          assert.equal(simulator.calls.length, before + 1);
          for (const secret of Object.values(simulator.secrets)) assert.ok(!JSON.stringify(answers).includes(secret));
        });
        it("waits as long as it is told to", async () => {
          await restart();
          const reply = options.rateLimited ?? { status: 429, headers: { "retry-after": "7" }, body: "slow down" };
          simulator.failNext({ kind: "answer", reply }, true);
          const [answer] = await tell(call);
          assert.equal(answer?.ok, false);
          assert.equal(!answer.ok && answer.error.kind === "rateLimited" && answer.error.retryAfterMs, 7_000);
        });
      });
    }

    if (options.calls.includes("unacknowledge") && !options.calls.includes("acknowledge"))
      it("takes back an end", async () => {
        await restart();
        await tell("resolve");
        assert.deepEqual([...new Set(await kindsOf("unacknowledge"))], ["ok"]);
        assert.equal(look().resolved, false);
        assert.deepEqual(await kindsOf("unacknowledge", first()), ["ok"]);
      });

    if (options.calls.includes("unacknowledge") && options.calls.includes("acknowledge"))
      it("takes back what was acknowledged, and nothing the second time", async () => {
        await restart();
        await tell("acknowledge");
        assert.equal(look().acknowledged, 1);
        assert.deepEqual([...new Set(await kindsOf("unacknowledge"))], ["ok"]);
        assert.equal(look().acknowledged, 0);
        for (const kind of await kindsOf("unacknowledge", first())) assert.match(kind, /^(?:ok|gone)$/);
        assert.equal(look().acknowledged, 0);
        await tell("acknowledge", first());
        assert.equal(look().acknowledged, 1);
      });

    if (options.lists)
      it("lists what fires by the keys of its messages, acknowledged or not", async () => {
        await restart();
        if (options.calls.includes("acknowledge")) await tell("acknowledge", first());
        const listed = await monitor.listOpen?.();
        assert.ok(listed?.ok);
        assert.deepEqual(
          listed.value.map(({ dedupKey }) => dedupKey).toSorted(),
          alerts.map(({ dedupKey }) => dedupKey).toSorted(),
        );
        simulator.failNext({ kind: "answer", reply: { status: 200, body: "<html>" } }, true);
        const broken = await monitor.listOpen?.();
        assert.equal(broken?.ok, false, "an answer that cannot be read is no empty list");
      });
  });
}

/** Of an alert that was never there: every id is another, of the same shape. */
function scramble(handle: Readonly<Record<string, string>>): Record<string, string> {
  const other = (value: string) => (/[0-8]/.test(value) ? value.replaceAll(/[0-8]/g, "9") : `${value}-other`);
  return Object.fromEntries(Object.entries(handle).map(([key, value]) => [key, other(value)]));
}
