import type { InboundRequest, Verdict } from "../contract.ts";
import { equalsAnySecret, verifyBasic, verifyBearer, verifyHmacHex } from "../signatures.ts";

/** A header's name, or the setting that holds it; a setting that is empty or absent names none. */
export type HeaderName = string | { setting: string };

/** One way in which a sender can say who it is. `secret`, `user` and `password` name keys of the connection's secrets. */
export type SenderCheck =
  /** `Authorization: Bearer <secret>`. */
  | { kind: "bearer"; secret: string }
  /** `Authorization: Basic <user:password>`. */
  | { kind: "basic"; user: string; password: string }
  /** The secret as it is, in a header of its own. */
  | { kind: "header"; header: HeaderName; secret: string }
  /**
   * Lower-case hex of an HMAC over the raw body, behind `prefix`. Where `timestamp` names a header, its Unix seconds and the
   * separator are signed before the body, and may be five minutes off.
   */
  | {
      kind: "hmac";
      algorithm: "sha1" | "sha256";
      header: HeaderName;
      prefix?: string;
      secret: string;
      timestamp?: { header: HeaderName; separator: string };
    };

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether a request comes from who may deliver. Of several ways one that fits is enough. Where the connection has no secret
 * for any of them, the address alone, which holds 256 random bits, says who it is.
 *
 * @param versions secrets that are valid now; a way that only an older version has still asks for its secret
 */
export function verifySender(
  request: InboundRequest,
  checks: readonly SenderCheck[],
  settings: Values,
  versions: readonly Values[],
): Verdict {
  const armed = checks.filter((check) => versions.some((secrets) => hasSecret(check, secrets)));
  if (armed.length === 0) return { accepted: true };
  // All are tried, so that the time does not tell which one fits.
  const fitting = armed.filter((check) => fits(check, request, settings, versions));
  if (fitting.length > 0) return { accepted: true };
  const headers = [...new Set(armed.flatMap((check) => headerOf(check, settings) ?? []))];
  if (headers.some((name) => request.headers[name] !== undefined))
    return { accepted: false, reason: "wrong credentials" };
  return { accepted: false, reason: `no ${headers.join(" or ") || "credential"} header` };
}

function hasSecret(check: SenderCheck, secrets: Values): boolean {
  const names = check.kind === "basic" ? [check.user, check.password] : [check.secret];
  return names.every((name) => textOf(secrets, name) !== undefined);
}

function fits(check: SenderCheck, request: InboundRequest, settings: Values, versions: readonly Values[]): boolean {
  const header = headerOf(check, settings);
  const given = header === undefined ? undefined : request.headers[header];
  switch (check.kind) {
    case "bearer":
      return verifyBearer(given, secretsOf(versions, check.secret));
    case "basic":
      return verifyBasic(given, usersOf(versions, check));
    case "header":
      return given !== undefined && equalsAnySecret(given, secretsOf(versions, check.secret));
    case "hmac": {
      const { algorithm, prefix = "", timestamp } = check;
      const stampHeader = timestamp && resolveHeader(timestamp.header, settings);
      const signed = { algorithm, prefix, body: request.body, secrets: secretsOf(versions, check.secret) };
      if (!stampHeader) return verifyHmacHex(given, signed);
      const { separator } = timestamp;
      const stamp = { value: request.headers[stampHeader], separator, now: request.receivedAt };
      return verifyHmacHex(given, { ...signed, stamp });
    }
    default:
      return check satisfies never;
  }
}

function headerOf(check: SenderCheck, settings: Values): string | undefined {
  return check.kind === "bearer" || check.kind === "basic" ? "authorization" : resolveHeader(check.header, settings);
}

function resolveHeader(name: HeaderName, settings: Values): string | undefined {
  const resolved = typeof name === "string" ? name : textOf(settings, name.setting);
  return resolved?.toLowerCase();
}

function secretsOf(versions: readonly Values[], name: string): string[] {
  return versions.flatMap((secrets) => textOf(secrets, name) ?? []);
}

function usersOf(versions: readonly Values[], { user, password }: { user: string; password: string }) {
  return versions.flatMap((secrets) => {
    const pair = { user: textOf(secrets, user), password: textOf(secrets, password) };
    return pair.user !== undefined && pair.password !== undefined ? [{ user: pair.user, password: pair.password }] : [];
  });
}

/** Own properties that hold text; an empty one is none, since anybody could send it. */
function textOf(values: Values, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
