import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { VendorHttp } from "../../connectors/http.ts";
import type { ProviderSettings } from "./people-settings.ts";

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type Metadata = z.infer<typeof Metadata>;

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Signatures by keys that only the provider has; never `none`, never a secret that both know. @see RFC 8725 §3.1 */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const keepMs = 3_600_000;
/** Keys are asked for anew when one is missing, no more often than this. */
const keysEveryMs = 30_000;
const toleranceSeconds = 30;
const mostAgeSeconds = 600;

export interface OidcDirectory {
  /** @throws Error when the provider cannot be asked, or names another issuer than the settings */
  read(): Promise<Metadata>;
  /**
   * Checks a token as OpenID Connect asks: signature, issuer, audience, times, nonce.
   *
   * @throws Error saying what is wrong with it, never the token
   * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
   */
  verify(idToken: string, nonce: string): Promise<JWTPayload & { sub: string; iss: string }>;
}

/** What a provider says of itself, asked through the guarded client and kept for an hour. */
export function createOidcDirectory(
  { issuer, clientId }: Pick<ProviderSettings, "issuer" | "clientId">,
  http: VendorHttp,
  now: () => number,
): OidcDirectory {
  const metadata = keep(keepMs, now, async () => {
    const found = await readJson(http, `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, Metadata);
    if (found.issuer !== issuer)
      throw new Error(`the provider calls itself ${found.issuer.slice(0, 200)}, the settings call it ${issuer}`);
    return found;
  });
  const keys = keep(keepMs, now, async () => ({
    at: now(),
    find: createLocalJWKSet(await readJson(http, (await metadata.get()).jwks_uri, Jwks)),
  }));
  const check = async (idToken: string) => {
    const options = {
      issuer,
      audience: clientId,
      algorithms,
      requiredClaims: ["sub", "exp", "iat", "nonce"],
      clockTolerance: toleranceSeconds,
      maxTokenAge: mostAgeSeconds,
      currentDate: new Date(now()),
    };
    const known = await keys.get();
    try {
      return await jwtVerify(idToken, known.find, options);
    } catch (cause) {
      // A provider that has changed its keys.
      if (!(cause instanceof errors.JWKSNoMatchingKey) || now() - known.at < keysEveryMs) throw cause;
      keys.forget();
      return await jwtVerify(idToken, (await keys.get()).find, options);
    }
  };
  return {
    read: metadata.get,
    async verify(idToken, nonce) {
      const { payload } = await check(idToken);
      const { sub, iss, aud, azp } = payload;
      if (payload["nonce"] !== nonce) throw new Error("the token's nonce is another sign-in's");
      const isForUs = azp === undefined ? !Array.isArray(aud) || aud.length === 1 : azp === clientId;
      if (!isForUs) throw new Error("the token was issued to another client (azp)");
      if (!sub || !iss) throw new Error("the token names nobody (sub)");
      return { ...payload, sub, iss };
    },
  };
}

async function readJson<T>(http: VendorHttp, url: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await http.request({
    method: "GET",
    url,
    headers: { accept: "application/json" },
    buckets: [],
    safe: true,
  });
  if (!answer.ok) throw new Error(`${new URL(url).host}: ${answer.error.detail}`);
  if (answer.value.status !== 200) throw new Error(`${new URL(url).host} answered HTTP ${answer.value.status}`);
  return schema.parse(JSON.parse(answer.value.text));
}

/** One question at a time, whose answer is kept; a failure is not. */
function keep<T>(forMs: number, now: () => number, ask: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  let kept: { value: Promise<T>; until: number } | undefined;
  return {
    get() {
      if (kept && kept.until > now()) return kept.value;
      const asked = { value: ask(), until: now() + forMs };
      kept = asked;
      asked.value.catch(() => {
        if (kept === asked) kept = undefined;
      });
      return asked.value;
    },
    forget: () => void (kept = undefined),
  };
}
