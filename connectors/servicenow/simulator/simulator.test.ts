import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type ServiceNowSimulator, startServiceNowSimulator } from "./index.ts";

/** The judge itself is tried by hand: plain requests, no connector. */
describe("the simulated instance", () => {
  let simulator: ServiceNowSimulator;
  let id = "";
  const basic = `Basic ${Buffer.from("svc_interdesk:simulator-password-9Kd4").toString("base64")}`;
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${simulator.url}/api/now/${path}`, { headers: { authorization: basic, ...headers } });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? null : (JSON.parse(text) as Body) };
  };
  interface Body {
    result: Record<string, unknown> & Record<string, unknown>[];
    error?: { message: string };
  }
  const titles = async (query: string) => {
    const { body } = await get(
      `table/incident?sysparm_query=${encodeURIComponent(query)}&sysparm_fields=short_description`,
    );
    return (body?.result ?? []).map((row) => row["short_description"]).toSorted();
  };
  before(async () => {
    simulator = await startServiceNowSimulator();
    id = await simulator.technician.createTicket({ title: "Alpha", status: "In Progress", priority: "1 - Critical" });
    await simulator.technician.createTicket({ title: "Beta", priority: "3 - Moderate", queue: "Monitoring Alert" });
    await simulator.technician.createTicket({ title: "Gamma^1", clientRef: simulator.clients[1]?.ref ?? "" });
  });
  after(() => simulator.close());

  const all = ["Alpha", "Beta", "Gamma^1"];
  const queries: readonly [query: string, expected: readonly string[]][] = [
    ["short_description=alpha", ["Alpha"]],
    ["short_description!=Alpha", ["Beta", "Gamma^1"]],
    ["short_description=Gamma^^1", ["Gamma^1"]],
    ["short_descriptionLIKEa^state=2", ["Alpha"]],
    ["short_descriptionNOT LIKElph", ["Beta", "Gamma^1"]],
    ["short_descriptionSTARTSWITHbe", ["Beta"]],
    ["short_descriptionENDSWITHa", ["Alpha", "Beta"]],
    ["short_descriptionINAlpha,Beta", ["Alpha", "Beta"]],
    ["short_descriptionNOT INAlpha,Beta", ["Gamma^1"]],
    ["assignment_groupISEMPTY", ["Alpha", "Gamma^1"]],
    ["assignment_groupISNOTEMPTY", ["Beta"]],
    ["assignment_group.name=Monitoring Alert", ["Beta"]],
    ["priorityBETWEEN1@3", ["Alpha", "Beta"]],
    ["priority>=3", ["Beta", "Gamma^1"]],
    ["sys_created_onSAMEASsys_created_on", all],
    ["state=2^short_description=Beta^ORshort_description=Alpha", ["Alpha"]],
    ["state=2^NQshort_description=Beta", ["Alpha", "Beta"]],
    ["zz_no_such_field=1", all],
    ["sys_created_on>=javascript:gs.dateGenerate('2020-01-01','00:00:00')", all],
    ["ORDERBYDESCsys_created_on^state=2^EQ", ["Alpha"]],
  ];
  for (const [query, expected] of queries) it(query, async () => assert.deepEqual(await titles(query), expected));

  it("answers with nothing where unknown parts are strict", async () => {
    simulator.setToggles({ strictQueries: true });
    assert.deepEqual(await titles("zz_no_such_field=1"), []);
    simulator.setToggles({ strictQueries: false });
  });

  it("shows texts only, in three ways", async () => {
    await simulator.technician.addComment(id, { text: "Hello", visibility: "public" });
    const read = async (mode: string) =>
      (await get(`table/incident/${id}?sysparm_fields=state,company,comments,sys_mod_count,nothing&${mode}`)).body
        ?.result;
    const company = simulator.clients[0]?.ref ?? "";
    const link = `${simulator.url}/api/now/table/core_company/${company}`;
    assert.deepEqual(await read(""), {
      state: "2",
      company: { link, value: company },
      comments: "",
      sys_mod_count: "1",
    });
    assert.deepEqual(await read("sysparm_exclude_reference_link=true"), {
      state: "2",
      company,
      comments: "",
      sys_mod_count: "1",
    });
    const shown = await read("sysparm_display_value=true");
    assert.match(String(shown?.["comments"]), /^\d{4}-.* - Ann Keller \(Additional comments\)\nHello\n\n$/);
    assert.deepEqual((await read("sysparm_display_value=all&sysparm_exclude_reference_link=true"))?.["company"], {
      display_value: "Acme Dental",
      value: company,
    });
  });

  it("limits before it hides, and counts what it hides", async () => {
    simulator.setToggles({ hiddenRows: [id] });
    const page = await get("table/incident?sysparm_query=ORDERBYshort_description&sysparm_limit=1");
    assert.deepEqual(page.body?.result, []);
    assert.equal(page.headers.get("x-total-count"), "3");
    assert.match(page.headers.get("link") ?? "", /sysparm_offset=-1>;rel="prev",<[^>]*sysparm_offset=1>;rel="next"/);
    simulator.setToggles({ hiddenRows: [] });
  });

  it("drops whoever sends its cookies back, and names what it does not know", async () => {
    assert.equal((await get("table/incident", { cookie: "JSESSIONID=1F0C" })).status, 202);
    assert.equal((await get("table/incidnet")).body?.error?.message, "Invalid table incidnet");
    assert.equal((await get(`table/incident/${"0".repeat(32)}`)).status, 404);
    assert.equal((await get("nothing")).status, 400);
  });

  it("has journals that nobody can change", async () => {
    await assert.rejects(simulator.technician.editComment(id, "x", { text: "y" }), /cannot be edited/);
    await assert.rejects(simulator.technician.deleteComment(id, "x"), /cannot be deleted/);
  });
});
