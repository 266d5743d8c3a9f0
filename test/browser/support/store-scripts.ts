import { createHmac } from "node:crypto";
import { awaitUntil } from "../../../server/demo/world.ts";
import type { ConsoleWorld } from "./console-world.ts";

const inboundSecret = `whsec_${Buffer.from("a secret of at least 24 bytes, theirs").toString("base64")}`;
const outboundSecret = `whsec_${Buffer.from("a secret of at least 24 bytes, ours..").toString("base64")}`;
const bearerToken = "a-token-of-this-test";

/** A desk, a monitoring tool and a vendor that fails say each of these texts in all of their fields. */
export async function storeScripts(own: ConsoleWorld, vendorUrl: string, texts: readonly string[]): Promise<void> {
  const { api } = own.world;
  const desk = (await api.post("/connections", {
    name: "vendor",
    connector: "webhook-desk",
    settings: { endpointUrl: `${vendorUrl}/told`, callsPerMinute: 100_000 },
    secrets: { inboundSecret, outboundSecret },
    mode: "live",
    rules: { take: "true", mostChanges: 1_000_000 },
  })) as { hookUrl: string };
  const monitor = (await api
    .post("/connections", { name: "tool", connector: "alertmanager", secrets: { bearerToken }, defaultClient: "Acme" })
    .catch(() => undefined)) as { hookUrl: string } | undefined;
  await api.post("/client-map", { connection: "vendor", externalId: "c1", client: "Acme" });
  const tool =
    monitor ??
    ((await api.post("/connections", {
      name: "tool",
      connector: "alertmanager",
      secrets: { bearerToken },
      defaultClient: "Acme",
    })) as { hookUrl: string });
  await api.patch("/connections/vendor", { rules: { take: "true", mostChanges: 1_000_000 } });
  for (const [n, text] of texts.entries()) {
    await tell(desk.hookUrl, n, text);
    await alert(tool.hookUrl, n, text);
  }
  // Clients by these names, and a vendor whose errors say it.
  for (const [n, text] of texts.slice(0, 12).entries()) {
    await api.post("/client-map", { connection: "tool", externalId: `named ${n}`, client: text.trim().slice(0, 200) });
    await fetch(desk.hookUrl, { method: "POST", headers: sign(`odd ${n}`, text), body: text });
  }
  const evil = { endpointUrl: `${vendorUrl}/?told=${encodeURIComponent(texts[0] ?? "")}`, callsPerMinute: 100_000 };
  await api.post("/connections", {
    name: "failing",
    connector: "webhook-desk",
    settings: evil,
    secrets: { inboundSecret, outboundSecret },
  });
  await api.post("/client-map", { connection: "failing", externalId: "c1", client: "Acme" });
  await awaitUntil(
    "all tickets",
    async () => {
      const { open } = (await api.get("/overview")) as { open: number };
      return open >= texts.length ? true : undefined;
    },
    60_000,
  );
}

function sign(id: string, body: string): Record<string, string> {
  const at = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac("sha256", Buffer.from(inboundSecret.slice("whsec_".length), "base64"))
    .update(`${id}.${at}.${body}`)
    .digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": `v1,${mac}`,
    "user-agent": "<svg onload=trap(1)>",
  };
}

/** A ticket of a service desk, what is said on it and hangs on it, and a customer whom nobody knows. */
async function tell(hookUrl: string, n: number, text: string): Promise<void> {
  const at = new Date().toISOString();
  const common = { timestamp: at, sender: "vendor" };
  const one = { id: `t${n}`, number: text.slice(0, 200), url: "javascript:trap(1)", createdAt: at, updatedAt: at };
  const fields = {
    title: text.trim().slice(0, 500),
    description: text,
    status: "new",
    priority: 3,
    type: "incident",
    category: text.slice(0, 200),
    queue: text.trim().slice(0, 200),
  };
  const author = { name: text.slice(0, 200), kind: "technician" };
  const messages = [
    { type: "ticket.created", ...common, data: { ...one, client: { id: "c1", name: text.slice(0, 200) }, fields } },
    {
      type: "comment.created",
      ...common,
      data: { id: `p${n}`, ticketId: one.id, body: text, format: "plain", visibility: "public", author, createdAt: at },
    },
    {
      type: "comment.created",
      ...common,
      data: { id: `m${n}`, ticketId: one.id, body: text, format: "markdown", author, createdAt: at },
    },
    {
      type: "attachment.created",
      ...common,
      data: {
        id: `a${n}`,
        ticketId: one.id,
        fileName: text.replaceAll("/", "⁄").slice(0, 200),
        contentType: "text/html",
        visibility: "public",
        createdAt: at,
        data: Buffer.from(text).toString("base64"),
      },
    },
    ...(n % 10 === 0
      ? [
          {
            type: "ticket.created",
            ...common,
            data: { ...one, id: `u${n}`, client: { id: text.slice(0, 200), name: text.slice(0, 200) }, fields },
          },
        ]
      : []),
  ];
  for (const [place, message] of messages.entries()) {
    const body = JSON.stringify(message);
    await fetch(hookUrl, { method: "POST", headers: sign(`m${n}.${place}`, body), body });
  }
}

async function alert(hookUrl: string, n: number, text: string): Promise<void> {
  const labels = {
    alertname: text,
    instance: `${text} ${n}`,
    severity: "warning",
    service: text,
    note: text,
    ...(n % 10 === 0 ? { client: text } : {}),
  };
  const told = {
    status: "firing",
    labels,
    annotations: { summary: text, description: text, runbook_url: "javascript:trap(1)" },
    startsAt: new Date().toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
    fingerprint: n.toString(16).padStart(16, "0"),
    generatorURL: "javascript:trap(1)",
  };
  const body = {
    receiver: text,
    version: "4",
    groupKey: text,
    truncatedAlerts: 0,
    externalURL: "javascript:trap(1)",
    status: "firing",
    alerts: [told],
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
  };
  await fetch(hookUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${bearerToken}`,
      "user-agent": "<svg onload=trap(1)>",
    },
    body: JSON.stringify(body),
  });
}
