import { fail, type ConnectorError, type ConnectorWorld, type Result, succeed } from "../contract.ts";
import { parseWith, type VendorCall, type VendorResponse } from "../http.ts";
import { Zone } from "./api-types.ts";
import { judge } from "./errors.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { createQueries, type Queries } from "./query.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Zones move; a found one is used this long before it is asked for again. */
const zoneFreshMs = 24 * 3_600_000;

export interface AutotaskClient extends Queries {
  call(call: {
    method: VendorCall["method"];
    path: string;
    json?: unknown;
    buckets: readonly string[];
    safe: boolean;
  }): Answer<VendorResponse>;
  zone(): Answer<{ url: string; webUrl: string }>;
}

type World = ConnectorWorld<Settings, Secrets>;

export function createClient(world: World): AutotaskClient {
  let zone: { url: string; webUrl: string; at: number } | undefined;
  let finding: Answer<{ url: string; webUrl: string }> | undefined;

  const findZone = async (): Answer<{ url: string; webUrl: string }> => {
    if (zone && world.clock.now().getTime() - zone.at < zoneFreshMs) return succeed(zone);
    finding ??= discover(world).finally(() => (finding = undefined));
    const found = await finding;
    if (found.ok) zone = { ...found.value, at: world.clock.now().getTime() };
    return found;
  };

  const call: AutotaskClient["call"] = async (wanted) => {
    const first = await findZone();
    if (!first.ok) return first;
    const answer = await send(world, first.value.url, wanted);
    const mayHaveMoved = !answer.ok && (answer.error.kind === "unauthorized" || answer.error.kind === "unavailable");
    if (!mayHaveMoved) return answer;
    // The zone may have moved: asked once, and the call repeated only if it did. A bad secret is never repeated.
    zone = undefined;
    const again = await findZone();
    if (!again.ok || again.value.url === first.value.url) return answer;
    return send(world, again.value.url, wanted);
  };

  return { call, zone: findZone, ...createQueries({ call, zone: findZone }) };
}

async function discover(world: World): Answer<{ url: string; webUrl: string }> {
  const url = `${world.settings.zoneDiscoveryUrl}V1.0/zoneInformation?user=${encodeURIComponent(world.settings.userName)}`;
  const answer = await world.http.request({ method: "GET", url, buckets: [{ name: "zone", slots: 1 }], safe: true });
  if (!answer.ok) return answer;
  if (answer.value.status >= 500) {
    return fail({ kind: "unauthorized", detail: `Autotask knows no API user "${world.settings.userName}".` });
  }
  const judged = judge(answer.value, world.http.redact, true);
  if (!judged.ok) return judged;
  const zone = parseWith(Zone, judged.value);
  return zone.ok && !isExpectedHost(zone.value.url, world.settings.zoneDiscoveryUrl)
    ? fail({
        kind: "blocked",
        detail: "Zone discovery named a host that is not Autotask's; no credentials were sent there.",
      })
    : zone;
}

/** Credentials go to the vendor's own hosts only, whatever an answer says. */
function isExpectedHost(zoneUrl: string, discoveryUrl: string): boolean {
  const [zone, discovery] = [new URL(zoneUrl).hostname, new URL(discoveryUrl).hostname];
  return zone === discovery || (zone.endsWith(".autotask.net") && discovery.endsWith(".autotask.net"));
}

async function send(
  world: World,
  zoneUrl: string,
  wanted: Parameters<AutotaskClient["call"]>[0],
): Answer<VendorResponse> {
  const answer = await world.http.request({
    method: wanted.method,
    url: `${zoneUrl}V1.0/${wanted.path}`,
    headers: {
      UserName: world.settings.userName,
      Secret: world.secrets.secret,
      ApiIntegrationCode: world.secrets.integrationCode,
    },
    ...(wanted.json === undefined ? {} : { json: wanted.json }),
    buckets: wanted.buckets.map((name) => ({ name, slots: world.settings.concurrency })),
    safe: wanted.safe,
  });
  return answer.ok ? judge(answer.value, world.http.redact, wanted.safe) : answer;
}
