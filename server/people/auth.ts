import { passkey } from "@better-auth/passkey";
import type { OAuthProvider } from "@better-auth/core/oauth2";
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { addOAuthServerContext, APIError, createAuthMiddleware } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Kysely } from "kysely";
import type { Log } from "../../core/ports/world.ts";
import type { Database } from "../db/database.ts";
import { authTables, passkeyTables, secondFactorTables } from "./auth-tables.ts";
import { addressHeader, authBase, invitation } from "./auth-request.ts";
import { cookiePrefix } from "./cookies.ts";
import { leastPasswordLength, mostPasswordLength } from "./password-policy.ts";

/** What changes how somebody signs in wants a sign-in that is no older. */
const freshSeconds = 600;

export interface AuthDeps {
  db: Kysely<Database>;
  /** Signs cookies and encrypts second factors. */
  secret: string;
  /** As people open the hub, without a slash at the end. */
  publicUrl: string;
  /** All origins under which people open it. */
  origins: readonly string[];
  sessionSeconds: number;
  providers: readonly OAuthProvider[];
  log: Log;
  /** Whether a code of a person is used for the first time; each counts once. */
  isFirstUse(personId: string, code: string): Promise<boolean>;
}

export type Auth = ReturnType<typeof createAuth>;

/** better-auth, made as narrow as it goes: who may reach which endpoint is said in `open-endpoints.ts`. */
export function createAuth(deps: AuthDeps) {
  return betterAuth(buildAuthOptions(deps));
}

export function buildAuthOptions(deps: AuthDeps) {
  const { publicUrl, origins, providers } = deps;
  return {
    appName: "Interdesk",
    baseURL: `${publicUrl}${authBase}`,
    secret: deps.secret,
    trustedOrigins: [...origins],
    database: { db: deps.db, type: "postgres" as const, transaction: true },
    user: authTables.user,
    session: {
      ...authTables.session,
      // From the sign-in on; being idle ends it sooner (server/db/sessions.ts).
      expiresIn: deps.sessionSeconds,
      disableSessionRefresh: true,
      freshAge: freshSeconds,
    },
    verification: authTables.verification,
    account: {
      ...authTables.account,
      updateAccountOnSignIn: false,
      // An identity becomes a person's by an invitation or from within a session, never by an address that both have.
      accountLinking: {
        enabled: true,
        disableImplicitLinking: true,
        allowDifferentEmails: true,
        trustedProviders: providers.map(({ id }) => id),
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: leastPasswordLength,
      maxPasswordLength: mostPasswordLength,
    },
    plugins: [
      twoFactor({ issuer: "Interdesk", schema: secondFactorTables }),
      openPasskeys(deps),
      ofProviders(providers),
    ],
    databaseHooks: buildHooks(deps),
    advanced: buildAdvanced(publicUrl),
    // Ours counts over all nodes and by account (guess-limits.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { errorURL: `${publicUrl}/sign-in` },
    logger: {
      level: "warn" as const,
      // Only the reason of what it would add: that may hold addresses and tokens. Strangers bring most of it about.
      log: (level: string, message: string, ...more: unknown[]) =>
        deps.log.warn({ part: "sign-in", level, reason: more.find((one) => one instanceof Error)?.message }, message),
    },
  };
}

function openPasskeys({ publicUrl, origins }: AuthDeps) {
  return passkey({
    rpID: relyingParty(publicUrl),
    rpName: "Interdesk",
    origin: [...origins],
    schema: passkeyTables,
    advanced: { webAuthnChallengeCookie: "passkey" },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    registration: {
      afterVerification: ({ verification }) => checkVerified(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => checkVerified(verification.authenticationInfo.userVerified),
    },
  });
}

/** A passkey belongs to a name; this machine's number has one. */
function relyingParty(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return ["127.0.0.1", "0.0.0.0", "[::1]", "[::]"].includes(hostname) ? "localhost" : hostname;
}

function buildAdvanced(publicUrl: string) {
  return {
    cookiePrefix: cookiePrefix(publicUrl),
    // Its own prefix would be the weaker `__Secure-`.
    useSecureCookies: false,
    defaultCookieAttributes: {
      secure: publicUrl.startsWith("https:"),
      httpOnly: true,
      sameSite: "lax" as const,
      path: "/",
    },
    database: { generateId: "uuid" as const, validateSchema: false },
    ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
    disableOriginCheck: false,
    disableCSRFCheck: false,
  };
}

/** A passkey stands for password and second factor, so the device must have asked who it is. */
async function checkVerified(isVerified: boolean | undefined): Promise<void> {
  if (!isVerified)
    throw new APIError("UNAUTHORIZED", {
      message: "The passkey's device did not check who used it (PIN or biometrics).",
    });
}

function buildHooks({ isFirstUse }: AuthDeps) {
  // Nothing is asked of providers later on, so their tokens are not kept.
  const withoutTokens = async () => ({
    data: {
      accessToken: null,
      refreshToken: null,
      idToken: null,
      accessTokenExpiresAt: null,
      refreshTokenExpiresAt: null,
    },
  });
  return {
    // People come by invitations only; whatever way of signing up is opened by a new version finds this shut.
    user: { create: { before: async () => false as const } },
    account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
    session: {
      create: {
        before: async (session: { userId: string }, context: { path?: string; body?: unknown } | null) => {
          if (context?.path !== "/two-factor/verify-totp") return;
          const { code } = context.body as { code: string };
          if (!(await isFirstUse(session.userId, code)))
            throw new APIError("UNAUTHORIZED", { message: "This code was used already. Wait for the next one." });
        },
      },
    },
  };
}

/** What must be known when a provider calls back is remembered with the state, where the browser cannot write. */
function ofProviders(providers: readonly OAuthProvider[]) {
  return {
    id: "interdesk-providers",
    init: (context) => ({ context: { socialProviders: [...providers, ...context.socialProviders] } }),
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === "/sign-in/social" || path === "/link-social",
          handler: createAuthMiddleware(async (context) => {
            const { provider } = context.body as { provider: string };
            await addOAuthServerContext({ provider, link: invitation.getStore() ?? null });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
