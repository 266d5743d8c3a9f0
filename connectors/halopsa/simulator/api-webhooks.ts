import type { Hono } from "hono";
import { recordCall } from "./effects.ts";
import { toPage } from "./paging.ts";
import { answerJson, answerWritten, readItems } from "./read-body.ts";
import { refuseSilently, type SimulatorState, type Webhook } from "./state.ts";

/** A webhook does not say its secret, nor what the simulator keeps for itself. */
function shown(state: SimulatorState, hook: Webhook, withEvents: boolean): Record<string, unknown> {
  const { basic_password: _password, failures: _failures, ...rest } = hook;
  const events = state.notifications.filter((row) => row["webhook_id"] === hook.id);
  return withEvents ? { ...rest, events } : rest;
}

/** Webhooks, their events (rows of another resource), and the log of deliveries. */
export function addWebhooks(app: Hono, state: SimulatorState): void {
  app.get("/webhook", (context) => {
    const type = context.req.query("type");
    const rows = state.webhooks.filter((hook) => type === undefined || Number(hook["type"] ?? 0) === Number(type));
    return answerJson(
      context,
      rows.map((hook) => shown(state, hook, false)),
    );
  });
  app.get("/webhook/:id", (context) => {
    const hook = state.webhooks.find(({ id }) => id === context.req.param("id"));
    if (!hook) throw refuseSilently(404);
    return answerJson(context, shown(state, hook, true));
  });
  app.post("/webhook", async (context) => {
    const items = await readItems(context);
    const rows = items.map((item) => {
      // Events inside of a webhook are not stored.
      const { events: _events, id, ...fields } = item;
      const known = state.webhooks.find((hook) => hook.id === id);
      const hook: Webhook = known ? Object.assign(known, fields) : { ...fields, id: crypto.randomUUID() };
      if (!known) state.webhooks.push(hook);
      recordCall(state, context, null, { ...fields, basic_password: "***" });
      return shown(state, hook, true);
    });
    return answerWritten(state, context, rows);
  });
  app.delete("/webhook/:id", (context) => {
    const hook = state.webhooks.find(({ id }) => id === context.req.param("id"));
    if (!hook) throw refuseSilently(404);
    state.webhooks = state.webhooks.filter((one) => one !== hook);
    recordCall(state, context, null, { id: hook.id });
    return answerJson(context, shown(state, hook, false));
  });
  app.post("/notification", async (context) => {
    const items = await readItems(context);
    const rows = items.map((item) => {
      const row = { ...item, id: state.nextNotification++ };
      state.notifications.push(row);
      recordCall(state, context, null, item);
      return row;
    });
    return answerWritten(state, context, rows);
  });
  app.delete("/notification/:id", (context) => {
    const row = state.notifications.find(({ id }) => id === Number(context.req.param("id")));
    if (!row) throw refuseSilently(404);
    state.notifications = state.notifications.filter((one) => one !== row);
    recordCall(state, context, null, { id: row.id });
    return answerJson(context, row);
  });
  app.get("/webhookevent", (context) => {
    const wanted = context.req.query("webhook_id");
    const rows = state.deliveries.filter((row) => wanted === undefined || row["webhook_id"] === wanted);
    return answerJson(context, toPage(state, context, "events", rows.toReversed()));
  });
}

/** As an admin would have made it in the pages: one webhook with the three events, earlier ones away. */
export function registerByHand(state: SimulatorState, url: string, secret: string, header: string): void {
  const id = crypto.randomUUID();
  state.webhooks = [
    {
      id,
      name: "Interdesk by hand",
      note: "",
      url,
      type: 0,
      method: 0,
      active: true,
      disabled: false,
      authentication_type: 3,
      authentication_header: header,
      basic_password: secret,
    },
  ];
  const always = [{ fieldname: "symptom", tablename: "faults", type: 1, value_string: '""' }];
  state.notifications = [3, 61, 39].map((eventno) => ({
    id: state.nextNotification++,
    webhook_id: id,
    eventno,
    conditions: eventno === 61 ? always : [],
  }));
}

export function copyWebhooks(state: SimulatorState): void {
  for (const hook of state.webhooks.slice()) {
    const id = crypto.randomUUID();
    const events = state.notifications.filter((row) => row["webhook_id"] === hook.id);
    state.webhooks.push({ ...hook, id });
    for (const row of events) state.notifications.push({ ...row, id: state.nextNotification++, webhook_id: id });
  }
}
