import type { IconName } from "../parts/icon.tsx";

/** Roles, each may do what those before it may. */
export const roles = ["viewer", "technician", "dispatcher", "admin", "owner", "operator"] as const;
export type Role = (typeof roles)[number];

export interface PageEntry {
  key: "now" | "rules" | "onCall" | "reports" | "audit" | "people" | "settings" | "account";
  to: "/" | "/rules" | "/on-call" | "/reports" | "/audit" | "/people" | "/settings" | "/account";
  icon: IconName;
  least: Role;
  /** Below the others. */
  last?: true;
}

/** What the navigation shows, in order; who may not use a page does not see it. */
export const pages: readonly PageEntry[] = [
  { key: "now", to: "/", icon: "clock", least: "viewer" },
  { key: "rules", to: "/rules", icon: "rules", least: "technician" },
  { key: "onCall", to: "/on-call", icon: "phone", least: "viewer" },
  { key: "reports", to: "/reports", icon: "chart", least: "viewer" },
  { key: "audit", to: "/audit", icon: "book", least: "admin" },
  { key: "people", to: "/people", icon: "people", least: "admin" },
  { key: "settings", to: "/settings", icon: "sliders", least: "admin", last: true },
];

/** Whether somebody's role is at least that. */
export function isAtLeast(role: string, least: Role): boolean {
  return (roles as readonly string[]).indexOf(role) >= roles.indexOf(least);
}
