import { createSteps } from "../../core/expressions/count-steps.ts";
import { succeed } from "../contract.ts";
import { compileMapping, mapEvent, type Mapping } from "../event-mapping.ts";
import { buildNothing, joinKey, type MonitorDelivery, type Parsed } from "../monitor-kit.ts";
import { explainAutomatic } from "./automatic.ts";
import { type Settings, variables } from "./manifest.ts";
import type { Mail } from "./read-mail.ts";
import { readSubject } from "./read-subject.ts";

const mostSteps = 500_000;

/** An instance keeps the object of its settings as long as it lives, so that each is compiled once. */
const compiled = new WeakMap<Settings, Mapping>();

/** One event of a mail that was taken apart. */
export function parseMail({ body, headers, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const mail = readDecoded(body);
  const automatic = explainAutomatic(mail, headers["x-envelope-from"]);
  if (automatic !== undefined) return buildNothing(automatic, keyOf(mail));
  const mapping = compiled.get(settings) ?? compileMapping(settings, variables);
  compiled.set(settings, mapping);
  const values = { mail, ...readSubject(mail.subject, settings) };
  const mapped = mapEvent(mapping, { values, place: "", receivedAt, steps: createSteps(mostSteps) });
  if (!mapped.ok) return mapped;
  if ("leftOut" in mapped.value) return buildNothing(mapped.value.leftOut, keyOf(mail));
  return succeed({ deliveryKey: keyOf(mail), items: [mapped.value] });
}

/** The same however often a mail comes; of senders that give all their mails one id, another for each. */
function keyOf({ messageId, date, subject }: Mail): string | null {
  return messageId === null ? null : joinKey([messageId, date ?? "", subject], " ");
}

/** Written by `decodeMail`, which has run before. */
function readDecoded(body: Uint8Array): Mail {
  return JSON.parse(Buffer.from(body).toString()) as Mail;
}
