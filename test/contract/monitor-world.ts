import assert from "node:assert/strict";
import type { InboundAdapter, InboundRequest, RegisteredConnector } from "../../connectors/contract.ts";
import type { Json } from "../../schemas/json.ts";
import type { MonitorRecording } from "./monitor-recordings.ts";
import type { Told } from "./secrets.ts";
import { listen } from "./told-desk.ts";

export type Secrets = Readonly<Record<string, string>>;

/** One way in which the tool can say who it is. */
export interface MonitorSignature {
  name: string;
  /** Of a connection that works. */
  secrets: Secrets;
  /** Settings that this way needs. */
  settings?: Readonly<Record<string, Json>>;
  /** Headers of a request with this body, received at this time, signed with these secrets. */
  sign(secrets: Secrets, body: Uint8Array, receivedAt: Date): Readonly<Record<string, string>>;
  /** Where the body itself carries the credential: the body with these secrets in it, or with none. */
  fill?(body: string, secrets: Secrets | undefined): string;
}

export interface MonitorContractOptions {
  connector: RegisteredConnector;
  settings?: Readonly<Record<string, Json>>;
  /** What a tool that is asked is asked with. */
  secrets?: Secrets;
  /** None only for a tool that can carry no secret but the address. */
  signatures: readonly MonitorSignature[];
  /** At least one. */
  recordings: readonly MonitorRecording[];
  /** Where a cut body can be a whole one, as in a form, it is told by the declared length alone. */
  cutIsWhole?: boolean;
  /** When requests come, for a tool whose messages grow old. */
  now?: Date;
}

/** When requests come, unless a tool says otherwise. */
export const usualNow = new Date("2026-03-17T09:00:00Z");

export function openInbound(
  { connector, settings = {}, now = usualNow }: Pick<MonitorContractOptions, "connector" | "settings" | "now">,
  told: Told,
  secretVersions: readonly Secrets[],
): InboundAdapter {
  for (const value of secretVersions.flatMap((secrets) => Object.values(secrets))) told.keepSecret(value);
  const { inbound } = connector.open({
    settings,
    secrets: secretVersions[0] ?? {},
    secretVersions,
    maps: {},
    http: { request: () => assert.fail("a monitor calls nobody"), redact: String },
    clock: { now: () => now },
  });
  return listen(inbound ?? assert.fail("it takes no deliveries"), told);
}

export function requestOf(
  { now = usualNow }: Pick<MonitorContractOptions, "now">,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): InboundRequest {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { method: "POST", headers, query: {}, body: bytes, receivedAt: now };
}
