import { PageId } from "../../schemas/ids.ts";
import type { HookReply, InboundAdapter, InboundRequest, Verdict } from "../contract.ts";
import { fail } from "../contract.ts";
import { buildAnswers, buildNothing, checkShape, type Parsed, parseJson, readText } from "../pager-kit.ts";
import { verifyHmacHex } from "../signatures.ts";
import { Pressed } from "./api-types.ts";

/** @see https://docs.slack.dev/authentication/verifying-requests-from-slack; the future is checked as well as the past */
export function verifySlack({ headers, body, receivedAt }: InboundRequest, secrets: readonly string[]): Verdict {
  const stamp = { value: headers["x-slack-request-timestamp"], before: "v0:", separator: ":", now: receivedAt };
  const signed = { algorithm: "sha256", prefix: "v0=", body, secrets, stamp } as const;
  if (verifyHmacHex(headers["x-slack-signature"], signed)) return { accepted: true };
  return headers["x-slack-signature"] === undefined
    ? { accepted: false, reason: "no x-slack-signature header" }
    : { accepted: false, reason: "wrong signature, or more than five minutes off" };
}

/** Whoever has its `response_url` can change the message, and `token` is a credential of old: neither is stored. */
export function redactPayload(body: Uint8Array): Uint8Array {
  const payload = new URLSearchParams(Buffer.from(body).toString()).get("payload");
  const json = payload === null ? undefined : parseJson(payload);
  if (!json?.ok || typeof json.value !== "object" || json.value === null) return body;
  const hidden = { token: "***", response_url: "***", response_urls: [], trigger_id: "***" };
  const kept = Object.entries(hidden).filter(([name]) => Object.hasOwn(json.value as object, name));
  const clean = { ...json.value, ...Object.fromEntries(kept) };
  return Buffer.from(new URLSearchParams({ payload: JSON.stringify(clean) }).toString());
}

const expected = "a pressed button, as Slack sends it (block_actions)";

export function parsePressed({ body }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const payload = new URLSearchParams(text.value).get("payload");
  if (payload === null) return fail({ path: "payload", expected, detail: "The form has no field “payload”." });
  const json = parseJson(payload);
  if (!json.ok) return json;
  if (
    typeof json.value === "object" &&
    json.value !== null &&
    "type" in json.value &&
    json.value.type !== "block_actions"
  )
    return buildNothing(null, "This is no pressed button.");
  const parsed = checkShape(json.value, Pressed, { expected });
  if (!parsed.ok) return parsed;
  const { user, actions } = parsed.value;
  const [{ action_id: action, value, action_ts: stamp } = { action_id: "" }] = actions;
  const name = user.name ?? user.username;
  // A pressed button comes once: Slack does not repeat it; the instant of the press tells two of one person apart.
  const key = stamp == null ? null : `${user.id}:${stamp}`;
  const page = PageId.safeParse(value);
  if (action !== "acknowledge" && action !== "pass") return buildNothing(key, "A link was followed.");
  if (!page.success) return fail({ path: "actions.0.value", expected, detail: "The button names no page." });
  const by = name ? `${name} (${user.id})` : user.id;
  return buildAnswers(key, { about: { by: "page", id: page.data }, action, by, note: null, at: atOf(stamp) });
}

/** Slack's stamps are Unix seconds with a fraction. */
function atOf(stamp: string | null | undefined): Date | null {
  return stamp != null && /^\d{1,12}\.\d+$/.test(stamp) ? new Date(Math.floor(Number(stamp) * 1_000)) : null;
}

/** Within three seconds, or the person is shown an error; the message itself is changed by `show`. */
export function replyToSlack(): HookReply {
  return { status: 200, headers: {}, body: "" };
}
