import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import { lostAfterHours, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

const path = z.string().regex(/^[\w-]{1,60}(?:\.[\w-]{1,60}){0,9}$/, "expected a path such as alert.id");
const word = z.string().min(1).max(100);

/** No schema of the vendor is public, so that every place and word can be set; the defaults are a proposal. */
export const Settings = z.strictObject({
  idPath: path.default("alertId"),
  actionPath: path.default("action"),
  raiseWords: z.array(word).min(1).max(20).default(["create"]),
  clearWords: z.array(word).min(1).max(20).default(["close"]),
  severityPath: path.default("severity"),
  severityWords: z.record(word, Severity).default({
    Critical: "critical",
    High: "high",
    Medium: "medium",
    Low: "low",
    Informational: "info",
  }),
  titlePath: path.default("name"),
  messagePath: path.default("message"),
  clientPath: path.default("companyName"),
  resourcePath: path.default("resourceName"),
  timePath: path.default("occurredAt"),
  labelPaths: z.array(path).max(20).default(["conditionId", "endpointId", "siteId", "siteName"]),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });

export const manifest = {
  name: "connectwise-rmm",
  title: "ConnectWise RMM (JSON with paths that you set)",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of it.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    idPath: { label: "Path of the id", help: "Where the body holds what ties the messages of one alert together." },
    actionPath: { label: "Path of the action", help: "Where the body says whether the alert begins or ends." },
    raiseWords: {
      label: "Words of a beginning",
      help: "Values of the action that mean that an alert begins or goes on.",
    },
    clearWords: { label: "Words of an end", help: "Values of the action that mean that an alert has ended." },
    severityPath: { label: "Path of the severity", help: "Where the body says how bad it is." },
    severityWords: {
      label: "Words of the severity",
      help: "What each of its values means; another waits in quarantine.",
    },
    titlePath: { label: "Path of the title", help: "Where the body names what is wrong." },
    messagePath: { label: "Path of the message", help: "Where the body describes it." },
    clientPath: { label: "Path of the client", help: "Where the body names the customer. Map its values to clients." },
    resourcePath: { label: "Path of the device", help: "Where the body names the host or device." },
    timePath: {
      label: "Path of the time",
      help: "Where the body says when, with a zone; without it the receipt counts.",
    },
    labelPaths: { label: "Paths of labels", help: "Further values to keep with an alert, for rules." },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the header Authorization (Bearer) or X-Interdesk-Token"),
  },
  setupSteps: [
    "Let whatever forwards your alerts post JSON to {hookUrl}, with the token as Authorization: Bearer or as X-Interdesk-Token.",
    "Compare its body with the paths in the settings, and change them where they differ. What does not fit waits in quarantine with the place named, and can be replayed.",
    "Map the names of your companies to clients.",
  ],
} as const;
