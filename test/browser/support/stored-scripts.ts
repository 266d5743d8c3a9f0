import type { Page } from "playwright-core";
import { serveHttp } from "../../support/loopback.ts";
import { type ConsoleWorld, openConsoleWorld } from "./console-world.ts";
import { storeScripts } from "./store-scripts.ts";

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
export async function showStoredScripts(
  context: { after(run: () => Promise<void>): void },
  texts: readonly string[],
): Promise<Shown> {
  const vendor = await serveHttp((request, response) => {
    const told = decodeURIComponent(request.url?.split("told=")[1] ?? "");
    request.resume().on("end", () => response.writeHead(told ? 500 : 204, { "content-type": "text/html" }).end(told));
  });
  context.after(async () => vendor.close());
  const own = await openConsoleWorld(
    context,
    {},
    { allowedPrivate: [vendor.address], environment: { INTERDESK_API_PER_MINUTE: "1000000" } },
  );
  await storeScripts(own, `http://${vendor.address}`, texts);
  return look(own, texts);
}

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

async function lookAt(
  page: Page,
  { path, title }: { path: string; title: string | undefined },
  shown: Shown & { faults: string[]; pages: number; verbatim: number },
): Promise<void> {
  await page.goto(path);
  await page.locator("#content h1, h1").first().waitFor();
  await page
    .locator("[role=status][aria-label]")
    .first()
    .waitFor({ state: "detached", timeout: 5_000 })
    .catch(() => undefined);
  const list = page.getByRole("grid");
  if (title === undefined && (await list.count()) > 0) {
    await list.first().focus();
    for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press("PageDown");
  }
  const heading = page.locator("h1");
  const isRead =
    title === undefined ||
    (await heading
      .filter({ hasText: title })
      .first()
      .waitFor()
      .then(
        () => true,
        () => false,
      ));
  if (!isRead) shown.faults.push(`${path}: "${title}" is shown as "${await heading.first().textContent()}"`);
  else if (title !== undefined) shown.verbatim += 1;
  const menu = page.locator("[aria-haspopup=menu][aria-label]");
  if (path.startsWith("/tickets/") && shown.pages % 10 === 0 && (await menu.count()) > 0) await menu.last().click();
  shown.faults.push(...((await page.evaluate(inspect)) as string[]).map((fault) => `${path}: ${fault}`));
  shown.pages += 1;
}
