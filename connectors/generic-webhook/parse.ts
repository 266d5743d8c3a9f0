import { mapBody, readBody } from "../event-mapping.ts";
import type { MonitorDelivery, Parsed } from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** JSON or a form, as the admin's expressions say. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readBody(body);
  return given.ok ? mapBody(given.value, settings, receivedAt, null) : given;
}
