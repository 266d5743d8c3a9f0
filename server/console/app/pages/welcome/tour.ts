import { useQuery } from "@tanstack/react-query";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { connectionsQuery, simulatorsQuery } from "../connections/connections.ts";

export const steps = ["connect", "alert", "ticket", "client", "conflict", "real"] as const;
export type Step = (typeof steps)[number];

/** How soon a step is looked at again, so that it sees by itself that it is done. */
const soonMs = 1_500;

/** Where somebody stands on the way, read from the hub itself: nothing of it is kept in the page. */
export function useTour(enabled: boolean) {
  const simulators = useQuery({ ...simulatorsQuery, enabled });
  const connections = useQuery({ ...connectionsQuery, enabled });
  const running = simulators.data?.running.filter(({ state }) => state === "running") ?? [];
  const tool = running.find(({ connector }) => connector === "alertmanager");
  const desk = running.find(({ connector }) => connector === "halopsa");
  const isOn = enabled && tool !== undefined && desk !== undefined;
  const alerts = useQuery({
    queryKey: ["alerts", "welcome"],
    queryFn: () => ask(api.alerts.$get({ query: { limit: "200" } })),
    enabled: isOn,
    refetchInterval: soonMs,
  });
  const held = useQuery({
    queryKey: ["quarantine"],
    queryFn: () => ask(api.quarantine.$get({ query: { limit: "200" } })),
    enabled: isOn,
    refetchInterval: soonMs,
  });
  const own = alerts.data?.filter(({ connection }) => connection === tool?.connection) ?? [];
  const ticketId = own.findLast(({ ticketId }) => ticketId !== null)?.ticketId ?? undefined;
  const ticket = useQuery({
    queryKey: ["ticket", ticketId ?? "none"],
    queryFn: () => ask(api.tickets[":id"].$get({ param: { id: ticketId ?? "" } })),
    enabled: ticketId !== undefined,
    refetchInterval: soonMs,
  });
  const link = ticket.data?.links.find(({ connection }) => connection === desk?.connection);
  const title = String(ticket.data?.fields["title"] ?? "");
  const isSettled =
    /\((?:hub|technician): /.test(title) && link !== undefined && link.agreed && !("title" in link.held);
  const clients = [...new Set(own.map(({ client }) => client))];
  const simulated = new Set(simulators.data?.running.map(({ connection }) => connection));
  const ofTheirOwn = connections.data?.filter(({ name }) => !simulated.has(name)) ?? [];
  const done: Readonly<Record<Step, boolean>> = {
    connect: isOn,
    alert: own.length > 0,
    ticket: link?.number !== undefined && link.number !== null,
    client: clients.length > 1,
    conflict: isSettled,
    real: ofTheirOwn.length > 0,
  };
  return {
    error: simulators.error ?? connections.error ?? alerts.error ?? ticket.error,
    isLoading: enabled && (!simulators.data || !connections.data),
    isOff: simulators.data?.enabled === false,
    hasEnded: simulators.data?.running.some(({ state }) => state === "ended") ?? false,
    simulated: simulators.data?.running ?? [],
    tool,
    desk,
    ticket: ticket.data,
    link,
    clients,
    waiting: held.data?.find(({ reason, connection }) => reason === "unknownClient" && connection === tool?.connection),
    ofTheirOwn,
    done,
  };
}

export type Tour = ReturnType<typeof useTour>;

/** What was just done shows at once. */
export function lookAgain(): void {
  for (const key of ["simulators", "connections", "alerts", "quarantine", "ticket", "tickets"])
    void queries.invalidateQueries({ queryKey: [key] });
}
