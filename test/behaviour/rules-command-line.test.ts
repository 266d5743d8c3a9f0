import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { Client } from "pg";
import { awaitUntil } from "../../server/demo/world.ts";
import { alertmanagerBody, deliverAlerts } from "../support/alertmanager.ts";
import { useCommandLine } from "../support/command-line.ts";

const line = useCommandLine();
const { interdesk } = line;
const secrets = { bearerToken: "test-token-not-secret" };

async function write(name: string, text: string): Promise<string> {
  const file = path.join(line.dataDir, name);
  await writeFile(file, text);
  return file;
}

describe("rules on the command line", () => {
  it("are there only once they were saved, and wrong ones are refused in words", async () => {
    assert.match((await interdesk(["rules", "show"])).out, /No rules yet/);
    const wrong = await interdesk(["rules", "set", "-"], "rules: [{ id: a, when: event.titel == '' }]");
    assert.deepEqual([wrong.code, wrong.out], [1, ""]);
    assert.match(wrong.err, /line 1, rules\.0\.when, characters 7 to 11: .*titel/);
    const text = "rules:\n  - id: big\n    when: event.severity == 'critical'\n    set: { queue: Big }\n";
    assert.match((await interdesk(["rules", "set", "-"], text)).out, /Saved as version 1\./);
    assert.match((await interdesk(["rules", "set", "-"], text)).out, /Nothing has changed since version 1/);
    assert.equal((await interdesk(["rules", "show"])).out, text);
  });

  it("wait with an alert for its client, and take it once that is mapped", async () => {
    const connection = { name: "prom", connector: "alertmanager", secrets };
    const { hookUrl } = (await line.hub.api.post("/connections", connection)) as { hookUrl: string };
    const id = await deliverAlerts(hookUrl, [{ alertname: "Down", client: "acme", severity: "critical" }]);
    await awaitUntil("quarantine", async () => {
      const { outcome } = (await line.hub.api.get(`/deliveries/${id}`)) as { outcome: string };
      return outcome === "quarantined" ? true : undefined;
    });
    const mapped = await interdesk(["client", "map", "prom", "acme", "Acme Dental"]);
    assert.match(mapped.out, /1 alerts wait for it\. Take them with: interdesk deliveries replay --client-hint "acme"/);
    const replayed = await interdesk(["deliveries", "replay", "--client-hint", "acme"]);
    assert.equal(replayed.out, "1 alerts that waited are being taken.\n");
    const listed = async () => (await interdesk(["ticket", "list"])).out;
    await awaitUntil("the ticket", async () => (/Acme Dental/.test(await listed()) ? true : undefined));
    assert.match((await interdesk(["deliveries", "replay"])).err, /Name one of/);
  });

  it("are explained, rehearsed, and told when they matched nothing", async () => {
    const body = await write(
      "body.json",
      alertmanagerBody([{ alertname: "Down", client: "acme", severity: "critical" }]),
    );
    const explained = await interdesk(["rules", "explain", "--event", body, "--connection", "prom"]);
    assert.match(explained.out, /client: Acme Dental .*the table for event\.clientHint says "acme"/);
    assert.match(explained.out, /✓ big: queue = Big/);
    const other = await write("rules.yaml", "rules: [{ id: other, set: { queue: Small } }]");
    assert.match(
      (await interdesk(["rules", "test", other])).out,
      /queue: Big → Small\n1 events of the last 1 deliveries: 1 would differ/,
    );
    assert.match((await interdesk(["rules", "unused"])).out, /Every rule has matched/);
    assert.match((await interdesk(["rules", "unused", "--since", "2999-01-01"])).out, /big +false +2 /);
    assert.equal((await interdesk(["rules", "set", other])).code, 0);
    assert.match((await interdesk(["rules", "undo"])).out, /Version 1 counts again, as version 3/);
    assert.match((await interdesk(["rules", "history"])).out, /^version.*\n3 .*\n2 .*\n1 /);
  });

  it("say of what is replayed too late that it opens no ticket, and how it does", async () => {
    const connections = (await line.hub.api.get("/connections")) as { id: string; name: string }[];
    const client = new Client(line.database.admin);
    await client.connect();
    // As if it had come two days ago, and waited for its client since.
    const { rows } = await client.query<{ id: string }>(
      `with old as (insert into delivery select tenant_id, connection_id, gen_random_uuid(), now() - interval '2 days', content_type, headers, body, null
         from delivery where connection_id = $1 limit 1 returning *)
       insert into quarantine (tenant_id, id, connection_id, delivery_id, ordinal, client_ref, reason, detail, state, at)
       select tenant_id, gen_random_uuid(), connection_id, id, 0, 'globex', 'unknownClient', '', 'open', now() from old returning delivery_id as id`,
      [connections.find(({ name }) => name === "prom")?.id],
    );
    await client.end();
    const id = rows[0]?.id ?? assert.fail("no delivery");
    const held = await interdesk(["deliveries", "replay", "--client-hint", "globex"]);
    assert.match(
      held.out,
      /1 alerts that waited are being taken\.\nOf these, 1 came more than 24 hours ago: no ticket is opened/,
    );
    assert.match(
      held.out,
      /To open tickets, too:\n {2}interdesk deliveries replay --client-hint "globex" --open-old\n$/,
    );
    const one = await interdesk(["deliveries", "replay", id]);
    assert.match(one.out, /^It is being replayed\.\nIt came more than 24 hours ago: no ticket is opened for that/);
    assert.ok(one.out.endsWith(`interdesk deliveries replay ${id} --open-old\n`));
    assert.equal((await interdesk(["deliveries", "replay", id, "--open-old"])).out, "It is being replayed.\n");
  });
});

describe("items on the command line", () => {
  it("come from a table, and a column that there is none of is named", async () => {
    const table =
      "\ufeffclient;name;keys;kind;criticality;parents\nAcme Dental;Leeds;;site;;\nAcme Dental;sql-1;10.0.0.1|sql;server;High;Leeds\n";
    const imported = await interdesk(["items", "import", await write("items.csv", table)]);
    assert.deepEqual([imported.out.trim(), imported.err], ["2 items were made, 0 brought up to date.", ""]);
    assert.match((await interdesk(["items", "list"])).out, /Acme Dental +sql-1 +server +high +10\.0\.0\.1,sql +Leeds/);
    const wrong = await interdesk(["items", "import", await write("wrong.csv", "client,nam\nAcme Dental,x\n")]);
    assert.match(wrong.err, /there is no column "nam"; expected client, name/);
  });
});
