import type { z } from "zod";
import {
  type Connector,
  type ConnectorWorld,
  defineConnector,
  type InboundAdapter,
  type InboundRequest,
  type Manifest,
  type RegisteredConnector,
  type Verdict,
} from "../contract.ts";
import { describeChecks } from "./describe-checks.ts";
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
}

/** A monitor is a manifest, ways to verify, and a parser; it holds nothing and calls nobody, unless it has to settle. */
export function defineMonitor<Settings extends z.ZodObject, Secrets extends z.ZodObject>(
  monitor: Monitor<Settings, Secrets>,
): RegisteredConnector {
  const { manifest, verify, openPoll, pollEveryMs, openSettle, decode, parse, redact, preflight, reply, buildSetup } =
    monitor;
  const signsBy = manifest.signsBy ?? (typeof verify === "function" ? undefined : describeChecks(verify));
  return defineConnector<Settings, Secrets>({
    manifest: signsBy === undefined ? manifest : { ...manifest, signsBy },
    ...(pollEveryMs ? { pollEveryMs } : {}),
    ...(reply ? { reply } : {}),
    ...(preflight ? { preflight } : {}),
    ...(buildSetup ? { buildSetup } : {}),
    create: ({ settings, secrets, secretVersions, http }) => ({
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

/** An understood delivery that holds no item. @param nothing why, as people should read it */
export function buildNothing(nothing: string, deliveryKey: string | null = null): Parsed {
  return { ok: true, value: { deliveryKey, items: [], nothing } };
}
