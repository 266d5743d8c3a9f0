import { dutyPlanText } from "../support/duty-world.ts";
import { peopleSteps } from "./audited-people.ts";
import { quarantined, type Step } from "./audited-step.ts";

const planText = dutyPlanText.replace(
  "name: Carl Roth,",
  "name: Carl Roth, channels: [{ connection: ntfy, channel: push, address: carl-7Qm2xR9vKd4T }],",
);
/** Day and night are not covered by the same people then, so both have something to give. */
const week = { schedule: "night", person: "anna", from: "2026-03-02T09:00", to: "2026-03-09T09:00" };
const weekAfter = { person: "ben", from: "2026-03-09T09:00", to: "2026-03-16T09:00" };

/** What one step leaves for the next. */
const made: Record<string, string> = {};

let keys = 0;
const keep = async (name: string, answer: Promise<unknown>) => {
  const { id } = (await answer) as { id: string };
  made[name] = id;
};

/** In an order in which each finds what it needs. */
export const steps: readonly Step[] = [
  {
    route: "POST /connections",
    action: "connection.add",
    send: (api) =>
      api.post("/connections", {
        name: "extra",
        connector: "alertmanager",
        secrets: { bearerToken: "0123456789abcdef" },
        defaultClient: "New Client",
      }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { mode: "parked", reason: "tried" }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { secrets: { bearerToken: "fedcba9876543210" } }),
  },
  {
    route: "PATCH /connections/:name",
    action: "connection.change",
    send: (api) => api.patch("/connections/extra", { mode: "live" }),
  },
  {
    route: "POST /connections/:name/webhook",
    action: "connection.webhook",
    send: (api) => api.post("/connections/psa/webhook"),
  },
  {
    route: "POST /connections/:name/setup",
    action: "connection.setup",
    send: (api) => api.post("/connections/psa/setup"),
  },
  {
    route: "POST /connections/:name/poll",
    action: "connection.poll",
    send: (api) => api.post("/connections/psa/poll"),
  },
  {
    route: "POST /connections/:name/reconcile",
    action: "connection.reconcile",
    send: (api) => api.post("/connections/psa/reconcile"),
  },
  {
    route: "POST /client-map",
    action: "client.map",
    send: (api) => api.post("/client-map", { connection: "extra", externalId: "new", client: "Newer Client" }),
  },
  {
    route: "DELETE /client-map",
    action: "client.unmap",
    send: (api) => api.remove("/client-map?connection=extra&externalId=new"),
  },
  {
    route: "PATCH /clients/:id/guide",
    action: "client.guide",
    send: (api) => api.patch("/clients/New%20Client/guide", { contacts: [{ name: `Contact ${(keys += 1)}` }] }),
  },
  {
    route: "POST /items",
    action: "items.import",
    send: (api) => api.post("/items", { items: [{ client: "New Client", name: "srv-1" }] }),
  },
  {
    route: "POST /connections/:name/deliveries",
    action: "delivery.add",
    apart: "deliveries are committed many at once, by a role that may add nothing else",
    send: async (api) => {
      const headers = { "content-type": "application/json" };
      const { deliveryId } = (await api.send("/connections/extra/deliveries", '{"version":"4"}', headers)) as {
        deliveryId: string;
      };
      made["delivery"] = deliveryId;
    },
  },
  {
    route: "POST /quarantine/:id/retry",
    action: "quarantine.retry",
    send: async (api) => api.post(`/quarantine/${await quarantined(api)}/retry`),
  },
  {
    route: "POST /deliveries/:id/replay",
    action: "delivery.replay",
    send: (api) => api.post(`/deliveries/${made["delivery"]}/replay`),
  },
  {
    route: "POST /deliveries/replay",
    action: "delivery.replay",
    send: (api) => api.post("/deliveries/replay", { clientHint: null }),
  },
  {
    route: "POST /maintenance",
    action: "silence.add",
    send: (api) =>
      keep(
        "window",
        api.post("/maintenance", { kind: "silence", reason: "Patch night", endsAt: "2099-01-01T00:00:00Z" }),
      ),
  },
  {
    route: "PATCH /maintenance/:id",
    action: "maintenance.change",
    send: (api) => api.patch(`/maintenance/${made["window"]}`, { endsAt: "2098-01-01T00:00:00Z" }),
  },
  {
    route: "DELETE /maintenance/:id",
    action: "maintenance.end",
    send: (api) => api.remove(`/maintenance/${made["window"]}`),
  },
  {
    route: "POST /rules",
    action: "rules.set",
    send: (api) => api.post("/rules", { text: "storm: { perMinute: 100 }" }),
  },
  { route: "POST /rules/undo", action: "rules.undo", send: (api) => api.post("/rules/undo") },
  {
    route: "POST /sla",
    action: "sla.set",
    send: (api) => api.post("/sla", { text: "policies: [{ name: gold, response: { 1: 15m } }]" }),
  },
  {
    route: "POST /tickets",
    action: "ticket.open",
    send: (api) => keep("ticket", api.post("/tickets", { client: "New Client", title: "By hand" })),
  },
  {
    route: "PATCH /tickets/:id",
    action: "ticket.edit",
    send: (api) => api.patch(`/tickets/${made["ticket"]}`, { priority: 2 }),
  },
  {
    route: "POST /tickets/:id/comments",
    action: "ticket.comment",
    send: (api) => api.post(`/tickets/${made["ticket"]}/comments`, { body: "Looked at it." }),
  },
  {
    route: "POST /configuration/apply",
    action: "configuration.apply",
    send: (api) => api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Newest Client }]\n" }),
  },
  { route: "POST /sla/undo", action: "sla.undo", send: (api) => api.post("/sla/undo") },
  { route: "POST /on-call", action: "onCall.set", send: (api) => api.post("/on-call", { text: planText }) },
  { route: "POST /on-call/undo", action: "onCall.undo", send: (api) => api.post("/on-call/undo") },
  {
    route: "POST /on-call",
    action: "onCall.set",
    send: (api) => api.post("/on-call", { text: `${planText}# again\n` }),
  },
  {
    route: "POST /on-call/overrides",
    action: "onCall.override.add",
    send: (api) =>
      keep(
        "override",
        api.post("/on-call/overrides", {
          schedule: "day",
          person: "ben",
          from: "2026-03-02T08:00",
          to: "2026-03-02T17:00",
        }),
      ),
  },
  {
    route: "DELETE /on-call/overrides/:id",
    action: "onCall.override.remove",
    send: (api) => api.remove(`/on-call/overrides/${made["override"]}`),
  },
  {
    route: "POST /on-call/overrides/swap",
    action: "onCall.swap.add",
    send: (api) => api.post("/on-call/overrides/swap", { ...week, with: weekAfter }),
  },
  {
    route: "POST /on-call/feeds",
    action: "onCall.feed.add",
    send: (api) => keep("feed", api.post("/on-call/feeds", { of: "anna" })),
  },
  {
    route: "DELETE /on-call/feeds/:id",
    action: "onCall.feed.revoke",
    send: (api) => api.remove(`/on-call/feeds/${made["feed"]}`),
  },
  { route: "POST /on-call/test", action: "onCall.test", send: (api) => api.post("/on-call/test", { person: "carl" }) },
  { route: "POST /keys/rewrap", action: "keys.rewrap", send: (api) => api.post("/keys/rewrap") },
  { route: "POST /audit/verify", action: "audit.verify", send: (api) => api.post("/audit/verify") },
  { route: "POST /audit/keys", action: "audit.keys", send: (api) => api.post("/audit/keys") },
  {
    route: "POST /api-keys",
    action: "apiKey.add",
    send: (api) => keep("key", api.post("/api-keys", { name: `key ${(keys += 1)}`, role: "viewer" })),
  },
  { route: "DELETE /api-keys/:id", action: "apiKey.revoke", send: (api) => api.remove(`/api-keys/${made["key"]}`) },
  ...peopleSteps,
  {
    route: "POST /webhooks",
    action: "webhook.add",
    send: (api) =>
      keep("webhook", api.post("/webhooks", { url: "https://bi.msp.example/in", types: ["interdesk.ticket.*"] })),
  },
  {
    route: "PATCH /webhooks/:id",
    action: "webhook.change",
    send: (api) => api.patch(`/webhooks/${made["webhook"]}`, { includeInternal: true }),
  },
  {
    route: "POST /webhooks/:id/rotate",
    action: "webhook.rotate",
    send: (api) => api.post(`/webhooks/${made["webhook"]}/rotate`),
  },
  {
    route: "POST /webhooks/:id/replay",
    action: "webhook.replay",
    send: (api) => api.post(`/webhooks/${made["webhook"]}/replay`, { since: "2026-01-01T00:00:00Z" }),
  },
  {
    route: "DELETE /webhooks/:id",
    action: "webhook.remove",
    send: (api) => api.remove(`/webhooks/${made["webhook"]}`),
  },
  { route: "DELETE /connections/:name", action: "connection.remove", send: (api) => api.remove("/connections/extra") },
];
