import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Monitor, SourceAlert } from "../../connectors/contract.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import type { Json } from "../../schemas/json.ts";
import { buildSourceAlert, type Call, openMonitor, readFiring, type SourceContractOptions } from "./source-world.ts";

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
