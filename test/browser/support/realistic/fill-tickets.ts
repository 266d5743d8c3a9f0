import type { DeskSimulator } from "../../../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../../../server/demo/world.ts";
import type { TestDatabase } from "../../../support/database.ts";
import { letTimePass } from "./let-time-pass.ts";
import { hintOf, monitorNames } from "./monitors.ts";
import { internalNotes, publicNotes, resolutions } from "./names.ts";
import type { RealisticParts } from "./parts.ts";
import { type PlannedTicket, planTickets } from "./plan-tickets.ts";

/** Labels of the two desks, as a technician picks them. */
const labels = {
  autotask: {
    priorities: ["Critical", "High", "Medium", "Low", "Low"],
    statuses: { acknowledged: "In Progress", inProgress: "In Progress", pending: "Waiting Customer", held: "On Hold", resolved: "Complete", closed: "Complete" },
  },
  halopsa: {
    priorities: ["Critical", "High", "Medium", "Low", "Low"],
    statuses: { acknowledged: "In Progress", inProgress: "In Progress", pending: "With User", held: "On Hold", resolved: "Resolved", closed: "Closed" },
  },
} as const; // prettier-ignore

const atOnce = 12;

/** Makes all planned tickets as people and tools do, and lets the time pass between what happens on them. */
export async function fillTickets(
  parts: RealisticParts,
  database: Pick<TestDatabase, "admin">,
  tell: (what: string) => void,
): Promise<void> {
  const planned = planTickets();
  tell(`${planned.length} tickets are opened`);
  await forAll(planned, (ticket, n) => open(parts, ticket, n));
  await parts.quiet();
  const ids = await findIds(parts, planned);
  const pass = (of: (ticket: PlannedTicket) => number) =>
    letTimePass(
      database,
      new Map(planned.flatMap((one) => ((id) => (id === undefined ? [] : [[id, of(one)]]))(ids.get(one)))),
    );
  await pass(({ untilTakenMs }) => untilTakenMs);
  tell("they are worked on");
  await forAll(
    planned.filter(({ status }) => status !== "new"),
    (ticket, n) => take(parts, ticket, n, ids.get(ticket) ?? ""),
  );
  await parts.quiet();
  await pass(({ untilMovedMs }) => untilMovedMs);
  tell("some wait, others are solved");
  await forAll(planned, (ticket, n) => move(parts, ticket, n));
  await parts.quiet();
  await pass(({ sinceMs }) => sinceMs);
}

async function forAll(
  planned: readonly PlannedTicket[],
  run: (ticket: PlannedTicket, n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let n = next++; n < planned.length; n = next++) {
        const ticket = planned[n];
        if (ticket) await run(ticket, n);
      }
    }),
  );
}

async function open(parts: RealisticParts, ticket: PlannedTicket, n: number): Promise<void> {
  const { title, description, customer, priority } = ticket;
  if (ticket.born === "console")
    await parts.api.post("/tickets", {
      client: customer.name,
      title,
      description,
      priority,
      type: n % 3 === 0 ? "serviceRequest" : "incident",
    });
  else if (ticket.born === "alert") {
    const monitor = monitorNames[Math.floor(n / 3) % monitorNames.length] ?? "prometheus";
    const [what = "", device = ""] = title.split(/ on (?=[a-z]+-[a-z]+-\d+$)/);
    await parts.deliver(monitor, {
      n,
      title: monitor === "veeam" ? what : title,
      device,
      hint: hintOf(monitor, customer),
      critical: priority <= 2,
    });
  } else {
    const desk = deskOf(parts, ticket);
    const clientRef = desk.clients.find(({ name }) => name === customer.name)?.ref ?? "";
    await desk.technician.createTicket({
      title,
      description,
      clientRef,
      priority: labels[nameOf(ticket)].priorities[priority - 1] ?? "Medium",
    });
  }
}

const nameOf = ({ customer }: PlannedTicket) => customer.desks[0] ?? "autotask";
const deskOf = (parts: RealisticParts, ticket: PlannedTicket): DeskSimulator => parts[nameOf(ticket)];
/** Each device is one ticket's alone. */
const deviceOf = ({ title }: PlannedTicket) => /[a-z]+-[a-z]{3}-\d{3}/.exec(title)?.[0] ?? title;

function recordOf(parts: RealisticParts, ticket: PlannedTicket): string | undefined {
  return deskOf(parts, ticket)
    .tickets()
    .find(({ title }) => title.includes(deviceOf(ticket)))?.id;
}

async function findIds(
  parts: RealisticParts,
  planned: readonly PlannedTicket[],
): Promise<ReadonlyMap<PlannedTicket, string>> {
  const { value } = await awaitUntil(
    "all tickets",
    async () => {
      const rows = await listTickets(parts);
      const found = new Map(
        planned.flatMap((ticket) =>
          rows.filter(({ title }) => title.includes(deviceOf(ticket))).map(({ id }) => [ticket, id] as const),
        ),
      );
      return found.size === planned.length ? found : undefined;
    },
    60_000,
  );
  return value;
}

async function listTickets({ api }: RealisticParts): Promise<readonly { id: string; title: string }[]> {
  const rows: { id: string; title: string }[] = [];
  for (let route: string | null = "/tickets?limit=500"; route !== null;) {
    const page: { rows: unknown; next: string | null } = await api.page(route);
    rows.push(...(page.rows as typeof rows));
    route = page.next;
  }
  return rows;
}

async function take(parts: RealisticParts, ticket: PlannedTicket, n: number, id: string): Promise<void> {
  if (ticket.born === "alert") await parts.api.patch(`/tickets/${id}`, { priority: ticket.priority });
  if (ticket.status === "acknowledged") {
    await parts.api.patch(`/tickets/${id}`, { status: "acknowledged", assignee: ticket.assignee });
    return;
  }
  const record = recordOf(parts, ticket);
  if (record === undefined) return;
  const { technician } = deskOf(parts, ticket);
  await technician.edit(record, { status: "In Progress", assignee: ticket.assignee });
  for (let place = 0; place < ticket.comments; place += 1) {
    const isPublic = (n + place) % 2 === 0;
    const texts = isPublic ? publicNotes : internalNotes;
    await technician.addComment(record, {
      text: texts[(n + place) % texts.length] ?? "",
      visibility: isPublic ? "public" : "internal",
    });
  }
}

async function move(parts: RealisticParts, ticket: PlannedTicket, n: number): Promise<void> {
  const { status } = ticket;
  if (status === "new" || status === "inProgress" || status === "acknowledged") return;
  const record = recordOf(parts, ticket);
  if (record === undefined) return;
  const isEnded = status === "resolved" || status === "closed";
  await deskOf(parts, ticket).technician.edit(record, {
    status: labels[nameOf(ticket)].statuses[status],
    ...(isEnded ? { resolution: resolutions[n % resolutions.length] ?? "" } : {}),
  });
}
