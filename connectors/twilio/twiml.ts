import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Language, Page } from "../contract.ts";
import { cutText } from "../pager-kit.ts";

/** Inline TwiML of a call. @see https://www.twilio.com/docs/voice/api/call-resource#twiml */
const mostTwiml = 4_000;
/** Nobody listens longer at night; shorter ones are tried where this does not fit. */
const spokenLengths = [500, 300, 150, 80];
/** Of a text that comes back in an address of ours. */
const mostBytes = 4_096;
/** Seconds until silence counts as none of the keys. */
const keySeconds = 8;

const voices = { en: "en-GB", de: "de-DE" } as const;
const phrases = {
  en: {
    alert: (priority: number) => `Alert, priority ${priority}.`,
    test: "This is a test.",
    menu: "Press 1 to take it, 2 to pass it on, 9 to hear it again.",
    acknowledge: "Thank you. You have taken it. Goodbye.",
    pass: "Thank you. It is passed on. Goodbye.",
    unclear: "That key means nothing here.",
    silence: "No key was pressed. Goodbye.",
  },
  de: {
    alert: (priority: number) => `Alarm, Priorität ${priority}.`,
    test: "Dies ist ein Test.",
    menu: "Drücken Sie 1 zum Annehmen, 2 zum Weitergeben, 9 zum Wiederholen.",
    acknowledge: "Danke. Sie haben es angenommen. Auf Wiederhören.",
    pass: "Danke. Es wird weitergegeben. Auf Wiederhören.",
    unclear: "Diese Taste hat hier keine Bedeutung.",
    silence: "Es wurde keine Taste gedrückt. Auf Wiederhören.",
  },
} as const;

/** A question to somebody on the phone: what our own address carries from one step of a call to the next. */
export interface Question {
  /** Of the page. */
  page: string;
  /** Counts from 1. */
  step: number;
  /** After so many steps the call ends. */
  of: number;
  language: Language;
  /** Spoken in each step. */
  said: string;
}

/** What is spoken at the beginning of a call: with keys to press, but for a notice. */
export function buildCall(page: Page, hookUrl: string, repeats: number): string {
  const texts = spokenLengths.map((most) => {
    const said = speak(page, most);
    if (page.kind !== "notice")
      return ask({ page: page.id, step: 1, of: repeats, language: page.language, said }, hookUrl);
    const spoken = say(page.language, said);
    return respond(`${spoken}<Pause length="1"/>${spoken}<Hangup/>`);
  });
  return texts.find((twiml) => twiml.length <= mostTwiml) ?? texts.at(-1) ?? respond("");
}

function speak({ kind, language, priority, title, body }: Page, most: number): string {
  const { alert, test } = phrases[language];
  const plain = `${title}. ${body}`.replaceAll(/[\p{Extended_Pictographic}\ufe0f\p{Cc}\s]+/gu, " ");
  return `${kind === "test" ? test : alert(priority)} ${cutText(plain.trim().toWellFormed(), most)}`;
}

/** The text, the keys, and where they are told. Silence is told as well: else the call would go on without us. */
function ask(question: Question, hookUrl: string, before = ""): string {
  const { language, said } = question;
  const action = escapeXml(`${hookUrl}?${writeQuestion(question)}`);
  const spoken = `${before}${say(language, said)}${say(language, phrases[language].menu)}`;
  return respond(
    `<Gather input="dtmf" numDigits="1" timeout="${keySeconds}" action="${action}" method="POST" actionOnEmptyResult="true">${spoken}</Gather>`,
  );
}

/** The next words to somebody who pressed this key, or none. @param hookUrl without its parameters */
export function answerKey(question: Question, digits: string, hookUrl: string): string {
  const { step, of, language } = question;
  const { acknowledge, pass, unclear, silence } = phrases[language];
  if (digits === "1") return respond(`${say(language, acknowledge)}<Hangup/>`);
  if (digits === "2") return respond(`${say(language, pass)}<Hangup/>`);
  if (step >= of) return respond(`${say(language, silence)}<Hangup/>`);
  const isKnown = digits === "9" || digits === "";
  return ask({ ...question, step: step + 1 }, hookUrl, isKnown ? "" : say(language, unclear));
}

/** An SMS as the answer to one; empty = none. */
export function answerSms(text: string): string {
  return respond(text === "" ? "" : `<Message>${escapeXml(text)}</Message>`);
}

/** The text is packed: it would be longer in an address than all the rest, and legible in every log of addresses. */
function writeQuestion({ page, step, of, language, said }: Question): string {
  const packed = deflateRawSync(said).toString("base64url");
  return new URLSearchParams({ page, step: String(step), of: String(of), lang: language, say: packed }).toString();
}

/** @returns undefined where this is not the address of a question of ours */
export function readQuestion(query: Readonly<Record<string, string>>): Question | undefined {
  const { page, step = "", of = "", lang, say: packed } = query;
  if (page === undefined || packed === undefined || (lang !== "en" && lang !== "de")) return undefined;
  if (!/^\d$/.test(step) || !/^\d$/.test(of)) return undefined;
  try {
    const said = inflateRawSync(Buffer.from(packed, "base64url"), { maxOutputLength: mostBytes }).toString();
    return { page, step: Number(step), of: Number(of), language: lang, said };
  } catch {
    return undefined;
  }
}

function respond(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

function say(language: Language, text: string): string {
  return `<Say language="${voices[language]}">${escapeXml(text)}</Say>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
