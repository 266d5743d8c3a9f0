import { defineMonitor, redactFields } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Pingdom through a webhook integration. */
export const pingdom = defineMonitor({
  manifest,
  verify: [],
  parse: parsePayload,
  // What a check sends of headers, and posts, may hold a credential of the site that is watched.
  redact: (body) => redactFields(body, ["header", "headers", "post_data", "postdata", "auth", "password"]),
});
