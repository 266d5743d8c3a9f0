import { z } from "zod";
import { readJson, type VendorResponse } from "../http.ts";

/** What may pass by itself. */
export const passing = /deadlock|timeout|timed out|was deadlocked|try again/i;
/** What a vendor's error body says, whatever its shape. */
export interface Complaint {
  /** For people; never a text of the database. */
  words: string;
  /** As the vendor names it. */
  field?: string;
  /** A serialised exception. */
  exception: boolean;
  /** All words, to be looked through only. */
  raw: string;
}

export function isPage(response: VendorResponse): boolean {
  return /html/i.test(response.headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(response.text);
}

const Exception = z.object({ ClassName: z.string(), Message: z.string().catch("") });
const OAuth = z.object({ error: z.string(), error_description: z.string().nullish() });
const Nested = z.object({ error: z.object({ error_description: z.string() }) });
const Said = z.object({ message: z.string() });
const Coded = z.object({ errorMessage: z.string() });
const Binding = z.record(z.string(), z.array(z.string()).min(1));

export function readComplaint(response: VendorResponse): Complaint {
  const none = { words: "", exception: false, raw: "" };
  if (response.text.trim() === "" || isPage(response)) return none;
  const json = readJson(response);
  if (!json.ok) return { ...none, words: response.text, raw: response.text };
  return complain(json.value) ?? none;
}

export function toComplaint(words: string): Complaint {
  return isDatabaseText(words) ? hideDatabase(words) : { words, exception: false, raw: words };
}

function complain(body: unknown): Complaint | undefined {
  if (typeof body === "string") return toComplaint(body);
  const exception = Exception.safeParse(body);
  if (exception.success) return hideDatabase(exception.data.Message);
  const oauth = OAuth.safeParse(body);
  if (oauth.success) return toComplaint([oauth.data.error, oauth.data.error_description].filter(Boolean).join(": "));
  const nested = Nested.safeParse(body);
  if (nested.success) return toComplaint(nested.data.error.error_description);
  const said = Said.or(Coded).safeParse(lowerFirst(body));
  if (said.success) return toComplaint("message" in said.data ? said.data.message : said.data.errorMessage);
  const binding = Binding.safeParse(body);
  if (!binding.success) return undefined;
  const [[key, texts] = ["", []]] = Object.entries(binding.data);
  const field = key.replace(/^\[\d+\]\.?/, "");
  return { ...toComplaint(texts[0] ?? ""), ...(field === "" ? {} : { field }) };
}

/** `Message` and `message` are the same. */
function lowerFirst(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key === "Message" ? "message" : key, value]));
}

function isDatabaseText(words: string): boolean {
  return /database error|\bdbo\.|\bSQL\b|constraint|System\.\w+Exception|\sat \w+\.\w/i.test(words);
}

/** Texts of the database name tables, keys and sometimes values: only their number is told. */
function hideDatabase(words: string): Complaint {
  const number = /\((\d{2,6})\)/.exec(words)?.[1];
  const told = !isDatabaseText(words) && !passing.test(words) ? words : tellDatabase(number);
  return { words: told, exception: true, raw: words };
}

function tellDatabase(number: string | undefined): string {
  return number === undefined
    ? "Halo's own database did not take this."
    : `Halo's own database did not take this (error ${number}).`;
}
