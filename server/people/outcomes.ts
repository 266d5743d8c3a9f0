/** What an answer of better-auth means for the audit. */
export type Outcome =
  | { kind: "signedIn"; by: string }
  | { kind: "failed"; reason: string }
  | { kind: "changed"; action: string }
  | { kind: "nothing" };

export interface Answered {
  path: string;
  status: number;
  /** Whether somebody had signed in before. */
  hadSession: boolean;
  /** Whether it sets the cookie of a session. */
  setsSession: boolean;
  /** Where a redirect leads. */
  location: string | undefined;
}

const nothing: Outcome = { kind: "nothing" };
const failed = (reason: string): Outcome => ({ kind: "failed", reason });
const changed = (action: string): Outcome => ({ kind: "changed", action });

/** What a good answer of an endpoint has changed. */
const changes: Readonly<Record<string, string>> = {
  "/change-password": "person.password",
  "/two-factor/disable": "person.secondFactorOff",
  "/two-factor/generate-backup-codes": "person.backupCodes",
  "/passkey/verify-registration": "person.passkeyAdd",
  "/passkey/update-passkey": "person.passkeyRename",
  "/passkey/delete-passkey": "person.passkeyRemove",
  "/unlink-account": "person.providerRemove",
  "/sign-out": "person.signOut",
};

/** How somebody signs in there, and what a refusal means. */
const signIns: Readonly<Record<string, { by: string; refused: string }>> = {
  "/sign-in/email": { by: "password", refused: "wrong address or password" },
  "/two-factor/verify-totp": { by: "password and code", refused: "wrong code" },
  "/two-factor/verify-backup-code": { by: "password and backup code", refused: "wrong backup code" },
  "/passkey/verify-authentication": { by: "passkey", refused: "passkey not verified" },
};

export function readOutcome({ path, status, hadSession, setsSession, location }: Answered): Outcome {
  if (path.startsWith("/callback/"))
    return readCallback(path.slice("/callback/".length), { hadSession, setsSession, location });
  const isGood = status < 400;
  const signIn = signIns[path];
  if (signIn && !hadSession) {
    if (!isGood) return status === 429 ? failed("locked for a while") : failed(signIn.refused);
    // Without a cookie the second step is still to come.
    return setsSession ? { kind: "signedIn", by: signIn.by } : nothing;
  }
  if (path === "/two-factor/verify-totp") return isGood && setsSession ? changed("person.secondFactorOn") : nothing;
  if (signIn)
    return isGood && setsSession ? { kind: "signedIn", by: signIn.by } : isGood ? nothing : failed(signIn.refused);
  const action = changes[path];
  if (action === undefined) return nothing;
  if (isGood) return hadSession ? changed(action) : nothing;
  return path === "/change-password" || path.startsWith("/two-factor/")
    ? failed("wrong password for a change")
    : nothing;
}

function readCallback(
  provider: string,
  { hadSession, setsSession, location }: Pick<Answered, "hadSession" | "setsSession" | "location">,
): Outcome {
  if (setsSession) return { kind: "signedIn", by: provider };
  const query =
    location && URL.canParse(location, "http://hub") ? new URL(location, "http://hub").searchParams : undefined;
  const error = query?.get("error");
  if (error) return failed(`${provider}: ${error.slice(0, 100)}`);
  return hadSession ? changed("person.providerAdd") : nothing;
}
