import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { grafana } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T13:30:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });

const alert = {
  status: "firing",
  labels: { alertname: "High CPU", grafana_folder: "F", severity: "warning" },
  annotations: {},
  startsAt: "2026-11-23T13:00:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "",
  fingerprint: "f",
};
const body = (...alerts: unknown[]) =>
  JSON.stringify({ version: "1", orgId: 3, externalURL: "https://grafana.example.net/", truncatedAlerts: 0, alerts });
const resolved = (reason?: string) => ({
  ...alert,
  status: "resolved",
  endsAt: "2026-11-23T13:10:00Z",
  annotations: reason === undefined ? {} : { grafana_state_reason: reason },
});

describe("what Grafana says", () => {
  const cases = [
    ["01-firing-two-alerts", 0, "critical", "web-01.example.net", "CPU high on web-01.example.net", null],
    ["01-firing-two-alerts", 1, "critical", "web-02.example.net", "CPU high on web-02.example.net", null],
    ["02-partial-resolve", 1, "critical", "web-02.example.net", "CPU high on web-02.example.net", "13:05"],
    ["03-resolved", 0, "critical", "web-01.example.net", "CPU high on web-01.example.net", "13:10"],
    ["04-no-data", 0, "critical", null, "High CPU: no data", null],
  ] as const;
  for (const [name, index, severity, resource, title, clearedAt] of cases)
    it(`in ${name}, alert ${index}`, () => {
      const event = read.recorded(name)[index];
      assert.deepEqual(
        [event?.severity, event?.resource, event?.title, event?.clientHint, event?.clearedAt?.toISOString() ?? null],
        [severity, resource, title, "acme-dental", clearedAt && `2026-11-23T${clearedAt}:00.000Z`],
      );
      assert.equal(event?.url, "https://grafana.example.net/alerting/grafana/be4q1x/view?orgId=1");
      assert.match(event?.description ?? "", /Runbook: https:\/\/wiki/);
    });

  it("keeps organisations apart whose alerts have the same labels", () => {
    assert.equal(read.event(body(alert)).dedupKey, "3:f");
  });

  it("says why a rule could not be evaluated", () => {
    const [event] = read.recorded("04-no-data");
    assert.match(event?.description ?? "", /Grafana's reason: NoData/);
    assert.equal(event?.labels["grafana_state_reason"], "NoData");
    const labels = { alertname: "DatasourceError", rulename: "High CPU" };
    assert.equal(read.event(body({ ...alert, labels })).title, "High CPU: could not be evaluated");
  });

  it("falls back on Grafana itself where an alert has no address, and on medium where it has no known severity", () => {
    const event = read.event(body({ ...alert, labels: { alertname: "A", severity: "sev1" } }));
    assert.deepEqual([event.url, event.severity], ["https://grafana.example.net/", "medium"]);
  });
});

describe("what is no recovery, and no alert", () => {
  for (const reason of ["MissingSeries", "Paused", "RuleDeleted"])
    it(`takes a resolve for ${reason} for no recovery`, () => {
      assert.match(read.nothing(body(resolved(reason))), /High CPU.*no recovery/);
      assert.deepEqual(
        read.events(body(resolved(reason), { ...alert, fingerprint: "g" })).map(({ dedupKey }) => dedupKey),
        ["3:g"],
      );
    });
  for (const reason of [undefined, "Updated", "NoData"])
    it(`takes a resolve ${reason === undefined ? "without a reason" : `for ${reason}`} for a recovery`, () =>
      assert.equal(read.event(body(resolved(reason))).condition, "clear"));

  it("takes one of these reasons on an alert that fires for what it is", () => {
    const firing = { ...alert, annotations: { grafana_state_reason: "MissingSeries" } };
    assert.equal(read.event(body(firing)).condition, "firing");
  });

  it("opens nothing for the test button, nor for an empty list", () => {
    const test = { ...alert, labels: { alertname: "TestAlert", instance: "Grafana" } };
    assert.match(read.nothing(body(test)), /test message/);
    assert.equal(
      read.event(body({ ...test, labels: { alertname: "TestAlert", instance: "web-01" } })).resource,
      "web-01",
    );
    assert.match(read.nothing(body()), /lists no alert/);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["the alerting of Grafana 8", '{"ruleId":1,"state":"alerting","evalMatches":[],"title":"A"}', "version"],
    ["the body of an Alertmanager", body(alert).replace('"1"', '"4"'), "version"],
    ["a payload of the operator's own", '{"text":"CPU"}', "version"],
    ["no organisation", body(alert).replace('"orgId":3,', ""), "orgId"],
    ["a state that is not known", body({ ...alert, status: "pending" }), "alerts.0.status"],
    ["a time without a zone", body({ ...alert, startsAt: "2026-11-23T13:00:00" }), "alerts.0.startsAt"],
  ] as const)
    it(`is named: ${sentence}`, () => {
      const problem = read.problem(text);
      assert.equal(problem.path, path);
      assert.match(problem.detail, /custom payload/);
    });
});

describe("signatures of a real shape", () => {
  for (const [name, timestampHeader] of [
    ["01-firing-two-alerts", "X-Grafana-Alerting-Timestamp"],
    ["02-partial-resolve", "X-Grafana-Alerting-Timestamp"],
    ["03-resolved", ""],
    ["04-no-data", "X-Grafana-Alerting-Timestamp"],
  ] as const)
    it(`fit ${name}, and not a changed body`, () => {
      const request = readRequest(folder, `${name}.json`);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([header, value]) => [header.toLowerCase(), value]),
      );
      const at = Number(headers["x-grafana-alerting-timestamp"] ?? "0") * 1_000;
      const accepts = (text: string) => {
        const secrets = { hmacSecret: "grafana-test-secret" };
        const { inbound } = grafana.open({
          settings: { timestampHeader },
          secrets,
          secretVersions: [secrets],
          maps: {},
          http: { request: () => assert.fail("calls nobody"), redact: String },
          clock: { now: () => new Date(at) },
        });
        const body = new TextEncoder().encode(text);
        return inbound?.verify({ method: "POST", headers, query: {}, body, receivedAt: new Date(at) }).accepted;
      };
      assert.equal(accepts(request.body), true);
      assert.equal(accepts(`${request.body} `), false);
    });
});
