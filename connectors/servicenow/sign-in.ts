import { type ConnectorError, type ConnectorWorld, fail, type Result, succeed, unreachable } from "../contract.ts";
import { checklist, missing } from "./checklist.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { createTokenSource, type TokenSource } from "./token.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

/** After this many refusals in a row no call is made for a while: five lock the user. @see t_LockoutForFailedLogins */
const mostRefusals = 2;
const restMs = 15 * 60_000;

/** How calls say who they are. Cookies are never kept: they would run one after the other, and be dropped. */
export interface SignIn {
  /** Headers of the next call. */
  headers(): Answer<Readonly<Record<string, string>>>;
  /**
   * A call with these headers got a 401.
   *
   * @param repeated it was the second try, with a token just fetched
   * @returns whether it is worth repeating once, with a new token
   */
  refused(headers: Readonly<Record<string, string>>, repeated: boolean): boolean;
  /** A call with these headers passed. */
  accepted(): void;
  /** Lets the next call through, although others were refused: somebody asks on purpose. */
  forgive(): void;
}

export function createSignIn(world: World): SignIn {
  let refusals = 0;
  let restUntil = 0;
  const now = () => world.clock.now().getTime();
  const noteRefusal = () => {
    refusals += 1;
    if (refusals >= mostRefusals) restUntil = now() + restMs;
  };
  const tokens = createTokenSource(world, noteRefusal);
  return {
    async headers() {
      if (now() < restUntil) return fail({ kind: "unauthorized", detail: restingDetail(world.settings) });
      return headersFor(world, tokens);
    },
    refused(headers, repeated) {
      const renewable = world.settings.auth === "clientCredentials" && !repeated;
      // A token that has ended is nobody's fault, however many calls bore it.
      if (renewable) tokens.drop(headers["authorization"] ?? "");
      else noteRefusal();
      return renewable;
    },
    accepted() {
      refusals = 0;
    },
    forgive() {
      refusals = 0;
      restUntil = 0;
    },
  };
}

function restingDetail({ auth }: Settings): string {
  return `${checklist(auth)} No call is made for 15 minutes, so that the user is not locked; the connection test asks at once.`;
}

async function headersFor({ settings, secrets }: World, tokens: TokenSource): Answer<Readonly<Record<string, string>>> {
  switch (settings.auth) {
    case "clientCredentials": {
      const token = await tokens.get();
      return token.ok ? succeed({ authorization: `Bearer ${token.value}` }) : token;
    }
    case "basic": {
      if (secrets.password === undefined) return missing("password");
      const pair = Buffer.from(`${settings.userName}:${secrets.password}`).toString("base64");
      return succeed({ authorization: `Basic ${pair}` });
    }
    case "apiKey":
      return secrets.apiKey === undefined ? missing("API key") : succeed({ "x-sn-apikey": secrets.apiKey });
    default:
      return unreachable(settings.auth);
  }
}
