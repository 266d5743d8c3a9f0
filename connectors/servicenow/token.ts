import { type ConnectorError, type ConnectorWorld, fail, type Result, succeed } from "../contract.ts";
import { parseWith, trimSlashes } from "../http.ts";
import { Token } from "./api-types.ts";
import { checklist, missing } from "./checklist.ts";
import { judge } from "./errors.ts";
import type { Secrets, Settings } from "./manifest.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

/** A token is renewed this long before it ends. */
const earlyMs = 60_000;

export interface TokenSource {
  get(): Answer<string>;
  /** Forgets the token, unless another call has renewed it meanwhile. */
  drop(authorization: string): void;
}

/** One token for all calls; those that come while it is fetched wait for the same answer. */
export function createTokenSource(world: World, noteRefusal: () => void): TokenSource {
  let known: { token: string; renewAt: number } | undefined;
  let fetching: Answer<{ token: string; seconds: number }> | undefined;
  return {
    async get() {
      if (known && world.clock.now().getTime() < known.renewAt) return succeed(known.token);
      const askedAt = world.clock.now().getTime();
      fetching ??= fetchToken(world, noteRefusal).finally(() => (fetching = undefined));
      const fetched = await fetching;
      if (!fetched.ok) return fetched;
      const { token, seconds } = fetched.value;
      // Asked shortly before its end, the instance gives the same token again: it is used for half of what is left.
      const freshMs = Math.max(seconds * 1_000 - earlyMs, seconds * 500);
      known = { token, renewAt: askedAt + freshMs };
      return succeed(token);
    },
    drop(authorization) {
      if (known && authorization === `Bearer ${known.token}`) known = undefined;
    },
  };
}

async function fetchToken(
  { settings, secrets, http }: World,
  noteRefusal: () => void,
): Answer<{ token: string; seconds: number }> {
  if (settings.clientId === "") return missing("client ID");
  if (secrets.clientSecret === undefined) return missing("client secret");
  const answer = await http.request({
    method: "POST",
    url: `${trimSlashes(settings.instanceUrl)}/oauth_token.do`,
    headers: { accept: "application/json" },
    form: { grant_type: "client_credentials", client_id: settings.clientId, client_secret: secrets.clientSecret },
    buckets: [{ name: "token", slots: 1 }],
    safe: true,
  });
  if (!answer.ok) return answer;
  const good = judge(answer.value, { safe: true, plain: true }, http.redact);
  if (!good.ok && good.error.kind === "unauthorized") {
    noteRefusal();
    return fail({ kind: "unauthorized", detail: checklist("clientCredentials") });
  }
  if (!good.ok) return good;
  const token = parseWith(Token, good.value);
  return token.ok ? succeed({ token: token.value.access_token, seconds: token.value.expires_in }) : token;
}
