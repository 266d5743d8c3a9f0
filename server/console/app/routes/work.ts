import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { textOf } from "../data/address.ts";
import { readAlertsSearch } from "../pages/alerts/alerts-search.ts";
import { readNowSearch } from "../pages/now/now-search.ts";
import { readTicketsSearch } from "../pages/tickets/tickets-search.ts";
import { readDeliverySearch } from "../pages/deliveries/search.ts";
import { shell } from "./frame.tsx";

// What people work with all day. A page of one thing is another page for another: what was begun on it does not come along.

export const now = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: readNowSearch,
  component: lazyRouteComponent(() => import("../pages/now/now-page.tsx"), "NowPage"),
});
export const tickets = createRoute({
  getParentRoute: () => shell,
  path: "/tickets",
  validateSearch: readTicketsSearch,
  component: lazyRouteComponent(() => import("../pages/tickets/tickets-page.tsx"), "TicketsPage"),
});
export const ticket = createRoute({
  getParentRoute: () => shell,
  path: "/tickets/$id",
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("../pages/ticket/ticket-page.tsx"), "TicketPage"),
});
export const alerts = createRoute({
  getParentRoute: () => shell,
  path: "/alerts",
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import("../pages/alerts/alerts-page.tsx"), "AlertsPage"),
});
export const alert = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/$id",
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("../pages/alerts/alert-page.tsx"), "AlertPage"),
});
export const clients = createRoute({
  getParentRoute: () => shell,
  path: "/clients",
  validateSearch: (search: Record<string, unknown>): { search?: string | undefined } => ({
    search: textOf(search["search"]),
  }),
  component: lazyRouteComponent(() => import("../pages/clients/clients-page.tsx"), "ClientsPage"),
});
export const client = createRoute({
  getParentRoute: () => shell,
  path: "/clients/$name",
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("../pages/clients/client-page.tsx"), "ClientPage"),
});
export const deliveries = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries",
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import("../pages/deliveries/deliveries-page.tsx"), "DeliveriesPage"),
});
export const delivery = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries/$id",
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("../pages/deliveries/delivery-page.tsx"), "DeliveryPage"),
});
export const reports = createRoute({
  getParentRoute: () => shell,
  path: "/reports",
  validateSearch: (search: Record<string, unknown>): { months?: string; client?: string } => ({
    ...(["3", "6", "12", "24"].includes(String(search["months"])) ? { months: String(search["months"]) } : {}),
    ...(textOf(search["client"]) ? { client: String(search["client"]) } : {}),
  }),
  component: lazyRouteComponent(() => import("../pages/reports/reports-page.tsx"), "ReportsPage"),
});
