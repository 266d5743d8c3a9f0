import type { MonitorSignature } from "./monitor-world.ts";

const value = "a-secret-of-31-characters-no-2x";

/** `Authorization: Bearer`, with the secret of this name. */
export function signByBearer(secret = "bearerToken"): MonitorSignature {
  const sign: MonitorSignature["sign"] = (secrets) => ({ authorization: `Bearer ${secrets[secret]}` });
  return { name: "bearer token", secrets: { [secret]: value }, sign };
}

/** The secret of this name as it is, in a header. */
export function signByHeader(header: string, secret = "token"): MonitorSignature {
  return { name: header, secrets: { [secret]: value }, sign: (secrets) => ({ [header]: secrets[secret] ?? "" }) };
}

export function signByPassword(): MonitorSignature {
  return {
    name: "user and password",
    secrets: { basicUser: "monitoring", basicPassword: "a-password-of-its-own" },
    sign: ({ basicUser, basicPassword }) => ({
      authorization: `Basic ${Buffer.from(`${basicUser}:${basicPassword}`).toString("base64")}`,
    }),
  };
}
