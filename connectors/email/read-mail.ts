import { simpleParser } from "mailparser";
import { fail, type ParseProblem, type Result, type StoredDelivery, succeed } from "../contract.ts";
import { cleanText, cutText } from "../monitor-kit.ts";
import { fromHtml, toPlain } from "../rich-text.ts";

/** A mail as expressions see it. */
export interface Mail {
  subject: string;
  /** Address of the sender, in small letters; empty where it names none. */
  from: string;
  /** What the sender is called. */
  fromName: string;
  to: string[];
  /** The text, or that of the HTML. */
  text: string;
  /** By name in small letters; of several the first. */
  headers: Record<string, string>;
  /** Names of the files. */
  attachments: string[];
  /** When it was written, by the sender's clock, never later than it came; null = it does not say. */
  date: string | null;
  messageId: string | null;
}

const longestText = 100_000;
const longestHeader = 2_000;
const mostHeaders = 200;
const mostNames = 100;

/** Who sends more parts than that sends no alert. */
const limits = { maxHeadSize: 262_144, maxChildNodes: 200, maxHtmlLengthToParse: 500_000 };
const expected = "a mail after RFC 5322, with From and Subject";

/** Takes the mail apart. @returns the delivery with a `Mail` in JSON for a body */
export async function decodeMail(delivery: StoredDelivery): Promise<Result<StoredDelivery, ParseProblem>> {
  const mail = await readMail(delivery);
  return mail.ok ? succeed({ ...delivery, body: Buffer.from(JSON.stringify(mail.value)) }) : mail;
}

async function readMail({ body, receivedAt }: StoredDelivery): Promise<Result<Mail, ParseProblem>> {
  try {
    const parsed = await simpleParser(Buffer.from(body), {
      ...limits,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
      checksumAlgo: false,
    });
    if (!parsed.headers.has("from") || !parsed.headers.has("subject"))
      return fail({ path: "", expected, detail: "The body has no headers From and Subject: it is no mail." });
    const [sender] = parsed.from?.value ?? [];
    return succeed({
      subject: oneLine(parsed.subject ?? ""),
      from: oneLine(sender?.address ?? "").toLowerCase(),
      fromName: oneLine(sender?.name ?? ""),
      to: listAddresses([parsed.to ?? []].flat()),
      text: textOf(parsed.text, parsed.html),
      headers: readHeaders(parsed.headerLines),
      attachments: parsed.attachments.slice(0, mostNames).map(({ filename }) => oneLine(filename ?? "")),
      date: readDate(parsed.date, receivedAt),
      messageId: parsed.messageId === undefined ? null : oneLine(parsed.messageId),
    });
  } catch (cause) {
    const words = cause instanceof Error ? cutText(cleanText(cause.message), 200) : "unknown error";
    return fail({ path: "", expected, detail: `The mail could not be taken apart: ${words}.` });
  }
}

function textOf(text: string | undefined, html: string | false | undefined): string {
  if (text?.trim() || !html) return cutText(cleanText(text ?? ""), longestText);
  return cutText(toPlain({ body: fromHtml(html), format: "markdown" }), longestText);
}

function listAddresses(lists: readonly { value: readonly { address?: string }[] }[]): string[] {
  const addresses = lists.flatMap(({ value }) => value.map(({ address }) => oneLine(address ?? "").toLowerCase()));
  return addresses.filter((address) => address !== "").slice(0, mostNames);
}

/** As they stand there, for what has no field of its own; unfolded. */
function readHeaders(lines: readonly { key: string; line: string }[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { key, line } of lines) {
    if (headers.size >= mostHeaders) break;
    if (!headers.has(key)) headers.set(key, oneLine(line.slice(line.indexOf(":") + 1)));
  }
  return Object.fromEntries(headers);
}

/** A clock that is fast never puts an alert into the future. */
function readDate(date: Date | undefined, receivedAt: Date): string | null {
  if (!date || Number.isNaN(date.getTime()) || date.getTime() <= 0) return null;
  return new Date(Math.min(date.getTime(), receivedAt.getTime())).toISOString();
}

function oneLine(text: string): string {
  return cutText(cleanText(text).replaceAll(/\s+/g, " ").trim(), longestHeader);
}
