import { PageId } from "../../schemas/ids.ts";
import type { HookReply, InboundAdapter, InboundRequest, PageAnswer, Verdict } from "../contract.ts";
import { fail } from "../contract.ts";
import { buildAnswers, buildNothing, checkPhone, type Parsed, readReply, readText } from "../pager-kit.ts";
import { verifyFormSignature } from "../signatures.ts";
import { errorWords } from "./error-words.ts";
import { buildThanks } from "./sms-text.ts";
import { answerKey, answerSms, readQuestion } from "./twiml.ts";

/** Over the address exactly as Twilio called it, and all fields of the form. */
export function verifyTwilio({ url, headers, body }: InboundRequest, authTokens: readonly string[]): Verdict {
  const signature = headers["x-twilio-signature"];
  if (signature === undefined) return { accepted: false, reason: "no x-twilio-signature header" };
  const form = new URLSearchParams(Buffer.from(body).toString());
  if (url !== undefined && verifyFormSignature(signature, { urls: spell(url), form, secrets: authTokens }))
    return { accepted: true };
  return {
    accepted: false,
    reason: "wrong signature: the auth token differs, or http.publicUrl is not what Twilio calls",
  };
}

/** Twilio signs some addresses with the port that goes without saying, and some without. */
function spell(url: string): string[] {
  const [, scheme, host, port, rest] = /^(https?):\/\/(\[[^\]]*\]|[^/:]*)(:\d+)?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined) return [url];
  const usual = scheme === "https" ? ":443" : ":80";
  if (port === undefined) return [url, `${scheme}://${host}${usual}${rest}`];
  return port === usual ? [url, `${scheme}://${host}${rest}`] : [url];
}

type Form = Readonly<Record<string, string>>;

function readForm(body: Uint8Array): Form {
  return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
}

/** A key pressed in a call, what became of a call or an SMS, or somebody's own SMS. */
export function parseTwilio({ body, headers }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const form = readForm(body);
  const page = PageId.safeParse(headers["?page"]);
  const { CallSid, MessageSid, MessageStatus, From } = form;
  if (page.success && CallSid !== undefined)
    return headers["?step"] === undefined
      ? parseCallStatus(page.data, CallSid, form)
      : parseKey(page.data, CallSid, form, { step: headers["?step"], of: headers["?of"] ?? "" });
  if (page.success && MessageSid !== undefined && MessageStatus !== undefined)
    return parseMessageStatus(page.data, MessageSid, MessageStatus, form);
  if (MessageSid !== undefined && From !== undefined) return parseSms(MessageSid, From, form);
  return fail({
    path: "",
    expected: "a message, a status or a pressed key, as Twilio tells it",
    detail: "It holds neither a CallSid of a page nor a MessageSid with From.",
  });
}

const about = (id: PageId) => ({ by: "page", id }) as const;
const unknown = { by: null, note: null, at: null };

function parseKey(id: PageId, sid: string, { Digits = "", To }: Form, turn: { step: string; of: string }): Parsed {
  // The number that was called: whoever picked up there pressed it.
  const by = To !== undefined && checkPhone(To) === undefined ? To : null;
  const key = `${sid}:${turn.step}`;
  if (Digits === "1") return buildAnswers(key, { ...unknown, about: about(id), action: "acknowledge", by });
  if (Digits === "2") return buildAnswers(key, { ...unknown, about: about(id), action: "pass", by });
  if (turn.step !== turn.of) return buildNothing(key, "The text was repeated.");
  const note = "The call was answered, perhaps by a mailbox, and neither 1 nor 2 was pressed.";
  return buildAnswers(key, { ...unknown, about: about(id), action: "failed", note });
}

const callFailures: Readonly<Record<string, string>> = {
  busy: "The line was busy.",
  "no-answer": "Nobody answered the call.",
  failed: "The call could not be made; the number may be wrong.",
};

/** `completed` says only that a call was connected and has ended: a mailbox completes too, so that only a key counts. */
function parseCallStatus(id: PageId, sid: string, { CallStatus = "" }: Form): Parsed {
  const key = `${sid}:${CallStatus}`;
  const note = Object.hasOwn(callFailures, CallStatus) ? callFailures[CallStatus] : undefined;
  if (note === undefined) return buildNothing(key, "The call goes on, or has ended; only a pressed key is an answer.");
  return buildAnswers(key, { ...unknown, about: about(id), action: "failed", note });
}

/** They come in any order; only the last ones count, so that a `sent` behind a `delivered` changes nothing. */
const messageEnds: Readonly<Record<string, PageAnswer["action"]>> = {
  delivered: "arrived",
  read: "arrived",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

function parseMessageStatus(id: PageId, sid: string, status: string, { ErrorCode }: Form): Parsed {
  const action = Object.hasOwn(messageEnds, status) ? messageEnds[status] : undefined;
  const key = `${sid}:${status}`;
  if (action === undefined) return buildNothing(key, "The message is on its way.");
  const words = errorWords.get(Number(ErrorCode)) ?? "It was not delivered.";
  const note = action === "failed" ? `${words}${ErrorCode === undefined ? "" : ` (${ErrorCode})`}` : null;
  return buildAnswers(key, { ...unknown, about: about(id), action, note });
}

function parseSms(sid: string, from: string, { Body = "", OptOutType }: Form): Parsed {
  if (OptOutType !== undefined) return buildNothing(sid, "They opted out or in at Twilio, which answers it itself.");
  const reply = readReply(Body);
  if (!reply) return buildNothing(sid, "The text is neither a yes nor a no.");
  const { action, code } = reply;
  const meant: PageAnswer["about"] =
    code === null ? { by: "address", channel: "sms", address: from } : { by: "code", code, address: from };
  return buildAnswers(sid, { about: meant, action, by: from, note: null, at: null });
}

/**
 * What Twilio is to say next. An SMS that is neither yes nor no has no answer: two machines would answer each other for ever.
 */
export function replyToTwilio({ query, body, url }: InboundRequest): HookReply {
  const form = readForm(body);
  const question = readQuestion(query);
  if (question) return xml(answerKey(question, form["Digits"] ?? "", url?.split("?")[0] ?? ""));
  const { From, Body, MessageSid, MessageStatus, OptOutType } = form;
  const isSms = MessageSid !== undefined && MessageStatus === undefined && OptOutType === undefined;
  const reply = isSms ? readReply(Body ?? "") : undefined;
  return xml(answerSms(reply ? buildThanks(reply.action, From ?? "") : ""));
}

function xml(body: string): HookReply {
  return { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body };
}
