import { z } from "zod";

const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64");

/** As long as the published schema has it. */
const longestAddress = 200;

function checkAddress(address: string): string | undefined {
  if (address.trim() !== "" && address.length <= longestAddress && !/\p{Cc}/u.test(address)) return undefined;
  return `Expected 1 to ${longestAddress} characters in one line that the receiver understands, such as night-shift.`;
}

export const Settings = z.strictObject({ endpointUrl: z.url({ protocol: /^https?$/ }) });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  /** Signs what we send. */
  outboundSecret: signingSecret,
  /** Signs what they send. */
  inboundSecret: signingSecret,
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "webhook-pager",
  title: "Any way to people, by webhooks",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent", "webhook-id", "webhook-timestamp"],
  signsBy: "signature after Standard Webhooks",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "webhook",
      label: "Webhook",
      addressHelp: "What the receiver understands, such as night-shift: a name, a number, an id.",
      checkAddress,
    },
  ],
  help: {
    endpointUrl: {
      label: "Their webhook address",
      help: "Pages are posted there, signed, as the published schema says.",
    },
    outboundSecret: {
      label: "Secret of our messages",
      help: "whsec_… after Standard Webhooks; they check our messages with it.",
      secret: true,
    },
    inboundSecret: {
      label: "Secret of their answers",
      help: "whsec_… after Standard Webhooks; we check their answers with it.",
      secret: true,
    },
  },
  setupSteps: [
    "Agree on two secrets of 24 bytes or more (whsec_…), one for each direction.",
    "Let the receiver take messages as schemas/paging/message.schema.json says, and check their signature.",
    "Let it post what people answer to {hookUrl}, as schemas/paging/answer.schema.json says, signed with the other secret.",
  ],
} as const;
