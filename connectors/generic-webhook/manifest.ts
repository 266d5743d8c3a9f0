import { z } from "zod";
import { bodyVariables, fieldHelp, itemsHelp, itemsSetting, mappingSettings } from "../event-mapping.ts";
import {
  basicPassword,
  basicUser,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  signingKey,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  ...itemsSetting,
  ...mappingSettings(bodyVariables, {}),
  signatureHeader: z
    .string()
    .regex(/^[\w-]{1,100}$/, "expected the name of a header")
    .default("X-Hub-Signature-256"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ token, hmacSecret: signingKey, basicUser, basicPassword })
  .superRefine(needBothHalves);

export const manifest = {
  name: "generic-webhook",
  title: "Any webhook, mapped by expressions",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: [
    "application/json",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "",
  ],
  keepHeaders: ["user-agent"],
  // Nothing is known of the sender.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...itemsHelp,
    ...fieldHelp,
    signatureHeader: {
      label: "Signature header",
      help: "Where the sender puts the HMAC-SHA256 of the body in hex, with or without sha256= before it.",
    },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the sender, as Authorization: Bearer or as X-Interdesk-Token"),
    hmacSecret: {
      label: "HMAC secret",
      help: "If the sender signs its bodies; the safest of the ways.",
      secret: true,
    },
    basicUser: { label: "User name", help: "For basic authentication instead.", secret: true },
    basicPassword: { label: "Password", help: "For basic authentication instead.", secret: true },
  },
  setupSteps: [
    "Let the sender post JSON or a form to {hookUrl}, with the token that you gave here, or signed.",
    "Write an expression for each field; they are checked when they are saved. Let the sender send a test, and look at the delivery: what could not be read waits in quarantine with the field named, and can be replayed.",
    "Map the customers that the client expression gives to clients.",
  ],
} as const;
