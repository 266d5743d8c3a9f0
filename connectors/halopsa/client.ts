import { type ConnectorError, type ConnectorWorld, fail, type Result } from "../contract.ts";
import type { VendorCall, VendorResponse } from "../http.ts";
import { toSite } from "./address.ts";
import { judge } from "./errors.ts";
import { tellLimit } from "./limit.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { type AccessToken, createSignIn, type SignIn } from "./sign-in.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

export type Query = Readonly<Record<string, string | number | boolean>>;
export interface HaloCall {
  method: VendorCall["method"];
  /** Below `/api/`. */
  path: string;
  query?: Query;
  json?: unknown;
  safe: boolean;
  /** Makes a ticket: one at a time, since the vendor gives numbers out twice otherwise. */
  makesTicket?: boolean;
  mostAnswerBytes?: number;
}

export interface HaloClient {
  /** Root of the instance, without a slash at the end. */
  site: string;
  signIn: SignIn;
  redact(text: string): string;
  call(call: HaloCall): Answer<VendorResponse>;
}

/** A missing right is told as 401 too: what refused a fresh token is asked for so long without another one; ms. */
const barredMs = 5 * 60_000;
/** What was allowed so shortly before is not called a missing right; ms. */
const graceMs = 5 * 60_000;
export function createClient(world: World): HaloClient {
  const signIn = createSignIn(world);
  const barredUntil = new Map<string, number>();
  const allowedAt = new Map<string, number>();
  const site = toSite(world.settings.baseUrl);
  let refusals = 0;

  const withToken = async (wanted: HaloCall, token: AccessToken): Answer<VendorResponse> => {
    const answer = await send(world, site, wanted, token);
    if (answer.ok || answer.error.kind !== "rateLimited") {
      refusals = 0;
      return answer;
    }
    refusals += 1;
    return fail(tellLimit(answer.error, refusals, world.settings));
  };
  /** Refused before anything was done: one other token, one repeat. */
  const repeat = async (wanted: HaloCall, token: AccessToken): Answer<VendorResponse> => {
    signIn.refused(token);
    const renewed = await signIn.token();
    if (!renewed.ok) return renewed;
    const again = await withToken(wanted, renewed.value);
    if (!isRefused(again)) return again;
    const now = world.clock.now().getTime();
    // It was allowed a moment ago: rather somebody else's new token has ended ours. What lasts is a missing right.
    if (now - (allowedAt.get(keyOf(wanted)) ?? 0) < graceMs) return fail(tokensEnd);
    barredUntil.set(keyOf(wanted), now + barredMs);
    return again;
  };
  return {
    site,
    signIn,
    redact: world.http.redact,
    async call(wanted) {
      const token = await signIn.token();
      if (!token.ok) return token;
      const first = await withToken(wanted, token.value);
      const isBarred = world.clock.now().getTime() < (barredUntil.get(keyOf(wanted)) ?? 0);
      const answer = isRefused(first) && !isBarred ? await repeat(wanted, token.value) : first;
      if (answer.ok && answer.value.status < 300) allowedAt.set(keyOf(wanted), world.clock.now().getTime());
      return toJudged(answer, wanted, world);
    },
  };
}

function isRefused(answer: Result<VendorResponse, ConnectorError>): boolean {
  return answer.ok && answer.value.status === 401;
}

const tokensEnd: ConnectorError = {
  kind: "unavailable",
  detail: "Halo refused two tokens one after the other for what it allowed before.",
};

function keyOf(wanted: HaloCall): string {
  return `${wanted.method} ${resourceOf(wanted)}`;
}

function resourceOf({ path }: HaloCall): string {
  return path.split("/")[0] ?? path;
}

function toJudged(
  answer: Result<VendorResponse, ConnectorError>,
  wanted: HaloCall,
  world: World,
): Result<VendorResponse, ConnectorError> {
  if (!answer.ok) return answer;
  if (answer.value.status === 401)
    return fail({
      kind: "forbidden",
      detail: `Halo refuses a fresh token for ${resourceOf(wanted)} (401): its scope (${world.settings.scope}) or the rights of the API agent do not reach so far.`,
    });
  return judge(answer.value, { redact: world.http.redact, safe: wanted.safe });
}

async function send(world: World, site: string, wanted: HaloCall, token: AccessToken): Answer<VendorResponse> {
  const { settings } = world;
  // Sorted by name, the narrow bucket comes first: creations that wait hold none of the others.
  const buckets = [{ name: "general", slots: settings.concurrency }];
  return world.http.request({
    method: wanted.method,
    url: `${site}/api/${wanted.path}${toQuery(wanted.query ?? {})}`,
    headers: { authorization: `Bearer ${token.value}` },
    ...(wanted.json === undefined ? {} : { json: wanted.json }),
    ...(wanted.mostAnswerBytes === undefined ? {} : { mostAnswerBytes: wanted.mostAnswerBytes }),
    buckets: wanted.makesTicket === true ? [{ name: "create", slots: 1 }, ...buckets] : buckets,
    safe: wanted.safe,
  });
}

/** The vendor passes over names that it does not know, so they are spelled in one place each. */
function toQuery(query: Query): string {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries).toString()}`;
}
