import { createHmac } from "node:crypto";
import type { Caller } from "../../simulator-kit/callouts.ts";
import { newId, type Row, type SimulatorState, toStamp } from "./state.ts";

/** The outbound call of a business rule waits no longer; ms. */
const timeoutMs = 5_000;

export type Announce = (operation: "insert" | "update" | "delete", row: Row) => Promise<void>;

/**
 * The business rule that an admin pasted: a thin, signed notice, sent once and never again. It does not fire for what the
 * API user did last.
 */
export function createAnnounce(state: SimulatorState, caller: Caller): Announce {
  return async (operation, row) => {
    if (state.hookUrl === null) return;
    if (operation !== "delete" && row["sys_updated_by"] === state.identity.userName) return;
    const body = buildBody(state, operation, row);
    const stamp = String(Math.floor(state.now().getTime() / 1_000));
    const key = state.toggles.wrongSignature ? "another-secret-of-somebody" : state.identity.webhookSecret;
    const mac = createHmac("sha256", Buffer.from(key)).update(`${stamp}.${body}`).digest("base64");
    await caller.send({
      url: state.hookUrl,
      body,
      headers: {
        "content-type": "application/json",
        "user-agent": "ServiceNow/1.0",
        "x-interdesk-timestamp": stamp,
        "x-interdesk-signature": `v1=${mac}`,
      },
      attempts: 1,
      retryMs: 0,
      timeoutMs,
      ended: () => {},
    });
  };
}

function buildBody(state: SimulatorState, operation: string, row: Row): string {
  const text = JSON.stringify({
    v: 1,
    event_id: newId(),
    instance: state.toggles.instanceName,
    table: "incident",
    operation,
    sys_id: row["sys_id"],
    number: row["number"],
    sys_mod_count: Number(row["sys_mod_count"]),
    sys_updated_on: row["sys_updated_on"],
    sys_updated_by: row["sys_updated_by"],
    correlation_id: row["correlation_id"],
    company: row["company"],
    sys_domain: row["sys_domain"],
    sent_at: toStamp(state.now()),
  });
  return text.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
