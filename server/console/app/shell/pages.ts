import type { IconName } from "../parts/icon.tsx";

/** Roles, each may do what those before it may. */
export const roles = ["viewer", "technician", "dispatcher", "admin", "owner", "operator"] as const;

export interface PageEntry {
  key: "now" | "account" | "clients" | "sla";
  to: "/" | "/account" | "/clients" | "/sla";
  icon: IconName;
  least: (typeof roles)[number];
  /** Below the others. */
  last?: true;
}

/** What the navigation shows, in order; who may not use a page does not see it. */
export const pages: readonly PageEntry[] = [
  { key: "now", to: "/", icon: "clock", least: "viewer" },
  { key: "clients", to: "/clients", icon: "building", least: "viewer" },
  { key: "sla", to: "/sla", icon: "target", least: "technician" },
];

/** Whether somebody's role is at least that. */
export function isAtLeast(role: string, least: (typeof roles)[number]): boolean {
  return (roles as readonly string[]).indexOf(role) >= roles.indexOf(least);
}
