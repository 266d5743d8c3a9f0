import type { z } from "zod";
import type { ConnectorKind } from "../schemas/connection.ts";
import type { MappedField, ValueMaps } from "../schemas/value-map.ts";
import type { Json } from "../schemas/json.ts";
import type { Desk, RecordShelf } from "../core/ports/desk.ts";
import type { InboundAdapter, InboundRequest } from "../core/ports/inbound.ts";
import type { Monitor } from "../core/ports/monitor.ts";
import type { Language } from "../schemas/language.ts";
import type { Pager } from "../core/ports/pager.ts";
import type { Dial, VendorHttp } from "./http.ts";

export { type ConnectorError, isRefusal, type UnreadableRecord } from "../core/ports/connector-error.ts";
export * from "../core/ports/desk.ts";
export * from "../core/ports/inbound.ts";
export type * from "../core/ports/monitor.ts";
export type * from "../core/ports/pager.ts";
export { type Language, languages } from "../schemas/language.ts";
export { fail, succeed, unreachable, type Result } from "../core/ports/result.ts";

/** What a connector can do; the engine asks here and nowhere else. */
export const capabilities = [
  "comments",
  "editComments",
  "attachments",
  "history",
  "webhook",
  "registerWebhook",
  "findByMarker",
  "merges",
  // Fields of the customer's own are carried where a table maps them.
  "customFields",
  "recordShelf",
  // Of monitors: tell the tool that somebody works on an alert; end an alert there; compare open alerts with the tool's.
  "acknowledge",
  "resolve",
  "reconcile",
  // Deliveries come by mail too, each connection with an address of its own.
  "mail",
  // The hub asks, since the tool tells nobody.
  "poll",
] as const;
export type Capability = (typeof capabilities)[number];

/** How far the messages of a monitor can be relied upon to say that a condition has ended. */
export interface ClearTrust {
  /**
   * `always`: nothing is known to swallow a clear. `sometimes`: it is not sent after a silence, a downtime, flapping, a restart
   * or an exhausted retry, or only where the tool is set up to. `never`: it has no such message.
   */
  resolves: "always" | "sometimes" | "never";
  /**
   * Hours without any message after which an alert is no longer known to fire; null = it fires until a clear, since none is
   * lost or the tool can be asked.
   */
  maxAgeHours: number | null;
}

/** What is said to an admin, in every language: a hub's people need not share one. */
export type Text = Readonly<Record<Language, string>>;

/** One way on which a pager reaches somebody. */
export interface PagerChannel {
  /** As a person's list of channels names it: `sms`, `voice`, `chat`. */
  name: string;
  label: Text;
  /** What an address of it looks like, with an example; shown beside the field. */
  addressHelp: Text;
  /** What is wrong with an address, for people; undefined = nothing. Pure. */
  checkAddress(address: string): string | undefined;
}

/** One field of the form that an admin fills in. */
export interface SettingHelp {
  label: Text;
  help: Text;
  /** Stored encrypted, never shown again. */
  secret?: boolean;
}

export interface Manifest<Settings extends z.ZodObject, Secrets extends z.ZodObject> {
  name: string;
  title: string;
  kind: ConnectorKind;
  capabilities: readonly Capability[];
  /** Content types that its webhook accepts, without parameters; an empty one stands for a request that names none. */
  contentTypes: readonly string[];
  /** Headers kept with a delivery, lower case; `x-*` keeps all that begin so. Never one that carries a credential. */
  keepHeaders: readonly string[];
  /** Parameters of the hook's address that are kept with a delivery, and read by `parse` as the header `?name`. */
  keepQuery?: readonly string[];
  settings: Settings;
  secrets: Secrets;
  /** Fields whose values a table translates; for desks. */
  mapped?: readonly MappedField[];
  /** The customary tables, used until an admin saves others; built from what is the same everywhere at this vendor. */
  defaultMaps?: ValueMaps;
  /** For monitors. */
  monitor?: ClearTrust;
  /** For pagers: the ways on which it reaches people, the usual one first. */
  channels?: readonly PagerChannel[];
  /** How those who deliver say who they are, in a few words for people; of monitors that check in a usual way it is known. */
  signsBy?: string;
  /** One entry for each key of `settings` and `secrets`. */
  help: Readonly<Record<string, SettingHelp>>;
  /** What the admin does at the vendor, in order. `{hookUrl}` and `{mailAddress}` are replaced by the connection's own. */
  setupSteps: readonly Text[];
}

/** What a connector gets from the hub; it reaches for nothing else. */
export interface ConnectorWorld<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
  /** Secrets that are still valid while one is being changed, newest first; the first equals `secrets`. */
  secretVersions: readonly Secrets[];
  /** The saved tables, or the manifest's own. */
  maps: ValueMaps;
  http: VendorHttp;
  /** Only where the manifest says `recordShelf`. */
  shelf?: RecordShelf;
  /**
   * Where its vendor delivers to, secret part included: for pagers that name it in what they send. Absent for others, and where
   * it was not kept.
   */
  hookUrl?: string | undefined;
  /** Plain connections by the same rules as `http`, for protocols that are not HTTP. */
  dial?: Dial;
  clock: { now(): Date };
}

/** Something to paste at the vendor; it may hold a secret, so it is shown once and never stored. */
export interface SetupText {
  /** As the setup steps call it. */
  title: Text;
  /** Where it goes, in the vendor's own words. */
  place: Text;
  /** What is pasted: the same for all languages. */
  text: string;
}

export interface SetupInput<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
  /** Absent where this hub takes no mail, or the connection none. */
  mailAddress?: string | undefined;
}

/** How many calls an account may make; spent evenly, with a reserve for urgent tickets. */
export interface CallBudget {
  calls: number;
  /** The vendor's window; ms. */
  windowMs: number;
}

export interface ConnectorInstance {
  inbound?: InboundAdapter;
  desk?: Desk;
  /** What a monitoring tool can be told and asked; absent = nothing, or the connection has no credentials for it. */
  monitor?: Monitor;
  pager?: Pager;
  close(): Promise<void>;
}

export interface HookReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Connector<Settings extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
  manifest: Manifest<Settings, Secrets>;
  /** Texts to be put in at the vendor with everything filled in, such as a script; pure. */
  buildSetup?(input: SetupInput<z.infer<Settings>, z.infer<Secrets>>): readonly SetupText[];
  /** Calls that this connection may make; absent = as many as the vendor answers. Pure. */
  budget?(settings: z.infer<Settings>): CallBudget;
  /** How often a tool that is asked is asked, by the settings; ms. Pure. */
  pollEveryMs?(settings: z.infer<Settings>): number;
  /** Pure answer to a request that was accepted; absent = `202 {deliveryId}`. */
  reply?(request: InboundRequest): HookReply | undefined;
  /** Pure answer to a sender that asks by OPTIONS, before its first delivery, whether it may send; absent = 405. */
  preflight?(headers: Readonly<Record<string, string>>): HookReply | undefined;
  create(world: ConnectorWorld<z.infer<Settings>, z.infer<Secrets>>): ConnectorInstance;
}

/** A connector with its types closed, as the registry keeps it: settings and secrets are parsed on opening. */
export interface RegisteredConnector {
  manifest: Manifest<z.ZodObject, z.ZodObject>;
  buildSetup?(input: SetupInput<Json, Json>): readonly SetupText[];
  budget(settings: Json): CallBudget | undefined;
  pollEveryMs(settings: Json): number | undefined;
  reply?: Connector["reply"];
  preflight?: Connector["preflight"];
  open(
    world: Omit<ConnectorWorld<Json, Json>, "secretVersions"> & { secretVersions: readonly Json[] },
  ): ConnectorInstance;
}

/** Checks settings and secrets against the manifest when a connection is opened; throws a `ZodError` naming the path. */
export function defineConnector<S extends z.ZodObject, C extends z.ZodObject>(
  connector: Connector<S, C>,
): RegisteredConnector {
  const { settings: Settings, secrets: Secrets } = connector.manifest;
  const { buildSetup } = connector;
  return {
    manifest: connector.manifest,
    ...(buildSetup && {
      buildSetup: ({ settings, secrets, ...addresses }) =>
        buildSetup({ settings: Settings.parse(settings), secrets: Secrets.parse(secrets), ...addresses }),
    }),
    budget: (settings) => connector.budget?.(Settings.parse(settings)),
    pollEveryMs: (settings) => connector.pollEveryMs?.(Settings.parse(settings)),
    ...(connector.reply ? { reply: connector.reply } : {}),
    ...(connector.preflight ? { preflight: connector.preflight } : {}),
    open: (world) =>
      connector.create({
        ...world,
        settings: Settings.parse(world.settings),
        secrets: Secrets.parse(world.secrets),
        secretVersions: world.secretVersions.map((version) => Secrets.parse(version)),
      }),
  };
}

/** What is kept of a request beside its body: headers, and parameters of its address as `?name`. */
export function selectKept(
  { headers, query }: Pick<InboundRequest, "headers" | "query">,
  { keepHeaders, keepQuery = [] }: { keepHeaders: readonly string[]; keepQuery?: readonly string[] },
): Record<string, string> {
  const given = keepQuery.flatMap((name) => (Object.hasOwn(query, name) ? [[`?${name}`, query[name] ?? ""]] : []));
  return { ...selectHeaders(headers, keepHeaders), ...Object.fromEntries(given) };
}

/** Of a request's headers those that a manifest keeps. */
export function selectHeaders(
  headers: Readonly<Record<string, string>>,
  keepHeaders: readonly string[],
): Record<string, string> {
  const keeps = (name: string) =>
    keepHeaders.some((kept) => (kept.endsWith("*") ? name.startsWith(kept.slice(0, -1)) : name === kept));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keeps(name)));
}
