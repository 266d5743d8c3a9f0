import { type ConnectorError, type ConnectorWorld, fail, type Result, succeed } from "../contract.ts";
import { parseWith, readJson, type VendorResponse } from "../http.ts";
import { Token } from "./api-types.ts";
import { judge } from "./errors.ts";
import { findServer as discover, type SignInServer } from "./find-server.ts";
import type { Secrets, Settings } from "./manifest.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

/** A token is renewed this long before it ends. */
const renewEarlyMs = 120_000;
/** Where the server for signing in is does not change from day to day. */
const serverFreshMs = 24 * 3_600_000;

export interface AccessToken {
  value: string;
  /** As granted; null = the server does not say. */
  scope: string | null;
  endsAt: number;
}

export interface SignIn {
  server(): Answer<SignInServer>;
  /** A token that is valid for a while; all who ask at once share one request. */
  token(): Answer<AccessToken>;
  /** Says that the API refused this token, so that the next who asks gets another. */
  refused(token: AccessToken): void;
}

/** One sign-in for one connection. @see sheet §2: client credentials, one hour, no refresh tokens needed */
export function createSignIn(world: World): SignIn {
  let server: { value: SignInServer; at: number } | undefined;
  let token: AccessToken | undefined;
  let finding: Answer<SignInServer> | undefined;
  let asking: Answer<AccessToken> | undefined;
  const now = () => world.clock.now().getTime();

  const findServer = async (): Answer<SignInServer> => {
    if (server && now() - server.at < serverFreshMs) return succeed(server.value);
    finding ??= discover(world).finally(() => (finding = undefined));
    const found = await finding;
    if (found.ok) server = { value: found.value, at: now() };
    return found;
  };
  const ask = async (): Answer<AccessToken> => {
    const found = await findServer();
    if (!found.ok) return found;
    const answer = await requestToken(world, found.value);
    if (answer.ok) token = answer.value;
    // The server may have moved; the next try asks for it.
    else server = undefined;
    return answer;
  };
  return {
    server: findServer,
    async token() {
      if (token && now() < token.endsAt - renewEarlyMs) return succeed(token);
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
    refused(refused) {
      if (token?.value === refused.value) token = undefined;
    },
  };
}

async function requestToken(world: World, server: SignInServer): Answer<AccessToken> {
  const query = server.tenant === null || server.tenant === "" ? "" : `?tenant=${encodeURIComponent(server.tenant)}`;
  const answer = await world.http.request({
    method: "POST",
    url: `${server.url}/token${query}`,
    form: {
      grant_type: "client_credentials",
      client_id: world.settings.clientId,
      client_secret: world.secrets.clientSecret,
      // Without it a token is given that no call accepts.
      scope: world.settings.scope,
    },
    buckets: [{ name: "token", slots: 1 }],
    safe: true,
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status === 400 || status === 401) return fail(tellRefusedSignIn(answer.value, world));
  const judged = judge(answer.value, { redact: world.http.redact, safe: true });
  if (!judged.ok) return fail(tellNoToken(judged.error));
  const token = parseWith(Token, judged.value);
  if (!token.ok) return fail(tellNoToken(token.error));
  return succeed({
    value: token.value.access_token,
    scope: token.value.scope,
    endsAt: world.clock.now().getTime() + token.value.expires_in * 1_000,
  });
}

function tellNoToken(error: ConnectorError): ConnectorError {
  if (error.kind !== "gone" && error.kind !== "unreadable") return error;
  return {
    kind: "unreadable",
    path: "token",
    detail: `The server for signing in gave no token: ${error.detail} Please check the Authorisation server.`,
  };
}

/** @see sheet §2.3: OAuth errors */
const causes: Readonly<Record<string, string>> = {
  invalid_client: "Halo does not know this client ID and secret. Copy both again from the saved application.",
  unauthorized_client: "The application may not sign in this way: choose Client ID and Secret (Services).",
  invalid_scope: "Halo does not know the scope. There is none for actions or attachments; they come with tickets.",
  unsupported_grant_type: "The application may not sign in this way: choose Client ID and Secret (Services).",
  invalid_grant: "The application may not sign in this way: choose Client ID and Secret (Services).",
};

function tellRefusedSignIn(response: VendorResponse, world: World): ConnectorError {
  const json = readJson(response);
  const body = json.ok && typeof json.value === "object" && json.value !== null ? json.value : {};
  const code = "error" in body && typeof body.error === "string" ? body.error : "";
  const known = causes[code];
  const why = known ?? "Check client ID, secret, scope and tenant.";
  const said = code === "" ? `(${response.status})` : `(${world.http.redact(code).slice(0, 100)})`;
  return { kind: "unauthorized", detail: `Halo refused to sign in ${said}. ${why}` };
}
