import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { textOf } from "../data/address.ts";
import { type Kind, kinds } from "../pages/connections/connections.ts";
import { type ConnectionTab, connectionTabs } from "../pages/connections/tabs.ts";
import { shell } from "./frame.tsx";

// What is set up once, and changed now and then.

export const welcome = createRoute({
  getParentRoute: () => shell,
  path: "/welcome",
  component: lazyRouteComponent(() => import("../pages/welcome/welcome-page.tsx"), "WelcomePage"),
});
export const connections = createRoute({
  getParentRoute: () => shell,
  path: "/connections",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; kind?: Kind | undefined } => ({
    text: textOf(search["text"]),
    kind: kinds.find((kind) => kind === search["kind"]),
  }),
  component: lazyRouteComponent(() => import("../pages/connections/connections-page.tsx"), "ConnectionsPage"),
});
export const newConnection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/new",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; connector?: string | undefined } => ({
    text: textOf(search["text"]),
    connector: textOf(search["connector"]),
  }),
  component: lazyRouteComponent(() => import("../pages/connections/catalogue-page.tsx"), "CataloguePage"),
});
export const connection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/$name",
  remountDeps: ({ params }) => params,
  validateSearch: (search: Record<string, unknown>): { tab?: ConnectionTab | undefined } => ({
    tab: connectionTabs.find((tab) => tab === search["tab"]),
  }),
  component: lazyRouteComponent(() => import("../pages/connections/connection-page.tsx"), "ConnectionPage"),
});
export const rules = createRoute({
  getParentRoute: () => shell,
  path: "/rules",
  validateSearch: (search: Record<string, unknown>): { part?: string; rule?: string } =>
    Object.fromEntries(
      ["part", "rule"].flatMap((name) => (textOf(search[name]) ? [[name, textOf(search[name])]] : [])),
    ),
  component: lazyRouteComponent(() => import("../pages/rules/rules-page.tsx"), "RulesPage"),
});
export const sla = createRoute({
  getParentRoute: () => shell,
  path: "/sla",
  component: lazyRouteComponent(() => import("../pages/sla/sla-page.tsx"), "SlaPage"),
});
export const onCall = createRoute({
  getParentRoute: () => shell,
  path: "/on-call",
  validateSearch: (search: Record<string, unknown>): { part?: string; days?: string; from?: string } => ({
    ...(textOf(search["part"]) ? { part: String(search["part"]) } : {}),
    ...(["7", "14", "28"].includes(String(search["days"])) ? { days: String(search["days"]) } : {}),
    ...(/^\d{4}-\d\d-\d\d$/.test(String(search["from"])) ? { from: String(search["from"]) } : {}),
  }),
  component: lazyRouteComponent(() => import("../pages/on-call/on-call-page.tsx"), "OnCallPage"),
});
