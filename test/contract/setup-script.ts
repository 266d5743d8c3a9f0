import assert from "node:assert/strict";
import type { InboundRequest, ParsedDelivery, RegisteredConnector } from "../../connectors/contract.ts";
import type { Json } from "../../schemas/json.ts";
import { runScript } from "../support/run-script.ts";
import { mustParse, receiveHooks } from "./hook-receiver.ts";

export interface SentByScript {
  code: number | null;
  out: string;
  request: InboundRequest;
  parsed: ParsedDelivery;
}

/**
 * Runs the script that a connector hands to its admin, against an address of ours, and gives what comes to the connector
 * that made it: what it sends must be let in and be understood.
 *
 * @param title of the setup text, in English
 */
export async function sendByScript(
  connector: RegisteredConnector,
  title: string,
  environment: Readonly<Record<string, string>>,
  { settings = {}, secrets = {}, given = [], receivedAt = new Date("2026-11-23T14:00:00Z") }: SendOptions = {},
): Promise<SentByScript> {
  const receiver = await receiveHooks(
    () => receivedAt,
    async () => {},
  );
  try {
    const texts = connector.buildSetup?.({ settings, secrets, hookUrl: receiver.url }) ?? [];
    const script = texts.find((text) => text.title.en === title) ?? assert.fail(`no setup text "${title}"`);
    const { code, out } = await runScript(script.text, environment, given);
    const [request = assert.fail(`nothing came: ${out}`)] = receiver.received;
    const { inbound = assert.fail("it takes no deliveries") } = connector.open({
      settings,
      secrets,
      secretVersions: [secrets],
      maps: {},
      http: { request: () => assert.fail("a monitor calls nobody"), redact: String },
      clock: { now: () => receivedAt },
    });
    assert.deepEqual(inbound.verify(request), { accepted: true });
    const type = request.headers["content-type"]?.split(";")[0] ?? "";
    assert.ok(connector.manifest.contentTypes.includes(type), `"${type}" would be refused`);
    return { code, out, request, parsed: mustParse(inbound, connector.manifest.keepHeaders, request) };
  } finally {
    await receiver.close();
  }
}

interface SendOptions {
  settings?: Readonly<Record<string, Json>>;
  secrets?: Readonly<Record<string, string>>;
  /** Arguments of the script. */
  given?: readonly string[];
  receivedAt?: Date;
}
