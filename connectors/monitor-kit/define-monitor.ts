import type { z } from "zod";
import {
  type Connector,
  type ConnectorWorld,
  defineConnector,
  type InboundAdapter,
  type InboundRequest,
  type Manifest,
  type Monitor as MonitorPort,
  type RegisteredConnector,
  type Verdict,
} from "../contract.ts";
import { describeChecks } from "./describe-checks.ts";
import type { VendorHttp } from "../http.ts";
import { type SenderCheck, verifySender } from "./verify-sender.ts";

/** What a parser is given: the body, the headers that the manifest keeps, and when it came. */
export type MonitorDelivery = Parameters<InboundAdapter["parse"]>[0];
export type Parsed = ReturnType<InboundAdapter["parse"]>;

export type Settle = NonNullable<InboundAdapter["settle"]>;
export type Poll = NonNullable<InboundAdapter["poll"]>;

export interface Monitor<Settings extends z.ZodObject, Secrets extends z.ZodObject> {
  manifest: Manifest<Settings, Secrets>;
  /**
   * How the sender says who it is; none = the address alone. A function where it says so in a way of its own: pure, with
   * all secrets that are valid now.
   */
  verify:
    | readonly SenderCheck[]
    | ((request: InboundRequest, versions: readonly z.infer<Secrets>[], settings: z.infer<Settings>) => Verdict);
  /** What has to be done at the vendor before a delivery counts; made once for a connection, so it may remember. */
  openSettle?(world: Pick<ConnectorWorld<z.infer<Settings>, z.infer<Secrets>>, "settings" | "http">): Settle;
  /** Asks the tool; made once for a connection. */
  openPoll?(world: Pick<ConnectorWorld<z.infer<Settings>, z.infer<Secrets>>, "settings" | "secrets" | "http">): Poll;
  pollEveryMs?: Connector<Settings, Secrets>["pollEveryMs"];
  /** Pure. */
  parse(delivery: MonitorDelivery, settings: z.infer<Settings>): Parsed;
  decode?: InboundAdapter["decode"];
  redact?: InboundAdapter["redact"];
  preflight?: Connector<Settings, Secrets>["preflight"];
  reply?: Connector<Settings, Secrets>["reply"];
  buildSetup?: Connector<Settings, Secrets>["buildSetup"];
  /** What the tool's own API can be told and asked; undefined where the connection has no credentials for it. */
  connect?(source: SourceWorld<z.infer<Settings>, z.infer<Secrets>>): SourcePort | undefined;
  budget?: Connector<Settings, Secrets>["budget"];
}

/** What a connector goes by when it calls its tool. */
export interface SourceWorld<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
  http: VendorHttp;
  clock: { now(): Date };
}

/** What a tool can do, whatever the settings say of it. */
export type SourcePort = Omit<MonitorPort, "listEveryMs" | "opensListed">;

interface SourceChoices {
  acknowledgeBack?: boolean;
  reconcileMinutes?: number;
  openListed?: boolean;
}

/** What is left of a tool's abilities after an admin's choices; see `source-settings.ts`. */
function choose(port: SourcePort, choices: SourceChoices): MonitorPort {
  const { listOpen, covers, ...told } = port;
  return {
    ...(choices.acknowledgeBack === false ? {} : told),
    ...(listOpen ? { listOpen } : {}),
    ...(covers ? { covers } : {}),
    listEveryMs: (choices.reconcileMinutes ?? 5) * 60_000,
    opensListed: choices.openListed ?? false,
  };
}

/** A monitor is a manifest, ways to verify, a parser, and where the tool has an API, what to tell and ask there. */
export function defineMonitor<Settings extends z.ZodObject, Secrets extends z.ZodObject>(
  monitor: Monitor<Settings, Secrets>,
): RegisteredConnector {
  const {
    manifest,
    verify,
    openPoll,
    pollEveryMs,
    openSettle,
    decode,
    parse,
    redact,
    preflight,
    reply,
    buildSetup,
    connect,
    budget,
  } = monitor;
  const signsBy = manifest.signsBy ?? (typeof verify === "function" ? undefined : describeChecks(verify));
  return defineConnector<Settings, Secrets>({
    manifest: signsBy === undefined ? manifest : { ...manifest, signsBy },
    ...(pollEveryMs ? { pollEveryMs } : {}),
    ...(reply ? { reply } : {}),
    ...(preflight ? { preflight } : {}),
    ...(buildSetup ? { buildSetup } : {}),
    ...(budget ? { budget } : {}),
    create: ({ settings, secrets, secretVersions, http, clock }) => ({
      ...openSource(connect?.({ settings, secrets, http, clock }), settings),
      inbound: {
        verify: (request) =>
          typeof verify === "function"
            ? verify(request, secretVersions, settings)
            : verifySender(request, verify, settings, secretVersions),
        ...(redact ? { redact } : {}),
        ...(openPoll ? { poll: openPoll({ settings, secrets, http }) } : {}),
        ...(openSettle ? { settle: openSettle({ settings, http }) } : {}),
        ...(decode ? { decode } : {}),
        parse: (delivery) => parse(delivery, settings),
      },
      close: async () => {},
    }),
  });
}

/** Settings are the manifest's own; those that choose have the same names at every tool. */
function openSource(port: SourcePort | undefined, settings: SourceChoices): { monitor?: MonitorPort } {
  return port ? { monitor: choose(port, settings) } : {};
}

/** An understood delivery that holds no item. @param nothing why, as people should read it */
export function buildNothing(nothing: string, deliveryKey: string | null = null): Parsed {
  return { ok: true, value: { deliveryKey, items: [], nothing } };
}
