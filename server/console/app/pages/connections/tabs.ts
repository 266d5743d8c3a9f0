import type { roles } from "../../shell/pages.ts";
import type { Kind } from "./connections.ts";

/** Tabs of a connection, in order; for which kinds, and for whom. */
const tabs = {
  overview: { kinds: ["desk", "monitor", "pager"], least: "technician" },
  settings: { kinds: ["desk", "monitor", "pager"], least: "admin" },
  maps: { kinds: ["desk"], least: "admin" },
  clients: { kinds: ["desk", "monitor"], least: "dispatcher" },
  rules: { kinds: ["desk"], least: "admin" },
  sync: { kinds: ["desk"], least: "technician" },
  log: { kinds: ["desk", "monitor", "pager"], least: "technician" },
} as const satisfies Record<string, { kinds: readonly Kind[]; least: (typeof roles)[number] }>;
export type ConnectionTab = keyof typeof tabs;
export const connectionTabs = Object.keys(tabs) as ConnectionTab[];

export function tabsOf(kind: Kind, may: (least: (typeof roles)[number]) => boolean): ConnectionTab[] {
  return connectionTabs.filter((tab) => (tabs[tab].kinds as readonly Kind[]).includes(kind) && may(tabs[tab].least));
}
