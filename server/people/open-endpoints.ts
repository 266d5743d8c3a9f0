import { z } from "zod";
import { leastPasswordLength, mostPasswordLength } from "./password-policy.ts";

/** What is counted when somebody tries. */
export type Guarded = "account" | "person" | "address";

/** An endpoint of better-auth that is reachable. */
export interface OpenEndpoint {
  method: "GET" | "POST";
  path: string;
  /** All that its body may hold; whatever else better-auth would take stays closed. */
  body?: z.ZodType<Readonly<Record<string, unknown>>>;
  /**
   * `account`: tries at one account from one address are counted, and all of the address; `person`: the same for who has signed
   * in; `address`: those of the address only.
   */
  guarded?: Guarded;
  /** Its query is handed on. */
  takesQuery?: true;
}

/** A path of this hub, to come back to. */
const ownPath = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\\\s]*$/, "a path of this hub, such as /");
const password = z.string().min(1).max(mostPasswordLength);
const newPassword = z.string().min(leastPasswordLength).max(mostPasswordLength);
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, "six digits");
const withPassword = z.strictObject({ password });
const response = z.looseObject({ id: z.string().max(1_400) });
const name = z.string().trim().min(1).max(100);
const provider = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "the id of a provider");
const towards = { provider, callbackURL: ownPath.default("/"), errorCallbackURL: ownPath.default("/sign-in") };

export const openEndpoints: readonly OpenEndpoint[] = [
  {
    method: "POST",
    path: "/sign-in/email",
    body: z.strictObject({ email: z.email().max(320), password }),
    guarded: "account",
  },
  {
    method: "POST",
    path: "/sign-in/social",
    // `link`: the secret of an invitation, which is accepted by signing in there.
    body: z.strictObject({ ...towards, link: z.string().max(100).optional() }),
    guarded: "address",
  },
  { method: "GET", path: "/callback/:id", takesQuery: true, guarded: "address" },
  { method: "POST", path: "/sign-out", body: z.strictObject({}) },
  {
    method: "POST",
    path: "/change-password",
    body: z.strictObject({ currentPassword: password, newPassword }),
    guarded: "person",
  },
  { method: "POST", path: "/two-factor/enable", body: withPassword, guarded: "person" },
  { method: "POST", path: "/two-factor/disable", body: withPassword, guarded: "person" },
  { method: "POST", path: "/two-factor/generate-backup-codes", body: withPassword, guarded: "person" },
  { method: "POST", path: "/two-factor/verify-totp", body: z.strictObject({ code }), guarded: "address" },
  {
    method: "POST",
    path: "/two-factor/verify-backup-code",
    body: z.strictObject({ code: z.string().trim().min(1).max(40) }),
    guarded: "address",
  },
  { method: "GET", path: "/passkey/generate-register-options" },
  { method: "POST", path: "/passkey/verify-registration", body: z.strictObject({ response, name: name.optional() }) },
  { method: "GET", path: "/passkey/generate-authenticate-options", guarded: "address" },
  { method: "POST", path: "/passkey/verify-authentication", body: z.strictObject({ response }), guarded: "address" },
  { method: "GET", path: "/passkey/list-user-passkeys" },
  { method: "POST", path: "/passkey/delete-passkey", body: z.strictObject({ id: z.uuid() }) },
  { method: "POST", path: "/passkey/update-passkey", body: z.strictObject({ id: z.uuid(), name }) },
  { method: "POST", path: "/link-social", body: z.strictObject(towards), guarded: "address" },
  { method: "GET", path: "/list-accounts" },
  { method: "POST", path: "/unlink-account", body: z.strictObject({ accountId: z.uuid() }) },
];

/** What better-auth offers besides, and why it is closed. A new version that registers more than both lists fails a test. */
export const closedEndpoints: Readonly<Record<string, string>> = {
  "GET /get-session": "GET /api/v1/me tells who is signed in, and no token",
  "POST /get-session": "as above",
  "POST /callback/:id": "providers come back by GET; a form of another site is never taken",
  "POST /sign-up/email": "people are invited",
  "POST /reset-password": "a link that an admin makes does it, and is used once",
  "GET /reset-password/:token": "as above",
  "POST /request-password-reset": "as above",
  "POST /verify-password": "a place to guess at",
  "GET /verify-email": "addresses are the tenant's to say",
  "POST /send-verification-email": "as above",
  "POST /change-email": "as above",
  "POST /update-user": "as above",
  "POST /update-session": "nothing of a session is the browser's to say",
  "POST /delete-user": "a membership is removed by an admin",
  "GET /delete-user/callback": "as above",
  "GET /list-sessions": "tells tokens; GET /api/v1/me/sessions tells none",
  "POST /revoke-session": "by token; DELETE /api/v1/me/sessions/:id does it by id",
  "POST /revoke-sessions": "DELETE /api/v1/me/sessions",
  "POST /revoke-other-sessions": "as above",
  "POST /refresh-token": "tokens of providers are not kept",
  "POST /get-access-token": "as above",
  "GET /account-info": "as above",
  "POST /two-factor/get-totp-uri": "the secret is shown once",
  "POST /two-factor/send-otp": "no codes by mail or SMS",
  "POST /two-factor/verify-otp": "as above",
  "GET /ok": "/livez tells it",
  "GET /error": "the console shows what went wrong",
};

export function findOpenEndpoint(method: string, path: string): OpenEndpoint | undefined {
  return openEndpoints.find(
    (one) =>
      one.method === method &&
      (one.path === path || (one.path === "/callback/:id" && /^\/callback\/[a-z][a-z0-9-]{0,31}$/.test(path))),
  );
}
