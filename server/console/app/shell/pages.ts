import type { IconName } from "../parts/icon.tsx";
import type { en } from "../text/en.ts";

/** Roles, each may do what those before it may. */
export const roles = ["viewer", "technician", "dispatcher", "admin", "owner", "operator"] as const;
export type Role = (typeof roles)[number];

/** Where the pages of the navigation are; each must be one that the router knows. */
type Address =
  | "/"
  | "/tickets"
  | "/alerts"
  | "/rules"
  | "/on-call"
  | "/reports"
  | "/audit"
  | "/people"
  | "/settings"
  | "/connections"
  | "/clients"
  | "/sla"
  | "/deliveries";

export interface PageEntry {
  key: Exclude<keyof typeof en.shell.pages, "account">;
  to: Address;
  icon: IconName;
  least: Role;
  /** It asks only what the hub's gate lets those ask who are held to some clients; they are not shown the others. */
  byClient?: true;
  /** Below the others. */
  last?: true;
}

/** What the navigation shows, in order; who may not use a page does not see it. */
const pages: readonly PageEntry[] = [
  { key: "now", to: "/", icon: "clock", least: "viewer", byClient: true },
  { key: "tickets", to: "/tickets", icon: "ticket", least: "viewer", byClient: true },
  { key: "alerts", to: "/alerts", icon: "bell", least: "viewer", byClient: true },
  { key: "clients", to: "/clients", icon: "building", least: "viewer", byClient: true },
  { key: "connections", to: "/connections", icon: "plug", least: "technician" },
  { key: "rules", to: "/rules", icon: "rules", least: "technician" },
  { key: "sla", to: "/sla", icon: "target", least: "technician" },
  { key: "onCall", to: "/on-call", icon: "phone", least: "viewer" },
  { key: "deliveries", to: "/deliveries", icon: "inbox", least: "technician" },
  { key: "reports", to: "/reports", icon: "chart", least: "viewer", byClient: true },
  { key: "audit", to: "/audit", icon: "book", least: "admin" },
  { key: "people", to: "/people", icon: "people", least: "admin" },
  { key: "settings", to: "/settings", icon: "sliders", least: "admin", last: true },
];

/** The pages that are there for somebody. @param clients the only ones that they see; null = all */
export function pagesOf({ role, clients }: { role: string; clients: readonly string[] | null }): readonly PageEntry[] {
  return pages.filter(({ least, byClient }) => isAtLeast(role, least) && (clients === null || byClient === true));
}

/** Whether somebody's role is at least that. */
export function isAtLeast(role: string, least: Role): boolean {
  return (roles as readonly string[]).indexOf(role) >= roles.indexOf(least);
}
