import type { Toggles } from "./toggles.ts";

export interface SimulatedChoice {
  element: string;
  value: string;
  label: string;
  dependsOn?: string;
  inactive?: boolean;
  /** Table that owns the choice; `incident` unless said. */
  name?: "task";
}

function list(element: string, pairs: readonly (readonly [string, string])[]): SimulatedChoice[] {
  return pairs.map(([value, label]) => ({ element, value, label }));
}

const codes = (labels: readonly string[]) =>
  list(
    "close_code",
    labels.map((label) => [label, label] as const),
  );

const newCodes = codes([
  "Duplicate",
  "Known error",
  "No resolution provided",
  "Resolved by caller",
  "Resolved by change",
  "Resolved by problem",
  "Resolved by request",
  "Solution provided",
  "Workaround provided",
  "User error",
]);
const oldCodes = codes([
  "Solved (Work Around)",
  "Solved (Permanently)",
  "Solved Remotely (Work Around)",
  "Solved Remotely (Permanently)",
  "Not Solved (Not Reproducible)",
  "Closed/Resolved by Caller",
]);

const levels = [
  ["1", "1 - High"],
  ["2", "2 - Medium"],
  ["3", "3 - Low"],
] as const;

const fixed: readonly SimulatedChoice[] = [
  // The task table has its own, which the child's replace.
  { element: "state", value: "-5", label: "Pending", name: "task" },
  { element: "state", value: "1", label: "Open", name: "task" },
  ...list("state", [
    ["1", "New"],
    ["2", "In Progress"],
    ["3", "On Hold"],
    ["6", "Resolved"],
    ["7", "Closed"],
    ["8", "Canceled"],
  ]),
  ...list("hold_reason", [
    ["1", "Awaiting Caller"],
    ["3", "Awaiting Problem"],
    ["4", "Awaiting Vendor"],
    ["5", "Awaiting Change"],
  ]),
  ...list("impact", levels),
  ...list("urgency", levels),
  ...list("priority", [
    ["1", "1 - Critical"],
    ["2", "2 - High"],
    ["3", "3 - Moderate"],
    ["4", "4 - Low"],
    ["5", "5 - Planning"],
  ]).map((choice) => ({ ...choice, name: "task" as const })),
  ...list("category", [
    ["inquiry", "Inquiry / Help"],
    ["software", "Software"],
    ["hardware", "Hardware"],
    ["network", "Network"],
  ]),
  { element: "category", value: "fax", label: "Fax", inactive: true },
  { element: "subcategory", value: "email", label: "Email", dependsOn: "software" },
  { element: "subcategory", value: "os", label: "Operating System", dependsOn: "software" },
  { element: "subcategory", value: "vpn", label: "VPN", dependsOn: "network" },
  { element: "subcategory", value: "disk", label: "Disk", dependsOn: "hardware" },
];

/** The lists of one invented customer. */
export function listChoices(toggles: Toggles): readonly SimulatedChoice[] {
  return [
    ...fixed,
    ...list(
      "state",
      toggles.customStates.map(({ value, label }) => [value, label] as const),
    ),
    ...(toggles.oldCloseCodes ? oldCodes : newCodes),
  ];
}

export function labelOf(toggles: Toggles, element: string, value: string): string {
  if (value === "") return "";
  const found = listChoices(toggles).filter((choice) => choice.element === element && choice.value === value);
  return (found.find(({ name }) => name === undefined) ?? found[0])?.label ?? value;
}

export function valueOf(toggles: Toggles, element: string, label: string): string {
  const found = listChoices(toggles).find(
    (choice) =>
      choice.element === element && choice.label === label && (choice.name === undefined || element === "priority"),
  );
  if (!found) throw new Error(`There is no ${element} "${label}".`);
  return found.value;
}

/** The data lookup that makes a priority of impact and urgency. */
export function lookUpPriority(impact: string, urgency: string): string {
  const sum = Number(impact) + Number(urgency);
  return sum >= 2 && sum <= 6 ? String(sum - 1) : "4";
}

/** What a technician picks so that the priority becomes this. */
export const pairs: Readonly<Record<string, { impact: string; urgency: string }>> = {
  "1": { impact: "1", urgency: "1" },
  "2": { impact: "1", urgency: "2" },
  "3": { impact: "2", urgency: "2" },
  "4": { impact: "2", urgency: "3" },
  "5": { impact: "3", urgency: "3" },
};
