import { hideMailKeys } from "../mail-address.ts";
import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parseMail } from "./parse.ts";
import { decodeMail } from "./read-mail.ts";
import { buildSetup } from "./setup.ts";

/** Whatever sends mail. */
export const email = defineMonitor({
  manifest,
  verify: [],
  redact: redactMail,
  decode: decodeMail,
  parse: parseMail,
  buildSetup,
});

/** The address that a mail was sent to stands in it, and says who may deliver. */
function redactMail(body: Uint8Array): Uint8Array {
  // One character a byte, there and back.
  return Buffer.from(hideMailKeys(Buffer.from(body).toString("latin1")), "latin1");
}
