import {
  type ConnectorError,
  fail,
  type KnownPage,
  type Page,
  type Result,
  type SentPage,
  succeed,
} from "../contract.ts";
import type { ThreadState } from "../contract.ts";
import { checkPhone } from "../pager-kit.ts";
import { Call, Made } from "./api-types.ts";
import { callTwilio, type TwilioWorld } from "./client.ts";
import { buildSms } from "./sms-text.ts";
import { buildCall } from "./twiml.ts";

export async function sendPage(world: TwilioWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const problem = checkPhone(page.address);
  if (problem !== undefined) return fail({ kind: "rejected", field: "To", detail: problem });
  const form = page.channel === "voice" ? voiceForm(world, page) : smsForm(world, page);
  if (!form.ok) return form;
  const path = page.channel === "voice" ? "/Calls.json" : "/Messages.json";
  const made = await callTwilio(world, Made, { method: "POST", path, form: form.value });
  // Taken, and no more: what became of it is told by the status callback.
  return made.ok ? succeed({ handle: { sid: made.value.sid }, state: "accepted" }) : made;
}

type Form = Result<readonly (readonly [string, string])[], ConnectorError>;

function smsForm({ settings, hookUrl }: TwilioWorld, page: Page): Form {
  const { smsFrom, smsSegments, smsValiditySeconds } = settings;
  if (smsFrom === undefined) return fail(notSet("SMS", "an SMS sender"));
  const isService = smsFrom.startsWith("MG");
  const repliesArrive = isService || smsFrom.startsWith("+");
  return succeed([
    ["To", page.address],
    [isService ? "MessagingServiceSid" : "From", smsFrom],
    ["Body", buildSms(page, { segments: smsSegments, repliesArrive })],
    ["ValidityPeriod", String(smsValiditySeconds)],
    ["SmartEncoded", "true"],
    ...(hookUrl === undefined ? [] : [["StatusCallback", `${hookUrl}?page=${page.id}`] as const]),
  ]);
}

function voiceForm({ settings, hookUrl }: TwilioWorld, page: Page): Form {
  const { voiceFrom, ringSeconds, repeats } = settings;
  if (voiceFrom === undefined) return fail(notSet("calls", "a caller number"));
  if (hookUrl === undefined)
    return fail({
      kind: "rejected",
      detail: "Calls need this hub's public address, to which keys are told: set http.publicUrl.",
    });
  const events = ["answered", "completed"].map((event) => ["StatusCallbackEvent", event] as const);
  return succeed([
    ["To", page.address],
    ["From", voiceFrom],
    ["Twiml", buildCall(page, hookUrl, repeats)],
    ["Timeout", String(ringSeconds)],
    ["StatusCallback", `${hookUrl}?page=${page.id}`],
    ...events,
  ]);
}

function notSet(what: string, field: string): ConnectorError {
  return { kind: "rejected", detail: `This connection sends no ${what}: its settings name no ${field}.` };
}

/** Whoever is being rung need not be woken any more. A message that was sent stays as it is. */
export async function endCall(
  world: TwilioWorld,
  { page, handle, answered }: KnownPage,
  { state }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  const { sid } = handle;
  if (page.channel !== "voice" || state === "open" || sid === undefined) return succeed(undefined);
  const path = `/Calls/${sid}.json`;
  const call = await callTwilio(world, Call, { method: "GET", path });
  if (!call.ok) return isGone(call.error) ? succeed(undefined) : call;
  const { status } = call.value;
  const isRinging = status === "queued" || status === "initiated" || status === "ringing";
  // Who took it by this very call still hears our thanks, after which it ends by itself.
  if (!isRinging && (status !== "in-progress" || answered === true)) return succeed(undefined);
  const form = [["Status", isRinging ? "canceled" : "completed"]] as const;
  const ended = await callTwilio(world, Call, { method: "POST", path, form });
  if (ended.ok) return succeed(undefined);
  // Between the two it was answered, or has ended: then nobody is rung any more either.
  return ended.error.kind === "rejected" ? succeed(undefined) : ended;
}

function isGone(error: ConnectorError): boolean {
  return error.kind === "rejected" || error.kind === "gone";
}
