import { type Customer, customers, faults, requests, technicians } from "./names.ts";

const hourMs = 3_600_000;
/** Hours of the policy “gold”, by priority. */
const solveHours = [4, 8, 24, 72, 120] as const;
const openTickets = 205;
const endedTickets = 150;

/** A ticket as it is to be: who has it, since when, how far it is. */
export interface PlannedTicket {
  title: string;
  description: string;
  customer: Customer;
  priority: number;
  /** Which of the ways a ticket is born. */
  born: "desk" | "console" | "alert";
  status: "new" | "acknowledged" | "inProgress" | "pending" | "held" | "resolved" | "closed";
  assignee: string | null;
  /** Until somebody has it, and then until it was paused or ended; ms. */
  untilTakenMs: number;
  untilMovedMs: number;
  /** Since then until now. */
  sinceMs: number;
  comments: number;
}

/** All that is planned, the oldest first: the same on every run. */
export function planTickets(): readonly PlannedTicket[] {
  const ended = Array.from({ length: endedTickets }, (_, index) => planEnded(index));
  const open = Array.from({ length: openTickets }, (_, index) => planOpen(index));
  return [...ended, ...open].toSorted((a, b) => ageOf(b) - ageOf(a));
}

function ageOf({ untilTakenMs, untilMovedMs, sinceMs }: PlannedTicket): number {
  return untilTakenMs + untilMovedMs + sinceMs;
}

/** From five months ago until yesterday, most of them in time. */
function planEnded(n: number): PlannedTicket {
  const priority = 1 + ((n * 3) % 5);
  const target = solveHours[priority - 1] ?? 24;
  const share = n % 11 === 4 ? 1.6 : 0.08 + ((n * 37) % 80) / 100;
  const days = 1 + 150 * (1 - n / endedTickets) ** 1.6;
  return {
    ...describe(n, priority),
    status: n % 4 === 0 ? "resolved" : "closed",
    assignee: technicians[n % 2] ?? null,
    untilTakenMs: Math.min(0.08 * target, 0.4) * hourMs,
    untilMovedMs: share * target * hourMs,
    sinceMs: days * 24 * hourMs,
    comments: n % 3,
  };
}

/** Up to 60 hours old; one in 25 is late, some run out soon, one in ten is paused. */
function planOpen(n: number): PlannedTicket {
  const wanted = n % 25 === 12 ? "late" : n % 16 === 3 ? "soon" : n % 10 === 7 ? "paused" : "fine";
  const hours = 0.1 + 60 * (1 - (n + 1) / openTickets) ** 1.7;
  const { priority, age } = chooseAge(n, wanted, hours);
  const isNew = wanted === "fine" && age < (solveHours[priority - 1] ?? 24) / 16;
  const taken = isNew ? 0 : Math.min(0.3 * age, (solveHours[priority - 1] ?? 24) / (wanted === "late" ? 12 : 20));
  return {
    ...describe(n + endedTickets, priority, wanted === "late" || wanted === "soon"),
    status:
      wanted === "paused"
        ? n % 3 === 0
          ? "held"
          : "pending"
        : isNew
          ? "new"
          : n % 4 === 1
            ? "acknowledged"
            : "inProgress",
    assignee: isNew || n % 9 === 5 ? null : (technicians[n % 2] ?? null),
    untilTakenMs: taken * hourMs,
    untilMovedMs: (wanted === "paused" ? 0.4 * (age - taken) : 0) * hourMs,
    sinceMs: (wanted === "paused" ? 0.6 * (age - taken) : age - taken) * hourMs,
    comments: isNew ? 0 : n % 4,
  };
}

function chooseAge(n: number, wanted: string, hours: number): { priority: number; age: number } {
  const last = solveHours.length - 1;
  if (wanted === "late") {
    const place = n % 3;
    return { priority: place + 1, age: (solveHours[place] ?? 4) + 0.2 + (n % 7) * 0.45 };
  }
  if (wanted === "soon") {
    const place = 1 + (n % 2);
    return { priority: place + 1, age: (solveHours[place] ?? 8) * (0.86 + (n % 5) * 0.02) };
  }
  const fitting = solveHours.flatMap((target, place) => (hours < target * 0.65 ? [place] : []));
  // The most urgent that fits is rare, as it is in life.
  const place = fitting[Math.min(fitting.length - 1, (n * 5) % 3)] ?? last;
  return { priority: place + 1, age: hours };
}

function describe(n: number, priority: number, gold = false) {
  const candidates = gold ? customers.filter(({ policy }) => policy === "gold") : customers;
  const customer = candidates[(n * 5 + Math.floor(n / 12)) % candidates.length] ?? customers[0];
  if (!customer) throw new Error("there are no customers");
  const born = n % 4 === 2 ? ("alert" as const) : n % 8 === 5 ? ("console" as const) : ("desk" as const);
  const site = customer.key.slice(0, 3);
  const device = `${["srv", "ws", "nb", "fw", "sw"][n % 5] ?? "srv"}-${site}-${String(n).padStart(3, "0")}`;
  const [title, description] =
    born === "alert"
      ? ([`${faults[n % faults.length]?.[0] ?? ""} on ${device}`, ""] as const)
      : ([requests[n % requests.length]?.[0] ?? "", requests[n % requests.length]?.[1] ?? ""] as const);
  return { title: title.replace("{}", device), description, customer, priority, born };
}
