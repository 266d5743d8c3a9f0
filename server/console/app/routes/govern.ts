import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { textOf } from "../data/address.ts";
import { shell } from "./frame.tsx";

// Who may do what, and who did.

export const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { action?: string; actor?: string; object?: string } =>
    Object.fromEntries(
      ["action", "actor", "object"].flatMap((name) => (textOf(search[name]) ? [[name, textOf(search[name])]] : [])),
    ),
  component: lazyRouteComponent(() => import("../pages/audit/audit-page.tsx"), "AuditPage"),
});
export const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  component: lazyRouteComponent(() => import("../pages/people/people-page.tsx"), "PeoplePage"),
});
export const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  validateSearch: (search: Record<string, unknown>): { part?: string } =>
    textOf(search["part"]) ? { part: String(search["part"]) } : {},
  component: lazyRouteComponent(() => import("../pages/settings/settings-page.tsx"), "SettingsPage"),
});
export const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("../pages/account/account-page.tsx"), "AccountPage"),
});
