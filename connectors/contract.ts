import type { z } from "zod";
import type { ConnectorKind } from "../schemas/connection.ts";
import type { Json } from "../schemas/json.ts";
import type { Desk } from "../core/ports/desk.ts";
import type { InboundAdapter, InboundRequest } from "../core/ports/inbound.ts";
import type { VendorHttp } from "./http.ts";

export type { ConnectorError } from "../core/ports/connector-error.ts";
export * from "../core/ports/desk.ts";
export * from "../core/ports/inbound.ts";
export { fail, succeed, unreachable, type Result } from "../core/ports/result.ts";

/** What a connector can do; the engine asks here and nowhere else. */
export const capabilities = ["comments", "history", "webhook", "findByMarker"] as const;
export type Capability = (typeof capabilities)[number];

/** One field of the form that an admin fills in. */
export interface SettingHelp {
  label: string;
  help: string;
  /** Stored encrypted, never shown again. */
  secret?: boolean;
}

export interface Manifest<Settings extends z.ZodObject, Secrets extends z.ZodObject> {
  name: string;
  title: string;
  kind: ConnectorKind;
  capabilities: readonly Capability[];
  /** Content types that its webhook accepts, without parameters. */
  contentTypes: readonly string[];
  /** Headers kept with a delivery, lower case; never one that carries a credential. */
  keepHeaders: readonly string[];
  settings: Settings;
  secrets: Secrets;
  /** One entry for each key of `settings` and `secrets`. */
  help: Readonly<Record<string, SettingHelp>>;
  /** What the admin does at the vendor, in order. `{hookUrl}` is replaced by the connection's own address. */
  setupSteps: readonly string[];
}

/** What a connector gets from the hub; it reaches for nothing else. */
export interface ConnectorWorld<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
  /** Secrets that are still valid while one is being changed, newest first; the first equals `secrets`. */
  secretVersions: readonly Secrets[];
  http: VendorHttp;
  clock: { now(): Date };
}

export interface ConnectorInstance {
  inbound?: InboundAdapter;
  desk?: Desk;
  close(): Promise<void>;
}

export interface Connector<Settings extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
  manifest: Manifest<Settings, Secrets>;
  /** Pure answer to a request that was accepted; absent = `202 {deliveryId}`. */
  reply?(request: InboundRequest): { status: number; headers: Record<string, string>; body: string } | undefined;
  create(world: ConnectorWorld<z.infer<Settings>, z.infer<Secrets>>): ConnectorInstance;
}

/** A connector with its types closed, as the registry keeps it: settings and secrets are parsed on opening. */
export interface RegisteredConnector {
  manifest: Manifest<z.ZodObject, z.ZodObject>;
  reply?: Connector["reply"];
  open(
    world: Omit<ConnectorWorld<Json, Json>, "secretVersions"> & { secretVersions: readonly Json[] },
  ): ConnectorInstance;
}

/** Checks settings and secrets against the manifest when a connection is opened; throws a `ZodError` naming the path. */
export function defineConnector<S extends z.ZodObject, C extends z.ZodObject>(
  connector: Connector<S, C>,
): RegisteredConnector {
  return {
    manifest: connector.manifest,
    ...(connector.reply ? { reply: connector.reply } : {}),
    open: (world) =>
      connector.create({
        ...world,
        settings: connector.manifest.settings.parse(world.settings),
        secrets: connector.manifest.secrets.parse(world.secrets),
        secretVersions: world.secretVersions.map((version) => connector.manifest.secrets.parse(version)),
      }),
  };
}
