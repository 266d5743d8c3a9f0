import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { buildSourceAlert, readFiring } from "../../test/contract/source-world.ts";
import type { SourceAlert } from "../contract.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http.ts";
import { alertmanager } from "./index.ts";
import { startAlertmanagerSimulator } from "./simulator/index.ts";

const recordings = { folder: new URL("./recordings/", import.meta.url), names: ["03-grouped-three-firing"] };

describeSourceContract({
  connector: alertmanager,
  start: startAlertmanagerSimulator,
  recordings,
  calls: ["acknowledge", "unacknowledge"],
  lists: true,
  unknown: "ok",
});

describe("silences of Alertmanager", () => {
  it("match all the labels of an alert and no other's, last a while and are made longer under one id", async (context) => {
    const simulator = await startAlertmanagerSimulator();
    context.after(() => simulator.close());
    let now = new Date();
    const http = createVendorHttp({
      account: "t:a",
      slots: createLocalSlots(),
      allowedPrivate: [simulator.address],
      secrets: [],
      clock: { now: () => now },
    });
    context.after(() => http.close());
    const { monitor } = alertmanager.open({
      settings: { ...simulator.settings, silenceHours: 4 },
      secrets: simulator.secrets,
      secretVersions: [simulator.secrets],
      maps: {},
      http,
      clock: { now: () => now },
    });
    const [one, other] = readFiring(alertmanager, recordings).map(buildSourceAlert);
    assert.ok(one && other);
    for (const alert of [one, other]) simulator.fire(alert);
    const acknowledge = async (alert: SourceAlert) => {
      const [answer] = (await monitor?.acknowledge?.([alert])) ?? [];
      return answer?.ok ? answer.value.until?.getTime() : assert.fail(JSON.stringify(answer));
    };
    const startedAt = now.getTime();
    assert.equal(await acknowledge(one), startedAt + 4 * 3_600_000);
    assert.deepEqual([simulator.look(one.dedupKey).acknowledged, simulator.look(other.dedupKey).acknowledged], [1, 0]);
    now = new Date(startedAt + 3_600_000);
    assert.equal(await acknowledge(one), startedAt + 4 * 3_600_000, "more than half is left");
    now = new Date(startedAt + 3 * 3_600_000);
    assert.equal(await acknowledge(one), startedAt + 7 * 3_600_000);
    assert.equal(simulator.look(one.dedupKey).acknowledged, 1);
    assert.deepEqual(
      simulator.calls.filter((call) => call.startsWith("POST")),
      ["POST /api/v2/silences 200", "POST /api/v2/silences 200"],
    );
  });

  it("need the labels of a message", async () => {
    const { monitor } = alertmanager.open({
      settings: { apiUrl: "https://alertmanager.example.net" },
      secrets: {},
      secretVersions: [{}],
      maps: {},
      http: {
        redact: String,
        request: async () => ({ ok: true, value: { status: 200, headers: {}, text: "[]" } }),
      },
      clock: { now: () => new Date() },
    });
    const [answer] = (await monitor?.acknowledge?.([buildSourceAlert({ dedupKey: "x" }, 1)])) ?? [];
    assert.equal(answer?.ok, false);
    assert.match(!answer.ok && answer.error.kind === "rejected" ? answer.error.detail : "", /no labels/);
  });
});
