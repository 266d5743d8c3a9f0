import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { escapeAsVendor } from "../webhook.ts";
import { type Row, rowsOf, type SimulatorState } from "./state.ts";

/** @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/Webhooks/Webhooks_Error_Handling.htm */
const attempts = 5;
const mostFailures = 25;
const timeoutMs = 10_000;

export interface Caller {
  /** Calls out for one change; resolves when every webhook has been answered or given up. */
  announce(
    kind: "Ticket" | "TicketNote",
    action: "Create" | "Update" | "Delete",
    row: Row,
    moved: readonly string[],
    by: number,
  ): Promise<void>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** @param retryMs wait between attempts; the vendor waits 30 s */
export function createCaller(state: SimulatorState, retryMs: number): Caller {
  const running = new Set<Promise<void>>();
  return {
    announce(kind, action, row, moved, by) {
      if (state.faults.webhooksOff) return Promise.resolve();
      const wanted = rowsOf(state, `${kind}Webhooks`).filter((hook) => isWanted(state, kind, hook, action, moved, by));
      const calls = wanted.map((hook) => callOut(state, hook, buildBody(state, kind, action, row, hook, by), retryMs));
      const all = Promise.all(calls).then(() => undefined);
      running.add(all);
      void all.finally(() => running.delete(all));
      return all;
    },
    async settled() {
      await Promise.all(running);
    },
  };
}

function isWanted(
  state: SimulatorState,
  kind: string,
  hook: Row,
  action: string,
  moved: readonly string[],
  by: number,
): boolean {
  if (hook["isActive"] !== true || hook["isReady"] !== true || hook[`isSubscribedTo${action}Events`] !== true)
    return false;
  const excluded = rowsOf(state, `${kind}WebhookExcludedResources`).some(
    (row) => row["webhookID"] === hook.id && row["resourceID"] === by,
  );
  if (excluded) return false;
  if (action !== "Update" || kind === "TicketNote") return true;
  const subscribed = rowsOf(state, `${kind}WebhookFields`).filter(
    (row) => row["webhookID"] === hook.id && row["isSubscribedField"] === true,
  );
  return subscribed.some((row) => moved.includes(String(row["fieldName"])));
}

function buildBody(state: SimulatorState, kind: string, action: string, row: Row, hook: Row, by: number): string {
  hook["sequence"] = Number(hook["sequence"] ?? 0) + 1;
  const shown = rowsOf(state, `${kind}WebhookFields`).filter((field) => field["webhookID"] === hook.id);
  const fields =
    action === "Delete"
      ? {}
      : Object.fromEntries(
          shown.map((field) => [pascal(String(field["fieldName"])), row[String(field["fieldName"])] ?? null]),
        );
  const eventTime = `${state.now().toISOString().slice(0, 19)}Z`;
  const text = JSON.stringify({
    Action: action,
    Guid: hook["webhookGUID"],
    EntityType: kind,
    Id: row.id,
    Fields: fields,
    EventTime: eventTime,
    SequenceNumber: hook["sequence"],
    PersonID: by,
  });
  return escapeAsVendor(text);
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

async function callOut(state: SimulatorState, hook: Row, body: string, retryMs: number): Promise<void> {
  const signature = `sha1=${createHmac("sha1", String(hook["secretKey"])).update(body).digest("base64")}`;
  if (state.faults.webhookDelayMs > 0) await pause(state.faults.webhookDelayMs);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (await deliver(String(hook["webhookUrl"]), body, signature)) {
      hook["failures"] = 0;
      if (state.faults.webhookTwice) await deliver(String(hook["webhookUrl"]), body, signature);
      return;
    }
    if (attempt < attempts) await pause(retryMs);
  }
  hook["failures"] = Number(hook["failures"] ?? 0) + 1;
  if (Number(hook["failures"]) >= mostFailures) hook["isActive"] = false;
}

async function deliver(url: string, body: string, signature: string): Promise<boolean> {
  try {
    const headers = { "content-type": "application/json", "x-hook-signature": signature };
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
