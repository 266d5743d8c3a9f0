import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";
import { awaitUntil } from "../../../server/demo/world.ts";
import { serveHttp } from "../../support/loopback.ts";
import { type ConsoleWorld, openConsoleWorld } from "./console-world.ts";

const inboundSecret = `whsec_${Buffer.from("a secret of at least 24 bytes, theirs").toString("base64")}`;
const outboundSecret = `whsec_${Buffer.from("a secret of at least 24 bytes, ours..").toString("base64")}`;
const bearerToken = "a-token-of-this-test";

/** What became of texts that vendors stored here, when a browser showed them. */
export interface Shown {
  /** Pages that were looked at. */
  pages: number;
  /** Of the texts, those that were read as they stand in a heading of a ticket or alert. */
  verbatim: number;
  /** What ran, what the content security policy had to stop, and what became more than text. */
  faults: readonly string[];
}

/** A vendor fills each of its fields with each of these texts; then every page that shows them is opened. */
export async function showStoredScripts(context: { after(run: () => Promise<void>): void }, texts: readonly string[]): Promise<Shown> {
  const vendor = await serveHttp((request, response) => {
    const told = decodeURIComponent(request.url?.split("told=")[1] ?? "");
    request.resume().on("end", () => response.writeHead(told ? 500 : 204, { "content-type": "text/html" }).end(told));
  });
  context.after(async () => vendor.close());
  const own = await openConsoleWorld(context, {}, { allowedPrivate: [vendor.address], environment: { INTERDESK_API_PER_MINUTE: "1000000" } });
  await store(own, `http://${vendor.address}`, texts);
  return look(own, texts);
} // prettier-ignore

async function store(own: ConsoleWorld, vendorUrl: string, texts: readonly string[]): Promise<void> {
  const { api } = own.world;
  const desk = (await api.post("/connections", { name: "vendor", connector: "webhook-desk", settings: { endpointUrl: `${vendorUrl}/told`, callsPerMinute: 100_000 }, secrets: { inboundSecret, outboundSecret }, mode: "live", rules: { take: "true", mostChanges: 1_000_000 } })) as { hookUrl: string };
  const monitor = (await api.post("/connections", { name: "tool", connector: "alertmanager", secrets: { bearerToken }, defaultClient: "Acme" }).catch(() => undefined)) as { hookUrl: string } | undefined;
  await api.post("/client-map", { connection: "vendor", externalId: "c1", client: "Acme" });
  const tool = monitor ?? ((await api.post("/connections", { name: "tool", connector: "alertmanager", secrets: { bearerToken }, defaultClient: "Acme" })) as { hookUrl: string });
  await api.patch("/connections/vendor", { rules: { take: "true", mostChanges: 1_000_000 } });
  for (const [n, text] of texts.entries()) {
    await tell(desk.hookUrl, n, text);
    await alert(tool.hookUrl, n, text);
  }
  // Clients by these names, and a vendor whose errors say it.
  for (const [n, text] of texts.slice(0, 12).entries()) {
    await api.post("/client-map", { connection: "tool", externalId: `named ${n}`, client: text.trim().slice(0, 200) });
    await fetch(desk.hookUrl, { method: "POST", headers: sign(`odd ${n}`, text), body: text });
  }
  const evil = { endpointUrl: `${vendorUrl}/?told=${encodeURIComponent(texts[0] ?? "")}`, callsPerMinute: 100_000 };
  await api.post("/connections", { name: "failing", connector: "webhook-desk", settings: evil, secrets: { inboundSecret, outboundSecret } });
  await api.post("/client-map", { connection: "failing", externalId: "c1", client: "Acme" });
  await awaitUntil("all tickets", async () => {
    const { open } = (await api.get("/overview")) as { open: number };
    return open >= texts.length ? true : undefined;
  }, 60_000);
} // prettier-ignore

function sign(id: string, body: string): Record<string, string> {
  const at = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac("sha256", Buffer.from(inboundSecret.slice("whsec_".length), "base64")).update(`${id}.${at}.${body}`).digest("base64");
  return { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${mac}`, "user-agent": "<svg onload=trap(1)>" };
} // prettier-ignore

/** A ticket of a service desk, what is said on it and hangs on it, and a customer whom nobody knows. */
async function tell(hookUrl: string, n: number, text: string): Promise<void> {
  const at = new Date().toISOString();
  const common = { timestamp: at, sender: "vendor" };
  const one = { id: `t${n}`, number: text.slice(0, 200), url: "javascript:trap(1)", createdAt: at, updatedAt: at };
  const fields = { title: text.trim().slice(0, 500), description: text, status: "new", priority: 3, type: "incident", category: text.slice(0, 200), queue: text.trim().slice(0, 200) };
  const author = { name: text.slice(0, 200), kind: "technician" };
  const messages = [
    { type: "ticket.created", ...common, data: { ...one, client: { id: "c1", name: text.slice(0, 200) }, fields } },
    { type: "comment.created", ...common, data: { id: `p${n}`, ticketId: one.id, body: text, format: "plain", visibility: "public", author, createdAt: at } },
    { type: "comment.created", ...common, data: { id: `m${n}`, ticketId: one.id, body: text, format: "markdown", author, createdAt: at } },
    { type: "attachment.created", ...common, data: { id: `a${n}`, ticketId: one.id, fileName: text.replaceAll("/", "⁄").slice(0, 200), contentType: "text/html", visibility: "public", createdAt: at, data: Buffer.from(text).toString("base64") } },
    ...(n % 10 === 0 ? [{ type: "ticket.created", ...common, data: { ...one, id: `u${n}`, client: { id: text.slice(0, 200), name: text.slice(0, 200) }, fields } }] : []),
  ];
  for (const [place, message] of messages.entries()) {
    const body = JSON.stringify(message);
    await fetch(hookUrl, { method: "POST", headers: sign(`m${n}.${place}`, body), body });
  }
} // prettier-ignore

async function alert(hookUrl: string, n: number, text: string): Promise<void> {
  const labels = { alertname: text, instance: `${text} ${n}`, severity: "warning", service: text, note: text, ...(n % 10 === 0 ? { client: text } : {}) };
  const told = { status: "firing", labels, annotations: { summary: text, description: text, runbook_url: "javascript:trap(1)" }, startsAt: new Date().toISOString(), endsAt: "0001-01-01T00:00:00Z", fingerprint: n.toString(16).padStart(16, "0"), generatorURL: "javascript:trap(1)" };
  const body = { receiver: text, version: "4", groupKey: text, truncatedAlerts: 0, externalURL: "javascript:trap(1)", status: "firing", alerts: [told], groupLabels: {}, commonLabels: {}, commonAnnotations: {} };
  await fetch(hookUrl, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${bearerToken}`, "user-agent": "<svg onload=trap(1)>" }, body: JSON.stringify(body) });
} // prettier-ignore

/** In the page, before anything of it: what runs is told, and so is what the policy stops. */
const trap = `globalThis.trap = () => { globalThis.ran = (globalThis.ran ?? 0) + 1; return ""; };
  for (const name of ["alert", "confirm", "prompt"]) globalThis[name] = globalThis.trap;
  globalThis.stopped = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => globalThis.stopped.push(violatedDirective + " " + blockedURI));`;

/** In the page, at its end: what ran, was stopped, or has become more than text. */
const inspect = `(() => {
  const found = [];
  if (globalThis.ran) found.push("ran " + globalThis.ran + " times");
  found.push(...globalThis.stopped.map((what) => "stopped: " + what));
  for (const element of document.querySelectorAll("*")) for (const { name, value } of element.attributes) {
    if (/^on/i.test(name)) found.push("handler " + name + " of " + element.tagName);
    if (["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"].includes(name) && !/^https?:$/.test(new URL(value, location.href).protocol) && !value.startsWith("blob:"))
      found.push(name + " " + value);
  }
  found.push(...[...document.querySelectorAll("script:not([src]), iframe, object, embed, base, math, marquee, body style")].map(({ tagName }) => "element " + tagName));
  return found;
})()`;

async function look(own: ConsoleWorld, texts: readonly string[]): Promise<Shown> {
  const { api } = own.world;
  const tickets = (await api.get("/tickets?limit=500")) as { id: string; title: string }[];
  const alerts = (await api.get("/alerts?limit=200")) as { id: string; title: string }[];
  const deliveries = (await api.get("/deliveries?limit=100")) as { id: string }[];
  const clients = texts.slice(0, 12).map((text) => `/clients/${encodeURIComponent(text.trim().slice(0, 200))}`);
  const lists = ["/", "/tickets", "/alerts?view=all", "/alerts?view=waiting", "/clients", "/deliveries", "/deliveries?tab=quarantine", "/deliveries?tab=notices", "/connections", "/audit", "/reports",
    "/on-call?part=pages", "/rules?part=explain", ...["vendor", "tool", "failing"].flatMap((name) => ["overview", "clients", "maps", "log"].map((tab) => `/connections/${name}?tab=${tab}`))]; // prettier-ignore
  const waiting = [
    ...lists.map((path) => ({ path, title: undefined })),
    ...tickets.map(({ id, title }) => ({ path: `/tickets/${id}`, title })),
    ...alerts.slice(0, 30).map(({ id, title }) => ({ path: `/alerts/${id}`, title })),
    ...deliveries.filter((_, n) => n % 8 === 0).map(({ id }) => ({ path: `/deliveries/${id}`, title: undefined })),
    ...clients.map((path) => ({ path, title: undefined })),
  ];
  const shown = { pages: 0, verbatim: 0, faults: [] as string[] };
  const work = async () => {
    const page = await own.open("/account");
    await page.addInitScript(trap);
    page.on("dialog", (dialog) => {
      shown.faults.push(`${page.url()}: a dialog says ${dialog.message()}`);
      void dialog.dismiss();
    });
    for (let next = waiting.shift(); next; next = waiting.shift()) await lookAt(page, next, shown);
  };
  await Promise.all([work(), work()]);
  return { ...shown, faults: [...shown.faults, ...own.complaints] };
}

async function lookAt(page: Page, { path, title }: { path: string; title: string | undefined }, shown: Shown & { faults: string[]; pages: number; verbatim: number }): Promise<void> {
  await page.goto(path);
  await page.locator("#content h1, h1").first().waitFor();
  await page.locator("[role=status][aria-label]").first().waitFor({ state: "detached", timeout: 5_000 }).catch(() => undefined);
  const list = page.getByRole("grid");
  if (title === undefined && (await list.count()) > 0) {
    await list.first().focus();
    for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press("PageDown");
  }
  const heading = page.locator("h1");
  const isRead = title === undefined || (await heading.filter({ hasText: title }).first().waitFor().then(() => true, () => false));
  if (!isRead) shown.faults.push(`${path}: "${title}" is shown as "${await heading.first().textContent()}"`);
  else if (title !== undefined) shown.verbatim += 1;
  const menu = page.locator("[aria-haspopup=menu][aria-label]");
  if (path.startsWith("/tickets/") && shown.pages % 10 === 0 && (await menu.count()) > 0) await menu.last().click();
  shown.faults.push(...((await page.evaluate(inspect)) as string[]).map((fault) => `${path}: ${fault}`));
  shown.pages += 1;
} // prettier-ignore
