import assert from "node:assert/strict";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps as haloMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator, SimulatedTicket } from "../../connectors/simulator-kit/desk-simulator.ts";
import { type DeskSetup, type DeskWorld, openDeskWorld } from "./desk-world.ts";

/** What people mean, whatever a desk calls it: the judge's own table, apart from every mapping of the product. */
export type Meaning = "new" | "working" | "client" | "vendor" | "ended";
export const deskNames = ["autotask", "halopsa", "servicenow"] as const;
export type DeskName = (typeof deskNames)[number];

/** Label of each meaning in each desk, as a technician picks it. */
export const statusLabels: Readonly<Record<DeskName, Readonly<Record<Meaning, string>>>> = {
  autotask: {
    new: "New",
    working: "In Progress",
    client: "Waiting Customer",
    vendor: "Waiting Vendor",
    ended: "Complete",
  },
  halopsa: { new: "New", working: "In Progress", client: "With User", vendor: "With Supplier", ended: "Resolved" },
  servicenow: {
    new: "New",
    working: "In Progress",
    client: "On Hold (Awaiting Caller)",
    vendor: "On Hold (Awaiting Vendor)",
    ended: "Resolved",
  },
};
export const priorityLabels: Readonly<Record<DeskName, readonly [string, string, string, string]>> = {
  autotask: ["Critical", "High", "Medium", "Low"],
  halopsa: ["Critical", "High", "Medium", "Low"],
  servicenow: ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"],
};
/** Labels that mean the end beside the one that a technician picks. */
const alsoEnded = ["Canceled", "Cancelled", "Closed", "Complete", "Resolved"];

export const people = ["ann.keller@northwind.example", "bob.ruiz@northwind.example"] as const;

export interface ThreeDesks {
  world: DeskWorld;
  desks: Readonly<Record<DeskName, DeskSimulator>>;
}

/** Autotask, HaloPSA and ServiceNow around one hub: every ticket of the mapped clients is in all three. */
export async function openThreeDesks(
  context: { after(run: () => Promise<void>): void },
  options: { pollSeconds?: number; rules?: DeskSetup["rules"] } = {},
): Promise<ThreeDesks> {
  const webhookRetryMs = 200;
  const desks = {
    autotask: await startAutotaskSimulator({ webhookRetryMs }),
    halopsa: await startHaloSimulator({ webhookRetryMs }),
    servicenow: await startServiceNowSimulator({ webhookRetryMs }),
  };
  const rules = { mostChanges: 100_000, ...options.rules };
  const setups: Record<DeskName, DeskSetup> = {
    autotask: { connector: "autotask", desk: desks.autotask, rules, settings: { quotaShare: 100 } },
    halopsa: {
      connector: "halopsa",
      desk: desks.halopsa,
      rules,
      maps: haloMaps,
      settings: { longestRequestSeconds: 2 },
    },
    servicenow: {
      connector: "servicenow",
      desk: desks.servicenow,
      rules,
      settings: { longestRequestSeconds: 2, safetyLagSeconds: 1, overlapSeconds: 30 },
    },
  };
  setups.autotask.settings = { ...setups.autotask.settings, longestRequestSeconds: 2 };
  const world = await openDeskWorld(context, setups, { pollSeconds: options.pollSeconds ?? 1 });
  return { world, desks };
}

/** One ticket as the judge sees it: equal in two desks if and only if people would say the same of both. */
export interface Judged {
  status: Meaning | string;
  priority: number;
  assignee: string | null;
  comments: readonly string[];
  attachments: readonly string[];
}

export function judgeTicket(desk: DeskName, ticket: SimulatedTicket): Judged {
  const labels = Object.entries(statusLabels[desk]) as [Meaning, string][];
  const meaning = alsoEnded.includes(ticket.status)
    ? "ended"
    : (labels.find(([, label]) => label === ticket.status)?.[0] ?? ticket.status);
  return {
    status: meaning,
    // Planning is what ServiceNow alone has below its fourth; everywhere else it is low.
    priority: ticket.priority === "5 - Planning" ? 4 : priorityLabels[desk].indexOf(ticket.priority) + 1,
    assignee: ticket.assignee,
    comments: ticket.comments.map(({ text, visibility }) => `${visibility}: ${wordsOf(text)}`).toSorted(),
    attachments: ticket.attachments.map(({ sha256, fileName }) => `${fileName} ${sha256}`).toSorted(),
  };
}

/** The technician's own words: the desk that copies them names their author in front. */
export function wordsOf(text: string): string {
  return text.replace(/^[A-Z][a-z]+ [A-Z][a-z]+:\s*/, "").trim();
}

/** By title, which is each ticket's own. */
export function findTicket(desk: DeskSimulator, title: string): SimulatedTicket {
  const found = desk.tickets().filter((ticket) => ticket.title === title);
  return found.length === 1 && found[0] ? found[0] : assert.fail(`${found.length} tickets "${title}"`);
}
