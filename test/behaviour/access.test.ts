import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { apiBase } from "../../server/access/gate.ts";
import { permissions } from "../../server/access/permissions.ts";
import { isAtLeast, type Role, roles } from "../../server/access/roles.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { listApiRoutes } from "../support/api-routes.ts";
import { openBrowser, readAnswer } from "../support/browser.ts";
import { passwordOf, secretOf, signIn } from "../support/people-world.ts";
import { openTestWorld } from "../support/world.ts";
import type { HubClient } from "../../server/cli/client.ts";

let world: DemoWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openTestWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

interface Answer {
  status: number;
  detail: string;
  body: unknown;
}

const baseOf = (route: string) => (/^\/(tmf-api\/|mcp$)/.test(route) ? "" : apiBase);

/** What a key is answered. */
async function call(key: string, method: string, route: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${world.api.url}${baseOf(route)}${route}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined || method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  const said = (await readAnswer(answer)) as { detail?: string; reason?: string };
  return { status: answer.status, detail: said.detail ?? said.reason ?? "", body: said };
}

type Caller = (method: string, route: string, body?: unknown) => Promise<Answer>;

let people = 0;

/** Somebody who is invited, sets a password and has signed in. */
async function addPerson(role: Role, more: object = {}, api: HubClient = world.api): Promise<Caller> {
  const email = `person${(people += 1)}@msp.example`;
  const { url } = (await api.post("/people", { email, name: `Person ${people}`, role, ...more })) as { url: string };
  const browser = openBrowser(world.api.url);
  await browser.call("POST", "/api/auth/link/redeem", { secret: secretOf(url), password: passwordOf(email) });
  return async (method, route, body) => {
    const answer = await browser.call(method, `${baseOf(route)}${route}`, body);
    if (method === "DELETE" && route === "/me/sessions") await signIn(browser, email);
    return {
      status: answer.status,
      detail: String(answer.body["detail"] ?? answer.body["reason"] ?? ""),
      body: answer.body,
    };
  };
}

/** Both ways to ask: with a key, and signed in. */
async function addBoth(
  name: string,
  role: Role,
  more: object = {},
  api: HubClient = world.api,
): Promise<readonly Caller[]> {
  const { key } = (await api.post("/api-keys", { name, role, ...more })) as { key: string };
  return [(method, route, body) => call(key, method, route, body), await addPerson(role, more, api)];
}

async function addKey(name: string, role: Role, more: object = {}): Promise<string> {
  const { key } = (await world.api.post("/api-keys", { name, role, ...more })) as { key: string };
  return key;
}

const fill = (pattern: string, id: string) => pattern.replaceAll(/:\w+/g, id);

describe("who may do what", () => {
  it("is said of every route, and of nothing else", () =>
    assert.deepEqual(Object.keys(permissions).toSorted(), listApiRoutes()));

  it("holds for each role on each route: what is above it is refused before anything is looked at", async () => {
    for (const role of roles) {
      const callers = await addBoth(`of ${role}`, role);
      for (const [name, { least }, ask] of Object.entries(permissions).flatMap(([name, permission]) =>
        callers.map((ask) => [name, permission, ask] as const),
      )) {
        const [method = "", pattern = ""] = name.split(" ");
        const { status, detail } = await ask(method, fill(pattern, "nothing-of-this-name"), {});
        if (least === "operator" || !isAtLeast(role, least)) {
          assert.equal(status, 403, `${role} ${name}: ${status} ${detail}`);
          assert.match(detail, /needs the role|whoever runs this hub/);
        } else assert.ok(status !== 403 && status < 500, `${role} ${name}: ${status} ${detail}`);
      }
    }
  });

  it("a key that is wrong, missing, revoked or over is told nothing", async () => {
    const key = await addKey("short", "viewer");
    assert.equal((await call(key, "GET", "/tickets")).status, 200);
    for (const wrong of ["", "idk_", `${key}x`, key.slice(0, -1), "idk_' or true --"])
      assert.equal((await call(wrong, "GET", "/tickets")).status, 401);
    await world.api.remove("/api-keys/short");
    await awaitUntil("its end", async () => ((await call(key, "GET", "/tickets")).status === 401 ? true : undefined));
    await assert.rejects(world.api.remove("/api-keys/short"), /no such key/);
  });

  it("no key makes one that may do more, and a name is given once", async () => {
    const admin = await addKey("an admin", "admin");
    const refused = await call(admin, "POST", "/api-keys", { name: "more", role: "owner" });
    assert.deepEqual([refused.status, refused.detail], [403, "role: a key may not do more than you: you are admin."]);
    const made = await call(admin, "POST", "/api-keys", { name: "less", role: "viewer" });
    assert.equal(made.status, 201);
    const { entries } = (await world.api.get("/audit?action=apiKey.add&limit=1")) as { entries: { actor: string }[] };
    assert.equal(entries[0]?.actor, "key an admin");
    assert.equal((await call(admin, "POST", "/api-keys", { name: "less", role: "viewer" })).status, 409);
    const unknown = await call(admin, "POST", "/api-keys", { name: "x", role: "viewer", clients: ["Nobody"] });
    assert.equal(unknown.detail, 'clients: there is no client "Nobody".');
    const listed = JSON.stringify((await call(admin, "GET", "/api-keys")).body);
    assert.ok(!listed.includes((made.body as { key: string }).key), "it is shown once");
  });
});

describe("a key, or a person, held to some clients", () => {
  it("sees theirs; of others it is told what it is told of what does not exist", async () => {
    const { clients } = world.desk;
    await world.api.post("/client-map", { connection: "prometheus", externalId: "borg", client: "Borg Ltd" });
    await world.api.post("/client-map", {
      connection: "autotask",
      externalId: clients[1]?.ref ?? "",
      client: "Borg Ltd",
    });
    await deliverAlerts(world.hookUrl, [{ alertname: "Acme down", client: "acme-dental", severity: "critical" }]);
    await deliverAlerts(world.hookUrl, [{ alertname: "Borg down", client: "borg", severity: "critical" }]);
    await awaitUntil("both tickets", async () => ((await world.tickets()).length === 2 ? true : undefined));
    const callers = await addBoth("of Borg", "owner", { clients: ["Borg Ltd"] });
    for (const ask of callers) {
      const list = async (route: string) => (await ask("GET", route)).body as { id: string; title: string }[];
      for (const route of ["/tickets", "/alerts"])
        assert.deepEqual(
          (await list(route)).map(({ title }) => title),
          ["Borg down"],
        );
      assert.deepEqual(await list("/tickets?client=Acme%20Dental"), []);
      const seen = (await ask("GET", "/clients")).body as { name: string }[];
      assert.deepEqual(
        seen.map(({ name }) => name),
        ["Borg Ltd"],
      );
    }
    const alerts = (await world.api.get("/alerts")) as { id: string; title: string }[];
    const foreign = {
      ticket: (await world.tickets()).find(({ title }) => title === "Acme down")?.id ?? "",
      alert: alerts.find(({ title }) => title === "Acme down")?.id ?? "",
    };
    const missing = "00000000-0000-7000-8000-00000000dead";
    for (const [name, ask] of Object.keys(permissions).flatMap((name) => callers.map((ask) => [name, ask] as const))) {
      const [method = "", pattern = ""] = name.split(" ");
      if (permissions[name]?.byClient && !pattern.includes(":")) continue;
      const id = pattern.startsWith("/alerts") ? foreign.alert : foreign.ticket;
      const [theirs, none] = [await ask(method, fill(pattern, id), {}), await ask(method, fill(pattern, missing), {})];
      // A body that says nothing is refused before anything is looked up: the same way, whoever's it is.
      assert.ok([404, 422].includes(theirs.status), `${name}: ${theirs.status} ${theirs.detail}`);
      assert.deepEqual([theirs.status, theirs.detail], [none.status, none.detail], name);
    }
  });
});

describe("two tenants of one hub", () => {
  it("never meet: what is the other's is not there, whichever route asks", async () => {
    await world.api.post("/tenants", { name: "Other MSP" });
    const operator = await world.asTenant("Other MSP");
    const callers = await addBoth("theirs", "owner", {}, operator);
    for (const asOther of callers) await expectNothingOf(asOther);
  });
});

async function expectNothingOf(asOther: Caller): Promise<void> {
  for (const route of ["/tickets", "/alerts", "/connections", "/deliveries", "/quarantine", "/items", "/notices"])
    assert.deepEqual((await asOther("GET", route)).body, [], route);
  const [ticket] = await world.tickets();
  const [alert] = (await world.api.get("/alerts")) as { id: string }[];
  const [delivery] = (await world.api.get("/deliveries")) as { id: string }[];
  const missing = "00000000-0000-7000-8000-00000000dead";
  for (const [name, { least }] of Object.entries(permissions)) {
    const [method = "", pattern = ""] = name.split(" ");
    if (least === "operator" || !pattern.includes(":")) continue;
    const ids = [ticket?.id, alert?.id, delivery?.id, "prometheus", "autotask"];
    for (const id of ids) {
      const nobodys = id?.includes("-") ? missing : "nobodys";
      const none = await asOther(method, fill(pattern, nobodys), {});
      const theirs = await asOther(method, fill(pattern, id ?? ""), {});
      assert.ok(theirs.status >= 400, `${name} ${id ?? ""}: ${theirs.status}`);
      assert.deepEqual([theirs.status, plain(theirs.detail, id)], [none.status, plain(none.detail, nobodys)], name);
    }
  }
  assert.equal((await asOther("GET", "/tenants")).status, 403);
  const unmapped = await asOther("DELETE", "/client-map?connection=prometheus&externalId=borg", {});
  assert.deepEqual([unmapped.status, unmapped.detail], [404, 'There is no connection "prometheus".']);
}

/** An answer may repeat what was asked for. */
const plain = (detail: string, id: string | undefined) => detail.replaceAll(id ?? " ", "…");
