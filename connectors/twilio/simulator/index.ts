import { createHmac } from "node:crypto";
import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  type PagerTools,
  type SimulatedPage,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const accountSid = "AC0123456789abcdef0123456789abcdef";
const authToken = "simulated-auth-token-of-twilio-0123";
const apiKeySid = "SK0123456789abcdef0123456789abcdef";
const apiKeySecret = "simulated-api-key-secret-of-twilio";
const ours = "+4930555000";
const optedOut = "+4917000021610";

interface Line {
  sid: string;
  to: string;
  status: string;
  callback: string | undefined;
  events: readonly string[];
  /** What is read, or what is being spoken. */
  text: string;
  /** Where a pressed key is told; of a call that asks for none. */
  action?: string | undefined;
}

/** A person's phone, and what its network tells Twilio. */
export interface TwilioSimulator extends PagerSimulator {
  /** The phone is picked up and this key pressed, empty = none in time. @returns what is spoken next */
  press(sid: string, digits: string): Promise<string>;
  /** The network reports what became of a message or call. */
  report(sid: string, status: string, errorCode?: string): Promise<void>;
  /** An SMS to our number; an empty message id makes a new one. @returns the SMS that comes back, or undefined */
  text(from: string, body: string, more?: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** As Twilio tells of a call. */
  statusOf(sid: string): string;
  /** Where it tells what became of a call or SMS. */
  callbackOf(sid: string): string;
}

/** Twilio's messages and calls: form-encoded, with Basic credentials, and callbacks that are signed by the auth token. */
export async function startTwilioSimulator(options?: PagerSimulatorOptions): Promise<TwilioSimulator> {
  const lines: Line[] = [];
  let tools: PagerTools | undefined;
  let smsHook: string | undefined;
  let count = 0;
  const find = (sid: string) => lines.find((line) => line.sid === sid) ?? raise(`no ${sid}`);
  const nextSid = (prefix: string) => {
    count += 1;
    return `${prefix}${String(count).padStart(32, "0")}`;
  };

  const tell = async (url: string, form: Readonly<Record<string, string>>): Promise<string> => {
    const body = new URLSearchParams(form).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", ...signTwilio(url, form) };
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(15_000) });
    tools?.note({ by: "system", method: "POST", path: new URL(url).pathname, body });
    return answer.text();
  };
  const report = async (sid: string, status: string, errorCode?: string) => {
    const line = find(sid);
    line.status = status;
    const isCall = sid.startsWith("CA");
    const event = status === "in-progress" ? "answered" : "completed";
    if (line.callback === undefined || (isCall && !line.events.includes(event))) return;
    const named = isCall ? { CallSid: sid, CallStatus: status } : { MessageSid: sid, MessageStatus: status };
    await tell(line.callback, {
      ...named,
      To: line.to,
      From: ours,
      ...(errorCode === undefined ? {} : { ErrorCode: errorCode }),
    });
  };
  const press = async (sid: string, digits: string) => {
    const line = find(sid);
    if (line.action === undefined) throw new Error("nobody asks for a key");
    if (line.status !== "in-progress") await report(sid, "in-progress");
    const twiml = await tell(line.action, {
      CallSid: sid,
      Digits: digits,
      To: line.to,
      From: ours,
      CallStatus: "in-progress",
    });
    line.text = hear(twiml);
    line.action = findAction(twiml);
    if (line.action === undefined) await report(sid, "completed");
    return line.text;
  };
  const text = async (from: string, body: string, more: Readonly<Record<string, string>> = {}) => {
    const form = {
      MessageSid: nextSid("SM"),
      SmsStatus: "received",
      NumSegments: "1",
      To: ours,
      From: from,
      Body: body,
    };
    const twiml = await tell(smsHook ?? raise("the number has no webhook"), { ...form, ...more });
    const [, said] = /<Message>([^<]*)<\/Message>/.exec(twiml) ?? [];
    return said;
  };

  const reply = ({ method, path, headers, body }: SourceRequest): SourceReply => {
    if (!mayEnter(headers["authorization"])) return complain(401, 20003, "Authenticate");
    const at = `/2010-04-01/Accounts/${accountSid}`;
    if (method === "GET" && path === `${at}.json`)
      return { status: 200, body: { sid: accountSid, status: "active", type: "Full" } };
    const form = new URLSearchParams(body);
    const [, sid] = /\/Calls\/(CA\d{32})\.json$/.exec(path) ?? [];
    if (sid !== undefined) return answerCall(lines, sid, method, form);
    if (method !== "POST") return complain(404, 20404, `The requested resource ${path} was not found`);
    const problem = checkNew(form, path === `${at}/Calls.json`);
    if (problem) return problem;
    const isCall = path === `${at}/Calls.json`;
    const twiml = form.get("Twiml") ?? "";
    const line: Line = {
      sid: nextSid(isCall ? "CA" : "SM"),
      to: form.get("To") ?? "",
      status: "queued",
      callback: form.get("StatusCallback") ?? undefined,
      events: form.getAll("StatusCallbackEvent"),
      text: isCall ? hear(twiml) : (form.get("Body") ?? ""),
      action: findAction(twiml),
    };
    lines.push(line);
    return { status: 201, body: { sid: line.sid, status: line.status, to: line.to } };
  };

  const simulator = await startPagerSimulator((given) => {
    tools = given;
    return {
      settings: { apiUrl: given.url, accountSid, apiKeySid, smsFrom: ours, voiceFrom: ours },
      secrets: { authToken, apiKeySecret },
      reply,
      pages: () => lines.map(toPage),
      async answer(sid, action) {
        const key = { acknowledge: "1", pass: "2" }[action as "acknowledge"] ?? raise(`no key says "${action}"`);
        if (sid.startsWith("CA")) await press(sid, key);
        else await text(find(sid).to, `${key} ${/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(find(sid).text)?.[0] ?? ""}`);
      },
    };
  }, options);
  return {
    ...simulator,
    registerWebhooks: (url) => void (smsHook = url),
    press,
    report,
    text,
    statusOf: (sid) => find(sid).status,
    callbackOf: (sid) => find(sid).callback ?? raise(`${sid} tells nobody`),
  };
}

/** @see the vectors of the fact sheets: the whole address, then each field's name and value in the order of names */
export function signTwilio(url: string, form: Readonly<Record<string, string>>): Record<string, string> {
  const fields = Object.keys(form)
    .toSorted()
    .map((name) => `${name}${form[name]}`);
  const signature = createHmac("sha1", authToken)
    .update(`${url}${fields.join("")}`)
    .digest("base64");
  return { "x-twilio-signature": signature };
}

function mayEnter(authorization: string | undefined): boolean {
  const users = [`${accountSid}:${authToken}`, `${apiKeySid}:${apiKeySecret}`];
  return users.some((user) => authorization === `Basic ${Buffer.from(user).toString("base64")}`);
}

function checkNew(form: URLSearchParams, isCall: boolean): SourceReply | undefined {
  const [to, body, twiml] = [form.get("To") ?? "", form.get("Body") ?? "", form.get("Twiml") ?? ""];
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return complain(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (isCall) {
    if (twiml.length > 4_000 || !/^<\?xml[^>]*\?><Response>.*<\/Response>$/s.test(twiml))
      return complain(400, 12100, "Document parse failure");
    return form.has("Url") ? complain(400, 21205, "Url is not a valid URL") : undefined;
  }
  if (to === optedOut) return complain(400, 21610, "Attempt to send to unsubscribed recipient");
  if (body === "" || body.length > 1_600) return complain(400, 21617, "The concatenated message body is too long");
  const validity = Number(form.get("ValidityPeriod"));
  return validity >= 1 && validity <= 36_000 ? undefined : complain(400, 21622, "ValidityPeriod is out of range");
}

function answerCall(lines: readonly Line[], sid: string, method: string, form: URLSearchParams): SourceReply {
  const line = lines.find((one) => one.sid === sid);
  if (!line) return complain(404, 20404, `The requested resource /Calls/${sid}.json was not found`);
  if (method === "GET") return { status: 200, body: { sid, status: line.status } };
  const wanted = form.get("Status");
  const allowed = wanted === "canceled" ? ["queued", "ringing"] : ["queued", "ringing", "in-progress"];
  if (!allowed.includes(line.status)) return complain(400, 21220, "Call is not in-progress. Cannot redirect.");
  line.status = wanted ?? line.status;
  return { status: 200, body: { sid, status: line.status } };
}

function complain(status: number, code: number, message: string): SourceReply {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

function hear(twiml: string): string {
  const texts = Array.from(twiml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g), ([, said = ""]) => said);
  return texts.map(unescape).join("\n");
}

function findAction(twiml: string): string | undefined {
  const [, action] = /<Gather[^>]* action="([^"]*)"/.exec(twiml) ?? [];
  return action === undefined ? undefined : unescape(action);
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

function toPage({ sid, to, text, status }: Line): SimulatedPage {
  const ended = ["canceled", "completed", "failed", "busy", "no-answer", "undelivered"].includes(status);
  return { id: sid, channel: sid.startsWith("CA") ? "voice" : "sms", to, text, state: ended ? "ended" : "open" };
}

function raise(message: string): never {
  throw new Error(message);
}
