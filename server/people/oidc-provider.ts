import type { OAuthProvider } from "@better-auth/core/oauth2";
import { getOAuthState } from "better-auth/api";
import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import { z } from "zod";
import type { VendorHttp } from "../../connectors/http.ts";
import type { Log } from "../../core/ports/world.ts";
import type { Person } from "../db/people.ts";
import type { OidcDirectory } from "./oidc-metadata.ts";
import type { ProviderSettings } from "./people-settings.ts";

/** Who somebody is at a provider; the address is what the provider says, and proves nothing here. */
export interface Identity {
  providerId: string;
  /** Issuer and subject: what names a person, for ever. */
  accountId: string;
  email: string | undefined;
  name: string | undefined;
}

export interface OidcProviderDeps {
  http: VendorHttp;
  directory: OidcDirectory;
  log: Log;
  /**
   * Whose identity it is; with the hash of an invitation's secret it becomes that person's, and where the provider lets in
   * everybody, a new person's.
   */
  settle(identity: Identity, link: string | null): Promise<Person | undefined>;
}

const Tokens = z.object({ id_token: z.string().min(1), access_token: z.string().optional() });
const UserInfo = z.object({ sub: z.string(), email: z.string().optional(), name: z.string().optional() });
type Claims = JWTPayload & { sub: string; iss: string };

/**
 * A provider of OpenID Connect for better-auth, which keeps state, nonce and the PKCE verifier. Ours is what it leaves open: every
 * call goes through the guarded client, there is no sign-in without an ID token, and a code is only sent to the provider for which
 * the sign-in was begun.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html, RFC 9700
 */
export function createOidcProvider(
  id: string,
  settings: ProviderSettings,
  deps: OidcProviderDeps,
): OAuthProvider<Claims> {
  /** What goes wrong is the operator's to read; whoever signs in learns that it did. */
  const orNull = async <T>(run: () => Promise<T>): Promise<T | null> => {
    try {
      return await run();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      deps.log.warn({ provider: id, reason }, "a sign-in at a provider was refused");
      return null;
    }
  };
  return {
    id,
    name: settings.name ?? id,
    issuer: settings.issuer,
    requiresIdTokenNonce: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    options: { disableSignUp: true, disableIdTokenSignIn: true },
    accountSubject: ({ profile }) => accountIdOf(profile),
    createAuthorizationURL: (begun) => buildAuthorizationUrl(settings, deps, begun),
    validateAuthorizationCode: ({ code, codeVerifier, redirectURI }) =>
      orNull(async () => {
        if ((await readBegun()).provider !== id) throw new Error("the sign-in was begun at another provider");
        const form = {
          grant_type: "authorization_code",
          code,
          redirect_uri: redirectURI,
          code_verifier: codeVerifier ?? "",
        };
        const tokens = await askTokens(settings, deps.http, await deps.directory.read(), form);
        return { idToken: tokens.id_token, accessToken: tokens.access_token };
      }),
    getUserInfo: (tokens) => orNull(() => readPerson(id, deps, tokens)),
  };
}

type Provider = OAuthProvider<Claims>;

async function buildAuthorizationUrl(
  { clientId, scopes }: ProviderSettings,
  { directory }: OidcProviderDeps,
  { state, codeVerifier, redirectURI, idTokenNonce }: Parameters<Provider["createAuthorizationURL"]>[0],
): Promise<URL> {
  const url = new URL((await directory.read()).authorization_endpoint);
  const parts = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectURI,
    scope: scopes.join(" "),
    state,
    nonce: idTokenNonce ?? "",
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parts)) url.searchParams.set(name, value);
  return url;
}

async function readPerson(
  providerId: string,
  { directory, http, settle }: OidcProviderDeps,
  { idToken, accessToken, expectedIdTokenNonce }: Parameters<Provider["getUserInfo"]>[0],
): Promise<Awaited<ReturnType<Provider["getUserInfo"]>>> {
  if (!idToken || !expectedIdTokenNonce) throw new Error("there is no ID token, or no nonce to check it by");
  const claims = await directory.verify(idToken, expectedIdTokenNonce);
  const told = await readUserInfo(http, await directory.read(), claims, accessToken);
  const identity = { providerId, accountId: accountIdOf(claims), ...told };
  const { isLink, link } = await readBegun();
  const person = isLink ? undefined : await settle(identity, link);
  // Known by issuer and subject from here on; an address that only the provider vouches for is never matched.
  const nobody = `${createHash("sha256").update(identity.accountId).digest("hex")}@nobody.invalid`;
  const email = person?.email ?? told.email ?? nobody;
  return { user: { email, name: person?.name ?? told.name ?? "", emailVerified: false }, data: claims };
}

function accountIdOf({ iss, sub }: Claims): string {
  return `${iss}#${sub}`;
}

/** What was remembered when the sign-in began, out of the browser's reach. */
async function readBegun(): Promise<{ provider: string | undefined; link: string | null; isLink: boolean }> {
  const state = await getOAuthState();
  const { provider, link } = state?.serverContext ?? {};
  return {
    provider: typeof provider === "string" ? provider : undefined,
    link: typeof link === "string" ? link : null,
    isLink: state?.link !== undefined,
  };
}

async function askTokens(
  { clientId, clientSecret }: ProviderSettings,
  http: VendorHttp,
  { token_endpoint, token_endpoint_auth_methods_supported }: Awaited<ReturnType<OidcDirectory["read"]>>,
  form: Readonly<Record<string, string>>,
): Promise<z.infer<typeof Tokens>> {
  // Basic is what a provider takes that says nothing of it. @see OpenID Connect Discovery 1.0 §3
  const isPost =
    token_endpoint_auth_methods_supported?.includes("client_secret_post") === true &&
    !token_endpoint_auth_methods_supported.includes("client_secret_basic");
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const answer = await http.request({
    method: "POST",
    url: token_endpoint,
    headers: isPost ? {} : { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    form: isPost ? { ...form, client_id: clientId, client_secret: clientSecret } : form,
    buckets: [],
    safe: false,
  });
  if (!answer.ok) throw new Error(`the code could not be exchanged: ${answer.error.detail}`);
  if (answer.value.status !== 200) throw new Error(`the code was refused with HTTP ${answer.value.status}`);
  return Tokens.parse(JSON.parse(answer.value.text));
}

/** Name and address, from the token or, where it holds none, from the endpoint that answers to the same subject. */
async function readUserInfo(
  http: VendorHttp,
  { userinfo_endpoint }: Awaited<ReturnType<OidcDirectory["read"]>>,
  claims: Claims,
  accessToken: string | undefined,
): Promise<Pick<Identity, "email" | "name">> {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value.slice(0, 320) : undefined);
  const told = { email: text(claims["email"]), name: text(claims["name"]) };
  if (told.email || !userinfo_endpoint || !accessToken) return told;
  const answer = await http.request({
    method: "GET",
    url: userinfo_endpoint,
    headers: { authorization: `Bearer ${accessToken}` },
    buckets: [],
    safe: true,
  });
  const parsed = answer.ok && answer.value.status === 200 ? UserInfo.safeParse(parse(answer.value.text)) : undefined;
  if (!parsed?.success || parsed.data.sub !== claims.sub) return told;
  return { email: text(parsed.data.email), name: told.name ?? text(parsed.data.name) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
