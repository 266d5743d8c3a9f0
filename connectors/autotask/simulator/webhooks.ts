import { createHmac } from "node:crypto";
import { escapeAsVendor } from "../webhook.ts";
import type { Caller } from "../../simulator-kit/callouts.ts";
import { type Row, rowsOf, type SimulatorState } from "./state.ts";

/** @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/Webhooks/Webhooks_Error_Handling.htm */
const attempts = 5;
const mostFailures = 25;
const timeoutMs = 10_000;

export type Announce = (
  kind: "Ticket" | "TicketNote",
  action: "Create" | "Update" | "Delete",
  row: Row,
  moved: readonly string[],
  by: number,
) => Promise<void>;

/**
 * Calls out for one change; resolves when every webhook has been answered or given up.
 *
 * @param retryMs wait between attempts; the vendor waits 30 s
 */
export function createAnnounce(state: SimulatorState, caller: Caller, retryMs: number): Announce {
  return async (kind, action, row, moved, by) => {
    const wanted = rowsOf(state, `${kind}Webhooks`).filter((hook) => isWanted(state, kind, hook, action, moved, by));
    await Promise.all(
      wanted.map((hook) => {
        const body = buildBody(state, kind, action, row, hook, by);
        const signature = `sha1=${createHmac("sha1", String(hook["secretKey"])).update(body).digest("base64")}`;
        return caller.send({
          url: String(hook["webhookUrl"]),
          body,
          headers: { "content-type": "application/json", "x-hook-signature": signature },
          attempts,
          retryMs,
          timeoutMs,
          ended: (delivered) => noteEnd(state, hook, delivered),
        });
      }),
    );
  };
}

/** After so many failed events in a row the vendor switches the webhook off. */
function noteEnd(state: SimulatorState, hook: Row, delivered: boolean): void {
  hook["failures"] = delivered ? 0 : Number(hook["failures"] ?? 0) + 1;
  if (Number(hook["failures"]) < mostFailures || hook["isActive"] !== true) return;
  hook["isActive"] = false;
  state.switchedOff += 1;
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
