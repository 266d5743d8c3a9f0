import { readFile } from "node:fs/promises";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { z } from "zod";
import { isAddressOrRange } from "../ingest/address-list.ts";
import { listProviderVariables, PeopleSettings } from "../people/people-settings.ts";
import { lists, numbers, switches, variables } from "./variables.ts";

const keepDays = z.union([z.number().int().min(1).max(36_500), z.literal("forever")]);

/** Everything that an operator can set; `interdesk.yaml` and the environment say the same things. */
export const Config = z.strictObject({
  /** Folder of the embedded database, the master key and the admin token. */
  dataDir: z.string().min(1).default("./.interdesk"),
  http: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      port: z.number().int().min(0).max(65_535).default(8080),
      /** How vendors reach us, e.g. `https://hooks.msp.example`. */
      publicUrl: z.url({ protocol: /^https?$/ }).optional(),
      /** Largest body of a delivery; bytes. */
      limitBytes: z.number().int().min(1_024).max(1_048_576).default(524_288),
      /** Proxies in front of this hub, whose `X-Forwarded-For` is believed: addresses and ranges. */
      trustedProxies: z
        .array(z.string().refine(isAddressOrRange, "an address such as 10.0.0.7, or a range such as 10.0.0.0/24"))
        .default([]),
    })
    .prefault({}),
  /** How much one key may ask of the API; all keys of a tenant together ten times as much. The admin token is not counted. */
  api: z
    .strictObject({
      requestsPerMinute: z.number().int().min(1).max(1_000_000).default(6_000),
      /** So many at once before that counts. */
      burst: z.number().int().min(1).max(100_000).default(1_000),
    })
    .prefault({}),
  /** `postgres://user:password@host/database` of an ordinary role; without it the embedded PostgreSQL is used. */
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Of a role that may make roles and tables; used by `interdesk migrate` only. */
  databaseAdminUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** `id:base64` lines; without it a key is made in the data folder. */
  masterKey: z.string().min(1).optional(),
  /** What whoever watches this hub sends as bearer token to be told its numbers; without it one is made in the data folder. */
  metricsToken: z
    .string()
    .regex(/^[\x21-\x7e]{24,200}$/, "24 to 200 characters of ASCII without spaces")
    .optional(),
  tenant: z.string().min(1).max(100).default("default"),
  /** `web` takes deliveries and answers the API, `worker` does the work behind; any number of nodes of each. */
  role: z.enum(["both", "web", "worker"]).default("both"),
  outbound: z
    .strictObject({
      /** Private addresses that connectors may call: `10.0.0.0/8` or `127.0.0.1:8443`. */
      allowedPrivate: z.array(z.string().min(3)).default([]),
    })
    .prefault({}),
  poll: z
    .strictObject({
      /** How often a desk is asked for what has changed. */
      intervalSeconds: z.number().min(0.2).max(86_400).default(60),
      /** A record that webhooks name again and again is read at once, then no more often than this. */
      recordSeconds: z.number().min(0).max(3_600).default(5),
      /** How often it is checked that a vendor's webhook still calls us. */
      webhookSeconds: z.number().min(1).max(86_400).default(600),
    })
    .prefault({}),
  /** Files larger than this stay in the desk where they hang; megabytes. */
  attachments: z.strictObject({ mostMegabytes: z.number().min(0).max(100).default(25) }).prefault({}),
  /** Where people are told of what needs them; without it they are told in the console and on the command line only. */
  mail: z
    .strictObject({
      /** `smtps://user:password@mail.example`, or `smtp://…` of an internal relay. */
      url: z.url({ protocol: /^smtps?$/ }),
      from: z.string().min(3),
      /** The tenant's own address. */
      to: z.string().min(3),
    })
    .optional(),
  /** Where mails of monitoring tools are taken; without it none are. */
  smtp: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      /** 25 where other mail servers deliver straight to this hub. */
      port: z.number().int().min(0).max(65_535),
      /** What stands behind the @ of every connection's address; its MX record, or a rule of your mail server, leads here. */
      domain: z
        .string()
        .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i, "expected a domain such as alerts.msp.example"),
      /** Largest mail; bytes. */
      limitBytes: z.number().int().min(1_024).max(4_194_304).default(1_048_576),
      /** At one time. */
      maxConnections: z.number().int().min(1).max(1_000).default(50),
      /** Files in PEM, for STARTTLS; read at start. */
      tls: z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
    })
    .optional(),
  /** How people sign in. */
  people: PeopleSettings.prefault({}),
  /** A dead-man switch: this address is called while all is well, so that somebody else notices when it is not. */
  heartbeat: z
    .strictObject({
      /** Of a watchdog that raises an alarm when it hears nothing; part of it is usually a secret. */
      url: z.url({ protocol: /^https?$/ }),
      everySeconds: z.number().min(1).max(3_600).default(60),
    })
    .optional(),
  /** Backups that the hub takes by itself; without it none are. */
  backup: z
    .strictObject({
      /** Where they are written: on another disk, or from where they are carried off. */
      folder: z.string().min(1),
      everyHours: z.number().min(0.25).max(168).default(24),
      /** So many are kept, the newest. */
      keep: z.number().int().min(1).max(1_000).default(14),
    })
    .optional(),
  /** How long what is told of the past is kept, in days, or `forever`; of tickets that are open, all is. */
  retention: z
    .strictObject({
      /** What vendors handed us, as it came: so long it can be seen and replayed. */
      deliveries: keepDays.default(30),
      /** What monitoring tools said of alerts. */
      events: keepDays.default(400),
      /** Raw readings of service desks that changed something. */
      observations: keepDays.default(90),
      /** Calls that changed something at vendors. */
      vendorWrites: keepDays.default(90),
      /** Every change of every ticket, and of its due instants. */
      changes: keepDays.default(1_100),
      /** Who did what; whole months. */
      audit: keepDays.default(1_100),
      /** What webhooks were told: so long it can be seen and sent again. */
      webhookLog: keepDays.default(14),
    })
    .prefault({}),
  /**
   * Whether admins may let this hub pretend vendors, to try it without an account anywhere. Unless said, only a
   * hub does that which its own machine alone reaches: one that others reach is in use, and what is pretended has no place among its tickets.
   */
  simulators: z.boolean().optional(),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Where traces go, e.g. `http://localhost:4318`; without it none are recorded. */
  otlpEndpoint: z.url().optional(),
});
export type Config = z.infer<typeof Config>;

/** Only where one process does everything: what is simulated lives in it, and another node would not know of it. */
export function simulates({ simulators, http, role }: Config): boolean {
  return role === "both" && (simulators ?? isLoopback(http.host));
}

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

const secretPaths = new Set([
  "masterKey",
  "metricsToken",
  "databaseUrl",
  "databaseAdminUrl",
  "mail.url",
  "heartbeat.url",
]);
/** Wherever they stand. */
const secretNames = new Set(["clientSecret"]);

/** The settings are not usable; the message names each place, what stands there and what was expected. */
export class ConfigError extends Error {}

/**
 * Reads `interdesk.yaml` (if it is there) and the environment, which wins.
 *
 * @throws ConfigError naming every wrong or unknown setting at once
 */
export async function loadConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const settings = await readSettings(file);
  const origins = new Map<string, string>();
  for (const [name, path] of [...Object.entries(variables), ...listProviderVariables(Object.keys(environment))]) {
    const value = environment[name];
    if (value === undefined || value === "") continue;
    origins.set(path.join("."), name);
    place(
      settings,
      path,
      numbers.has(name)
        ? Number(value)
        : switches.has(name)
          ? (flags[value] ?? value)
          : lists.has(name)
            ? value.split(",").map((part) => part.trim())
            : value,
    );
  }
  const parsed = Config.safeParse(settings);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => describeIssue(issue, settings, file, origins));
  throw new ConfigError(`The settings cannot be used:\n${lines.join("\n")}`);
}

const flags: Readonly<Record<string, boolean>> = { true: true, false: false };

async function readSettings(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new ConfigError(`${file} could not be read: ${cause.message}`);
  });
  try {
    const value: unknown = parseYaml(text) ?? {};
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new ConfigError(`${file}, line ${cause.linePos?.[0].line ?? 1}: ${cause.message.split("\n")[0]}`);
  }
  throw new ConfigError(`${file}: expected settings by name at the top level`);
}

function place(settings: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    settings[head] = value;
    return;
  }
  const inner = settings[head];
  const next = typeof inner === "object" && inner !== null ? { ...inner } : {};
  place(next, rest, value);
  settings[head] = next;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  settings: unknown,
  file: string,
  origins: ReadonlyMap<string, string>,
): string {
  const path = issue.path.map(String).join(".");
  const origin = origins.get(path) ?? `${file}: ${path || "(top level)"}`;
  const value = issue.path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined,
    settings,
  );
  const isSecret = secretPaths.has(path) || secretNames.has(String(issue.path.at(-1)));
  const shown = value === undefined ? "" : isSecret ? " (value not shown)" : ` is ${JSON.stringify(value)}`;
  return `  ${origin}${shown}: ${issue.message}`;
}
