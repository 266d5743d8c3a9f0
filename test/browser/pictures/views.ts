import type { Page } from "playwright-core";
import type { HubClient } from "../../../server/cli/client.ts";
import { de } from "../../../server/console/app/text/de.ts";
import { en } from "../../../server/console/app/text/en.ts";

export const words = { en, de } as const;
type Words = (typeof words)[keyof typeof words];

/** What is to be seen on one picture. */
export interface View {
  name: string;
  path: string;
  /** Nobody has signed in. */
  stranger?: true;
  /** What is done on the page before. */
  act?(page: Page, words: Words): Promise<void>;
}

const follow = (page: Page, name: string) => page.getByRole("link", { name }).first().click();
const click = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

/** Every page, its parts and main dialogs, with records that show what each is for. */
export async function listViews(api: HubClient): Promise<readonly View[]> {
  const ticket = async (query: string) =>
    ((await api.get(`/tickets?limit=1&${query}`)) as { id: string }[])[0]?.id ?? "";
  const conflict = await ticket("search=ERP%20client");
  const late = await ticket("order=due");
  const paused = await ticket("status=pending");
  const alerts = (await api.get("/alerts?limit=200")) as { id: string; title: string }[];
  const alert = (title: string) => alerts.find((one) => one.title.includes(title))?.id ?? alerts[0]?.id ?? "";
  const deliveries = (await api.get("/deliveries?limit=200")) as { id: string; outcome: string; connection: string }[];
  const delivery = (outcome: string) => deliveries.find((one) => one.outcome === outcome)?.id ?? "";
  return [
    ...listEntry(),
    { name: "now", path: "/" },
    { name: "tickets", path: "/tickets" },
    { name: "tickets-new", path: "/tickets", act: (page, { newTicket }) => click(page, newTicket.button) },
    { name: "ticket-conflict", path: `/tickets/${conflict}` },
    { name: "ticket-late", path: `/tickets/${late}` },
    { name: "ticket-paused", path: `/tickets/${paused}` },
    { name: "ticket-assign", path: `/tickets/${late}`, act: (page, { ticket: own }) => click(page, own.assign) },
    { name: "alerts", path: "/alerts" },
    { name: "alerts-waiting", path: "/alerts?view=waiting" },
    { name: "alerts-windows", path: "/alerts?view=windows" },
    { name: "alerts-new-window", path: "/alerts?view=windows", act: (page, { windows }) => click(page, windows.add) },
    { name: "alert-folded", path: `/alerts/${alert("Replication lag above")}` },
    { name: "alert-flapping", path: `/alerts/${alert("Line quality")}` },
    { name: "clients", path: "/clients" },
    { name: "client", path: `/clients/${encodeURIComponent("Brunner & Söhne GmbH")}` },
    {
      name: "client-contact",
      path: "/clients/Delta%20Pharma",
      act: (page, { clients: own }) => click(page, own.guide.contacts.add),
    },
    { name: "connections", path: "/connections" },
    { name: "connections-new", path: "/connections/new" },
    { name: "connection-setup", path: "/connections/new?connector=halopsa" },
    ...["overview", "settings", "maps", "clients", "rules", "sync", "log"].map((tab) => ({
      name: `connection-${tab}`,
      path: `/connections/autotask?tab=${tab}`,
    })),
    { name: "connection-sick", path: "/connections/halopsa" },
    { name: "connection-monitor", path: "/connections/prometheus" },
    { name: "deliveries", path: "/deliveries" },
    { name: "deliveries-quarantine", path: "/deliveries?tab=quarantine" },
    { name: "deliveries-notices", path: "/deliveries?tab=notices" },
    { name: "delivery-applied", path: `/deliveries/${delivery("applied")}` },
    { name: "delivery-quarantined", path: `/deliveries/${delivery("quarantined")}` },
    ...["edit", "explain", "unused"].map((part) => ({ name: `rules-${part}`, path: `/rules?part=${part}` })),
    { name: "rules-gone-to", path: "/rules?part=unused", act: (page, { rules }) => follow(page, rules.goTo) },
    { name: "rules-explained", path: "/rules?part=explain", act: (page, { rules }) => click(page, rules.explain) },
    { name: "rules-new", path: "/rules", act: (page, { rules }) => click(page, rules.add) },
    { name: "sla", path: "/sla" },
    { name: "sla-backtest", path: "/sla", act: (page, { sla: own }) => click(page, own.run) },
    ...["schedule", "load", "pages", "feeds", "plan"].map((part) => ({
      name: `on-call-${part}`,
      path: `/on-call?part=${part}`,
    })),
    { name: "reports", path: "/reports?months=6" },
    { name: "audit", path: "/audit" },
    {
      name: "audit-actions",
      path: "/audit?action=person.*",
      act: (page, { audit: own }) => page.getByRole("combobox", { name: own.action }).click(),
    },
    { name: "people", path: "/people" },
    { name: "people-invite", path: "/people", act: (page, { people }) => click(page, people.invite) },
    ...["keys", "webhooks", "configuration", "api", "erasure"].map((part) => ({
      name: `settings-${part}`,
      path: `/settings?part=${part}`,
    })),
    {
      name: "settings-new-webhook",
      path: "/settings?part=webhooks",
      act: (page, { settings }) => click(page, settings.webhooks.add),
    },
    {
      name: "settings-webhook-log",
      path: "/settings?part=webhooks",
      act: async (page, { settings }) => {
        await page.locator('[aria-haspopup="menu"]').last().click();
        await page.getByRole("menuitem", { name: settings.webhooks.log }).click();
      },
    },
    {
      name: "settings-new-key",
      path: "/settings?part=keys",
      act: (page, { settings }) => click(page, settings.keys.add),
    },
    { name: "account", path: "/account" },
    { name: "welcome", path: "/welcome" },
    { name: "missing", path: "/nowhere" },
  ];
}

function listEntry(): readonly View[] {
  return [
    { name: "sign-in", path: "/sign-in", stranger: true },
    { name: "setup", path: "/setup/a-link-that-has-been-used", stranger: true },
  ];
}
