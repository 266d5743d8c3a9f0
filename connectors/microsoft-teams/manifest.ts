import { z } from "zod";
import { checkName } from "../pager-kit.ts";

/** Office 365 connectors: switched off in May 2026. */
const gone = /^https:\/\/(?:[\w-]+\.)*office\.com\//i;

const workflowUrl = z
  .url({ protocol: /^https?$/ })
  .max(4_000)
  .refine((url) => !gone.test(url), {
    message:
      "This is the address of an Office 365 connector (office.com), which Microsoft switched off in May 2026. In Teams add a workflow “Send webhook alerts to a channel” and take its address.",
  });

export const Settings = z.strictObject({
  otherHost: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.:-]{1,252}$/, "expected a host name in lower case, with its port where it has one")
    .optional(),
  followUps: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ workflowUrl });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "microsoft-teams",
  title: "Microsoft Teams, by a workflow",
  kind: "pager",
  capabilities: [],
  contentTypes: [],
  keepHeaders: [],
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "chat",
      label: "Teams card",
      addressHelp:
        "What you call the channel or chat that the workflow posts to, such as Night shift; where that is, the workflow says.",
      checkAddress: checkName,
    },
  ],
  help: {
    otherHost: {
      label: "Another host",
      help: "Where a proxy of yours stands before Power Automate: its host name. Otherwise only Microsoft's hosts are taken.",
    },
    followUps: {
      label: "Follow-ups",
      help: "A short second card says who took it, or that it is over: the first cannot be changed.",
    },
    workflowUrl: {
      label: "Workflow address",
      help: "The whole address that Teams showed when the workflow was made. Whoever knows it can post.",
      secret: true,
    },
  },
  setupSteps: [
    "In Teams: Workflows › “Send webhook alerts to a channel” (or chat); sign in with a service account and choose the channel. In private and shared channels the flow bot must be a member.",
    "Copy the address that is shown at the end, whole, into this connection: one connection for each channel.",
    "Add a co-owner to the workflow: when its owner's account is disabled or their password expires, cards stop without a word.",
    "Send a test page, and look whether the card is there: Power Automate accepts what it then fails to post.",
  ],
} as const;
