import type { MonitorDelivery, Parsed } from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { parseScript } from "./parse-script.ts";
import { parseMessage } from "./parse-message.ts";

/** What begins like XML is a message for M/Monit; anything else comes from a script. */
export function parsePayload(delivery: MonitorDelivery, settings: Settings): Parsed {
  const text = decodeBody(delivery.body);
  return text.trimStart().startsWith("<") ? parseMessage(text, settings) : parseScript(delivery, settings);
}

/** Monit declares ISO-8859-1 and passes on the bytes of others: what is UTF-8 was meant to be. */
function decodeBody(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return new TextDecoder("windows-1252").decode(body);
  }
}
