import { mapBody } from "../event-mapping.ts";
import { type MonitorDelivery, parseJson, type Parsed, readText } from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** JSON as the admin's expressions say. The id of a message is the same each time that it is sent. */
export function parsePayload({ body, headers, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  return mapBody(json.value, settings, receivedAt, headers["webhook-id"] || headers["svix-id"] || null);
}
