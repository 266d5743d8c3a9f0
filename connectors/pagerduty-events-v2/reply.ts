import type { HookReply, InboundRequest } from "../contract.ts";
import { readEvent } from "./event.ts";

/** As PagerDuty answers: Zabbix's stock script takes nothing else for success, and sends again. */
export function replyLikePagerduty({ body, receivedAt }: InboundRequest): HookReply {
  const given = readEvent(body, receivedAt);
  if (!given.ok) {
    const errors = [given.error.detail];
    return answer(400, { status: "invalid event", message: "Event object is invalid", errors });
  }
  const key = given.value.kind === "event" ? { dedup_key: given.value.event.dedup_key } : {};
  return answer(202, { status: "success", message: "Event processed", ...key });
}

function answer(status: number, body: object): HookReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
