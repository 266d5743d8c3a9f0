import { randomUUID } from "node:crypto";
import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const apiKey = "01234567-89ab-cdef-0123-456789abcdef";
const hookSecret = "simulated-hook-secret-of-opsgenie";

interface Given {
  message: string;
  alias: string;
  description?: string;
  responders?: { type: string; name?: string; username?: string }[];
  priority?: string;
}
interface Alert extends Given {
  alertId: string;
  status: "open" | "acknowledged" | "ended";
  updatedAt: number;
}

/** The alert API of Opsgenie and of JSM Operations: everything is accepted first, also what then comes to nothing. */
export function startOpsgenieSimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const alerts: Alert[] = [];
  const findOpen = (alias: string) => alerts.findLast((alert) => alert.alias === alias && alert.status !== "ended");
  const taken = (): SourceReply => ({
    status: 202,
    body: { result: "Request will be processed", took: 0.1, requestId: randomUUID() },
  });
  const create = (body: string): SourceReply => {
    const given = JSON.parse(body) as Given;
    if (
      !given.message ||
      given.message.length > 130 ||
      (given.description ?? "").length > 15_000 ||
      given.alias.length > 250
    )
      return {
        status: 422,
        body: { message: "Request body is not processable. Please check the errors.", errors: { message: "too long" } },
      };
    if (!findOpen(given.alias)) alerts.push({ ...given, alertId: randomUUID(), status: "open", updatedAt: 1 });
    return taken();
  };
  const act = (alias: string, verb: string): SourceReply => {
    const alert = findOpen(alias);
    if (alert) alert.status = verb === "acknowledge" ? "acknowledged" : verb === "close" ? "ended" : "open";
    return taken();
  };
  const reply = ({ method, path, query, headers, body }: SourceRequest): SourceReply => {
    const [, rest] = /^(?:\/v2|\/jsm\/ops\/integration\/v2)\/alerts(\/.*)?$/.exec(path) ?? [];
    if (method !== "POST" || !/\/v2\/alerts/.test(path)) return { status: 404, body: { message: "Not Found" } };
    if (headers["authorization"] !== `GenieKey ${apiKey}`)
      return { status: 403, body: { message: "Key format is not valid!" } };
    if (rest === undefined) return create(body);
    const [, alias = "", verb = ""] = /^\/([^/]+)\/(acknowledge|unacknowledge|close)$/.exec(rest) ?? [];
    return verb !== "" && query.get("identifierType") === "alias"
      ? act(decodeURIComponent(alias), verb)
      : { status: 404, body: { message: "Not Found" } };
  };
  const events = {
    acknowledge: ["Acknowledge", "acknowledged"],
    resolve: ["Close", "ended"],
    reopen: ["UnAcknowledge", "open"],
  } as const;
  return startPagerSimulator(
    (tools) => ({
      settings: { apiUrl: tools.url },
      secrets: { apiKey, hookSecret },
      reply,
      pages: () =>
        alerts.map((alert) => ({
          id: alert.alertId,
          channel: "alert",
          to: JSON.stringify(alert.responders ?? "default"),
          text: [alert.message, alert.description, `priority ${alert.priority}`].join("\n"),
          state: alert.status,
        })),
      async answer(id, action) {
        const alert = alerts.find(({ alertId }) => alertId === id);
        if (!alert || action === "pass") throw new Error(`no "${action}" there`);
        const [name, status] = events[action];
        Object.assign(alert, { status, updatedAt: tools.clock().getTime() });
        const { alertId, alias, message, updatedAt } = alert;
        const body = JSON.stringify({
          action: name,
          alert: { alertId, alias, message, updatedAt, tinyId: "7", username: "j.doe@example.com" },
          source: { name: "web", type: "web" },
          integrationName: "Interdesk",
        });
        await tools.call({ body, headers: { "content-type": "application/json", "x-interdesk-token": hookSecret } });
      },
    }),
    options,
  );
}
