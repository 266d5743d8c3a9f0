import type { IconName } from "../parts/icon.tsx";

interface Health {
  health: "working" | "failing" | "resting" | "silent" | "parked";
  /** The kind of the error stands before the vendor's own words. */
  lastError: string | null;
  lastSuccessAt: string | null;
}

type ConnectionState = "working" | "unused" | "signedOut" | "slowed" | "failing" | "resting" | "silent" | "parked";
/** Broken: a person must act. Slow: it may mend itself. Quiet: somebody wanted it so, or nothing is known of it yet. */
type Look = "broken" | "slow" | "quiet" | "fine";

const looks: Readonly<Record<ConnectionState, Look>> = {
  signedOut: "broken",
  failing: "broken",
  resting: "slow",
  slowed: "slow",
  silent: "slow",
  parked: "quiet",
  unused: "fine",
  working: "fine",
};
const order: readonly Look[] = ["broken", "slow", "quiet", "fine"];
const icons: Readonly<Record<Look, IconName>> = { broken: "cross", slow: "triangle", quiet: "pause", fine: "check" };

/** What ails a connection, or that nothing does: one word for it wherever it is shown. */
export function stateOf({ health, lastError, lastSuccessAt }: Health): ConnectionState {
  if (health === "parked" || health === "silent") return health;
  if (health === "working") return lastSuccessAt === null ? "unused" : "working";
  if (/^(?:unauthorized|forbidden|blocked):/.test(lastError ?? "")) return "signedOut";
  if (lastError?.startsWith("rateLimited:")) return "slowed";
  return health === "resting" || lastError?.startsWith("unavailable:") ? "resting" : "failing";
}

/** The mark of a connection beside its word. */
export function markOf(connection: Health): { state: ConnectionState; look: Look; icon: IconName } {
  const state = stateOf(connection);
  const look = looks[state];
  return { state, look, icon: state === "unused" ? "dot" : icons[look] };
}

/** The sick first, those that a person must mend before all. */
export const bySickness = (one: Health, other: Health): number =>
  order.indexOf(looks[stateOf(one)]) - order.indexOf(looks[stateOf(other)]);
