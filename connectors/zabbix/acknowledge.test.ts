import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { openSource } from "../../test/contract/source-world.ts";
import { zabbix } from "./index.ts";
import { notAuthorized, startZabbixSimulator } from "./simulator/index.ts";

const recordings = {
  folder: new URL("./recordings/", import.meta.url),
  names: ["01-problem-high", "15-multi-problem-1", "16-multi-problem-2"],
};

for (const apiTokenIn of ["header", "body"])
  describe(`with the token in the ${apiTokenIn}`, () =>
    describeSourceContract({
      connector: zabbix,
      start: startZabbixSimulator,
      settings: { apiTokenIn },
      recordings,
      calls: ["acknowledge", "unacknowledge", "resolve"],
      lists: true,
      unknown: "gone",
      unauthorized: notAuthorized,
    }));

describe("problems of Zabbix", () => {
  const open = async (context: TestContext, mayClose: boolean) => {
    const simulator = await startZabbixSimulator({ mayClose });
    const { monitor, alerts } = openSource(context, { connector: zabbix, simulator, recordings });
    const [alert] = alerts;
    assert.ok(alert);
    const by = (message: string, action: number) =>
      fetch(`${simulator.settings["apiUrl"]}/api_jsonrpc.php`, {
        method: "POST",
        headers: { authorization: `Bearer ${simulator.secrets["apiToken"]}` },
        body: JSON.stringify({
          method: "event.acknowledge",
          params: { eventids: [alert.handle["eventId"]], action, message },
        }),
      });
    return { monitor, alert, by, look: () => simulator.look(alert.dedupKey) };
  };

  it("that somebody has acknowledged get our line once, and stay acknowledged when we give them back", async (context) => {
    const { monitor, alert, by, look } = await open(context, true);
    await by("I am on it", 6);
    await monitor.acknowledge?.([alert]);
    await monitor.acknowledge?.([alert]);
    assert.deepEqual(look().notes, ["I am on it", alert.note]);
    await monitor.unacknowledge?.([alert]);
    assert.equal(look().acknowledged, 1);
  });

  it("whose trigger does not allow closing are at least given back, and that is said", async (context) => {
    const { monitor, alert, look } = await open(context, false);
    await monitor.acknowledge?.([alert]);
    const [answer] = (await monitor.resolve?.([alert])) ?? [];
    assert.match((answer?.ok && answer.value.detail) || "", /does not allow manual closing/);
    assert.deepEqual([look().acknowledged, look().resolved], [0, false]);
  });

  it("tell in their messages what was ours", () => {
    const marked = "Ticket T1 taken by J. Doe [interdesk:00000000-0000-7000-8000-000000000000]";
    const { inbound } = zabbix.open({
      settings: {},
      secrets: {},
      secretVersions: [{}],
      maps: {},
      http: { request: () => assert.fail("a parser calls nobody"), redact: String },
      clock: { now: () => new Date() },
    });
    const read = (event_update_message: string) => {
      const fields = {
        event_id: "25",
        event_value: "1",
        event_name: "High CPU",
        event_nseverity: "4",
        event_date: "2026.11.23",
        event_time: "13:14:35",
        event_update_status: "1",
        event_update_action: "acknowledged and commented",
        event_update_message,
      };
      const parsed = inbound?.parse({ body: Buffer.from(JSON.stringify(fields)), headers: {}, receivedAt: new Date() });
      const [item] = parsed?.ok ? parsed.value.items : [];
      return item?.kind === "event" ? item.event.byUs : assert.fail("no event");
    };
    assert.deepEqual([read(marked), read("Ticket T1")], [true, undefined]);
  });
});
