import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { Refusal } from "./data/ask.ts";
import { meQuery, queries } from "./data/queries.ts";
import { readAlertsSearch } from "./pages/alerts/alerts-search.ts";
import { readNowSearch } from "./pages/now/now-search.ts";
import { readTicketsSearch } from "./pages/tickets/tickets-search.ts";
import { type Kind, kinds } from "./pages/connections/connections.ts";
import { type ConnectionTab, connectionTabs } from "./pages/connections/tabs.ts";
import { readDeliverySearch } from "./pages/deliveries/search.ts";
import { FaultPage } from "./shell/fault-page.tsx";
import { MissingPage } from "./shell/missing-page.tsx";

const root = createRootRoute({ component: Outlet, errorComponent: FaultPage, notFoundComponent: MissingPage });

/** A value of the address, where it is text. */
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // What stands in an address that somebody sent is no reason to leave this hub.
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined; error?: string | undefined } => ({
    to: /^\/(?![/\\])/.test(text(search["to"]) ?? "") ? text(search["to"]) : undefined,
    error: text(search["error"]),
  }),
  component: lazyRouteComponent(() => import("./pages/entry/sign-in-page.tsx"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup/$secret",
  component: lazyRouteComponent(() => import("./pages/entry/link-page.tsx"), "LinkPage"),
});

/** All pages of who has signed in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ location }) => {
    try {
      return { me: await queries.ensureQueryData(meQuery) };
    } catch (cause) {
      if (cause instanceof Refusal && cause.status === 401)
        throw redirect({ to: "/sign-in", search: { to: location.href === "/" ? undefined : location.href } });
      throw cause;
    }
  },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

const now = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: readNowSearch,
  component: lazyRouteComponent(() => import("./pages/now/now-page.tsx"), "NowPage"),
});
const tickets = createRoute({
  getParentRoute: () => shell,
  path: "/tickets",
  validateSearch: readTicketsSearch,
  component: lazyRouteComponent(() => import("./pages/tickets/tickets-page.tsx"), "TicketsPage"),
});
const alerts = createRoute({
  getParentRoute: () => shell,
  path: "/alerts",
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import("./pages/alerts/alerts-page.tsx"), "AlertsPage"),
});
const alert = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/$id",
  component: lazyRouteComponent(() => import("./pages/alerts/alert-page.tsx"), "AlertPage"),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
});
const onCall = createRoute({
  getParentRoute: () => shell,
  path: "/on-call",
  validateSearch: (search: Record<string, unknown>): { part?: string; days?: string; from?: string } => ({
    ...(text(search["part"]) ? { part: String(search["part"]) } : {}),
    ...(["7", "14", "28"].includes(String(search["days"])) ? { days: String(search["days"]) } : {}),
    ...(/^\d{4}-\d\d-\d\d$/.test(String(search["from"])) ? { from: String(search["from"]) } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/on-call/on-call-page.tsx"), "OnCallPage"),
});
const rules = createRoute({
  getParentRoute: () => shell,
  path: "/rules",
  validateSearch: (search: Record<string, unknown>): { part?: string } =>
    text(search["part"]) ? { part: String(search["part"]) } : {},
  component: lazyRouteComponent(() => import("./pages/rules/rules-page.tsx"), "RulesPage"),
});
const reports = createRoute({
  getParentRoute: () => shell,
  path: "/reports",
  validateSearch: (search: Record<string, unknown>): { months?: string; client?: string } => ({
    ...(["3", "6", "12", "24"].includes(String(search["months"])) ? { months: String(search["months"]) } : {}),
    ...(text(search["client"]) ? { client: String(search["client"]) } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/reports/reports-page.tsx"), "ReportsPage"),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  component: lazyRouteComponent(() => import("./pages/people/people-page.tsx"), "PeoplePage"),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { action?: string; actor?: string; object?: string } =>
    Object.fromEntries(
      ["action", "actor", "object"].flatMap((name) => (text(search[name]) ? [[name, search[name]]] : [])),
    ),
  component: lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditPage"),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  validateSearch: (search: Record<string, unknown>): { part?: string } =>
    text(search["part"]) ? { part: String(search["part"]) } : {},
  component: lazyRouteComponent(() => import("./pages/settings/settings-page.tsx"), "SettingsPage"),
});

const connections = createRoute({
  getParentRoute: () => shell,
  path: "/connections",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; kind?: Kind | undefined } => ({
    text: text(search["text"]),
    kind: kinds.find((kind) => kind === search["kind"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/connections-page.tsx"), "ConnectionsPage"),
});
const newConnection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/new",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; connector?: string | undefined } => ({
    text: text(search["text"]),
    connector: text(search["connector"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/catalogue-page.tsx"), "CataloguePage"),
});
const connection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/$name",
  validateSearch: (search: Record<string, unknown>): { tab?: ConnectionTab | undefined } => ({
    tab: connectionTabs.find((tab) => tab === search["tab"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/connection-page.tsx"), "ConnectionPage"),
});
const welcome = createRoute({
  getParentRoute: () => shell,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./pages/welcome/welcome-page.tsx"), "WelcomePage"),
});
const deliveries = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries",
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import("./pages/deliveries/deliveries-page.tsx"), "DeliveriesPage"),
});
const delivery = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries/$id",
  component: lazyRouteComponent(() => import("./pages/deliveries/delivery-page.tsx"), "DeliveryPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    shell.addChildren([
      now,
      tickets,
      alerts,
      alert,
      account,
      onCall,
      rules,
      reports,
      people,
      audit,
      settings,
      connections,
      newConnection,
      connection,
      welcome,
      deliveries,
      delivery,
    ]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: FaultPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
