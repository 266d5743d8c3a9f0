import { openBrowser } from "../../support/browser.ts";
import { startHubProcess } from "../../support/hub-process.ts";
import { defineScenario } from "../scenario.ts";
import {
  type CanaryWorld,
  openCanaries,
  connectDesks,
  listPlaces,
  readNumbers,
  tellFound,
  makeSecret,
} from "../tools/canary-world.ts";
import { echoes } from "../tools/echo-vendor.ts";
import { findSecrets, readEverything, readOwn } from "../tools/look-for-secrets.ts";

export const echoedCredentials = defineScenario(
  "O5",
  "vendors whose errors repeat our credentials",
  async (context, sizes) => {
    const world = await openCanaries(context);
    const { vendor, accounts, tell, secrets } = world;
    await connectDesks(world);
    const step = Math.max(1, Math.floor(echoes / sizes.echoes));
    let complaints = 0;
    for (let nth = 0; nth < echoes && complaints < sizes.echoes; nth += step) {
      vendor.complain(nth);
      const { connector } = accounts[complaints % accounts.length] ?? { connector: "" };
      for (const ask of ["test", "poll", "discover"]) await tell("POST", `/connections/${connector}/${ask}`);
      complaints += 1;
    }
    for (const [index, credential] of vendor.heard().entries()) secrets.set(`credential ${index}`, credential);
    // A user's name is no secret; it stands in the settings.
    const settings = JSON.stringify(accounts.map((account) => account.settings));
    for (const [name, secret] of secrets) if (settings.includes(secret)) secrets.delete(name);
    const places = await listPlaces(world);
    const found = tellFound(places, secrets);
    return {
      pass: found.length === 0 && vendor.heard().length >= accounts.length,
      figure: `${vendor.complaints()} complaints (${complaints} kinds) of ${accounts.length} desks that repeat all they were sent, with ${vendor.heard().length} credentials among it: ${found.length === 0 ? `none in ${[...places.keys()].join(", ")}` : found.slice(0, 4).join("; ")}`,
    };
  },
);

/** Everything that takes a secret, once as it should be and once as it should not. */
async function useSecrets(world: CanaryWorld): Promise<void> {
  const { hub, secrets, tell, hookUrl, vendor } = world;
  const keep = (name: string, secret = makeSecret()) => {
    secrets.set(name, secret);
    return secret;
  };
  await connectDesks(world);
  const bearerToken = keep("bearer token");
  const added = JSON.parse(
    await tell("POST", "/connections", {
      name: "canary",
      connector: "alertmanager",
      secrets: { bearerToken },
      defaultClient: "Acme",
    }),
  ) as { hookUrl: string };
  world.answers.pop();
  keep("address of the hook", new URL(added.hookUrl).pathname.split("/").at(-1));
  const json = { "content-type": "application/json" };
  const deliver = async (headers: Readonly<Record<string, string>>, body: string) =>
    void world.answers.push(
      await (await fetch(added.hookUrl, { method: "POST", headers: { ...json, ...headers }, body })).text(),
    );
  await deliver({ authorization: `Bearer ${bearerToken}` }, '{"version":"4","alerts":[{"status":"burning"}]}');
  await deliver({ authorization: `Bearer ${bearerToken}` }, "{");
  await deliver({ authorization: `Basic ${keep("wrong credential")}` }, "{}");
  await fetch(`${hookUrl.replace(/[^/]+$/, "")}${keep("wrong address")}`, {
    method: "POST",
    headers: json,
    body: "{}",
  });
  for (const [name, body] of [
    ["in a body that is no JSON", (secret: string) => `{"name": "x", "secrets": {"bearerToken": "${secret}" "}`],
    [
      "of a wrong shape",
      (secret: string) => ({ name: "y", connector: "alertmanager", secrets: { bearerToken: [secret] } }),
    ],
    [
      "under a wrong name",
      (secret: string) => ({ name: "z", connector: "alertmanager", secrets: { bearerTokenn: secret } }),
    ],
    ["of no connector", (secret: string) => ({ name: "z", connector: "nothing", secrets: { token: secret } })],
  ] as const)
    await tell("POST", "/connections", body(keep(`secret ${name}`)));
  await tell("PATCH", "/connections/canary", { secrets: { bearerToken: keep("changed secret") }, overlapHours: 1 });
  await tell("POST", "/webhooks", { url: `http://${vendor.addresses[0] ?? ""}/hook`, types: ["*"] });
  const shown = [
    await tell("POST", "/api-keys", { name: "canary", role: "owner" }),
    await tell("POST", "/people", { email: "canary@msp.example", name: "Canary", role: "viewer" }),
  ];
  world.answers.splice(-2);
  const [{ key = "" }, { url = "" }] = shown.map((text) => JSON.parse(text) as { key?: string; url?: string }) as [
    { key?: string },
    { url?: string },
  ];
  keep("API key", key);
  const browser = openBrowser(hub.url);
  const link = keep("link of an invitation", url.split("/").at(-1));
  await browser.call("POST", "/api/auth/link/redeem", { secret: link, password: keep("password") });
  await browser.call("POST", "/api/auth/sign-in/email", {
    email: "canary@msp.example",
    password: keep("wrong password"),
  });
  for (const [index, [, cookie]] of [...browser.cookies].entries())
    if (cookie.length > 20) keep(`cookie ${index}`, cookie);
  for (const name of ["admin-token", "master-key"] as const)
    keep(name, (await readOwn(world.dataDir, name)).replace(/^k1:/, ""));
  await tell("GET", `/tickets?search=${keep("wrong key")}`, undefined, {
    authorization: `Bearer idk_${secrets.get("wrong key")}`,
  });
  await tell("POST", `/connections/canary/test`);
}

/** A start that fails, with secrets in its settings. @returns what it says */
async function failToStart(world: CanaryWorld): Promise<string> {
  const said: string[] = [];
  const [database, mail, ring] = ["password of a database", "password of a mail server", "master key of a start"].map(
    (name) => {
      const secret = makeSecret();
      world.secrets.set(name, secret);
      return secret;
    },
  );
  for (const environment of [
    { DATABASE_URL: `postgres://hub:${database}@127.0.0.1:1/hub` },
    { DATABASE_URL: world.database.url, INTERDESK_MAIL_URL: `ftp://hub:${mail}@mail.example` },
    { DATABASE_URL: world.database.url, INTERDESK_MASTER_KEY: `k1:${ring}` },
  ])
    await startHubProcess({
      INTERDESK_DATA: `${world.dataDir}/failing`,
      INTERDESK_PORT: "0",
      INTERDESK_LOG_LEVEL: "debug",
      ...environment,
    }).then(
      (hub) => hub.stop(),
      (cause: unknown) => said.push(String(cause)),
    );
  if (said.length !== 3) throw new Error(`${said.length} of 3 starts failed`);
  return said.join("\n");
}

export const canarySecrets = defineScenario("O1", "secrets on every way through the hub", async (context, sizes) => {
  const world = await openCanaries(context);
  await useSecrets(world);
  for (let nth = 0; nth < echoes; nth += 7) {
    world.vendor.complain(nth);
    for (const { connector } of world.accounts) await world.tell("POST", `/connections/${connector}/poll`);
  }
  const crash = await failToStart(world);
  const numbers = await readNumbers(world);
  await world.hub.kill();
  const last = world.hub.output();
  const revived = await startHubProcess({
    INTERDESK_DATA: world.dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "debug",
    DATABASE_URL: world.database.url,
    INTERDESK_METRICS_TOKEN: world.secrets.get("metrics token") ?? "",
  });
  context.after(async () => void (await revived.stop()));
  const places = new Map([
    ...(await listPlaces({ ...world, hub: revived })),
    ["the log before", last],
    ["metrics before", numbers],
    ["what starts that fail say", crash],
  ]);
  const found = tellFound(places, world.secrets);
  return {
    // Counters begin anew with the process: those of the first have counted all that was done.
    pass: found.length === 0 && world.secrets.size >= sizes.secrets && numbers.includes("interdesk_deliveries"),
    figure: `${world.secrets.size} secrets: ${found.length === 0 ? `none in ${[...places.keys()].join(", ")}` : found.slice(0, 6).join("; ")}`,
  };
});

export const readRoutes = defineScenario(
  "O6",
  "what can be read of secrets that are stored",
  async (context, sizes) => {
    const world = await openCanaries(context);
    await useSecrets(world);
    const read = await readEverything(world);
    const routes = new Set(read.map(({ route }) => route));
    const served = read.filter(({ status }) => status === 200).length;
    const shown = read.flatMap(({ route, text }) => findSecrets(world.secrets, text).map((name) => ({ name, route })));
    const found = shown.map(({ name, route }) => `${name} by ${route}`);
    return {
      pass: found.length === 0 && routes.size >= sizes.leastRoutes,
      figure: `${routes.size} routes asked by the operator, ${served} answers with 200, ${world.secrets.size} secrets: ${found.length === 0 ? "none shown" : found.slice(0, 6).join("; ")}`,
    };
  },
);
