import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { builtIn } from "../../connectors/registry.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { readRequest } from "../contract/monitor-recordings.ts";
import { openTestWorld } from "../support/world.ts";

/** Of each monitoring tool: a recorded request that something is wrong, and one that it is over. */
const series: Readonly<Record<string, readonly [fire: string, clear: string]>> = {
  alertmanager: ["34-warning-firing", "35-warning-resolved"],
  auvik: ["01-triggered", "02-cleared"],
  "azure-monitor": ["01-fired-metric", "02-resolved-metric"],
  checkmk: ["01-service-problem", "04-service-recovery"],
  "connectwise-automate": ["01-failed", "02-success"],
  "connectwise-rmm": ["01-created", "02-closed"],
  datadog: ["01-triggered", "05-recovered"],
  "datto-rmm": ["01-triggered", "03-resolved"],
  "google-cloud-monitoring": ["01-open", "02-closed"],
  grafana: ["01-firing-two-alerts", "03-resolved"],
  icinga2: ["51-own-script-critical", "52-own-script-recovery"],
  monit: ["14-mmonit-program-failed", "15-mmonit-program-recovered"],
  "nable-ncentral": ["01-failed", "03-normal"],
  nagios: ["50-own-script-critical", "51-own-script-recovery"],
  netdata: ["01-warning", "04-clear"],
  newrelic: ["01-activated", "05-closed"],
  ninjaone: ["01-condition-triggered", "02-condition-reset"],
  pingdom: ["01-down", "02-up"],
  prtg: ["01-down", "03-up"],
  sentry: ["01-metric-alert-critical", "03-metric-alert-resolved"],
  site24x7: ["01-down", "04-up"],
  "uptime-kuma": ["01-down", "03-up"],
  uptimerobot: ["01-down", "02-up"],
  veeam: ["01-veeam-one-error", "02-veeam-one-resolved"],
  zabbix: ["26-flap-1-problem", "27-flap-1-recovery"],
};

/** Their fields are mapped by an admin, their key stands in the body, or their vendor signs: other tests play their series. */
const elsewhere = ["aws-cloudwatch-sns", "cloudevents", "generic-webhook", "pagerduty-events-v2", "standard-webhooks"];

const closers: (() => Promise<void>)[] = [];
let world: DemoWorld;

before(async () => {
  world = await openTestWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

async function deliver(hookUrl: string, connector: string, name: string): Promise<string> {
  const folder = new URL(`../../connectors/${connector}/recordings/`, import.meta.url);
  const { headers, body } = readRequest(folder, `${name}.json`);
  const answer = await fetch(hookUrl, { method: "POST", headers: keepMeaning(headers), body });
  const { deliveryId } = (await answer.json()) as { deliveryId?: string };
  assert.equal(answer.status, 202, name);
  return deliveryId ?? assert.fail(`${name} was not kept`);
}

/** Without what is of one connection, and without the ids of requests, which made-up recordings have in common. */
function keepMeaning(headers: Readonly<Record<string, string>>): Record<string, string> {
  const others =
    /^(?:host|connection|content-length|transfer-encoding|expect|accept-encoding|authorization|request-id)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !others.test(name)));
}

describe("every monitoring tool that the hub knows", () => {
  it("is in this table", () => {
    const names = builtIn.filter(({ manifest }) => manifest.kind === "monitor").map(({ manifest }) => manifest.name);
    assert.deepEqual(names.toSorted(), [...Object.keys(series), ...elsewhere].toSorted());
  });

  it("may send a form instead of JSON", async () => {
    const added = (await world.api.post("/connections", {
      name: "m-form",
      connector: "uptime-kuma",
      defaultClient: "Acme Dental",
    })) as { hookUrl: string };
    const deliveryId = await deliver(added.hookUrl, "uptime-kuma", "05-form-data");
    const { value: outcome } = await awaitUntil("the outcome", async () => {
      const delivery = (await world.api.get(`/deliveries/${deliveryId}`)) as { outcome: string };
      return delivery.outcome === "open" ? undefined : delivery.outcome;
    });
    assert.equal(outcome, "applied");
  });

  for (const [connector, [fire, clear]] of Object.entries(series))
    it(`opens a ticket and ends it again: ${connector}`, async () => {
      const added = (await world.api.post("/connections", {
        name: `m-${connector}`,
        connector,
        defaultClient: "Acme Dental",
      })) as { hookUrl: string };
      const known = new Set((await world.tickets()).map(({ id }) => id));
      const mine = async () => (await world.tickets()).filter(({ id }) => !known.has(id));
      await deliver(added.hookUrl, connector, fire);
      await awaitUntil("a ticket", async () => ((await mine()).length > 0 ? true : undefined));
      await deliver(added.hookUrl, connector, clear);
      const { value: ended } = await awaitUntil("its end", async () =>
        (await mine()).find(({ status }) => status === "resolved"),
      );
      assert.match(ended.title, /\p{L}{2}/u);
    });
});
