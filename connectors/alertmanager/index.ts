import { defineConnector } from "../contract.ts";
import { verifyBasic, verifyBearer } from "../signatures.ts";
import { manifest, type Secrets } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Prometheus Alertmanager through its webhook receiver. */
export const alertmanager = defineConnector({
  manifest,
  create: ({ settings, secretVersions }) => ({
    inbound: {
      verify: ({ headers }) => verifyHeader(headers["authorization"], secretVersions),
      parse: ({ body, receivedAt }) => parsePayload(body, settings, receivedAt),
    },
    close: async () => {},
  }),
});

/** Without a token or password the address alone, which holds 256 random bits, says who it is. */
function verifyHeader(header: string | undefined, versions: readonly Secrets[]) {
  const tokens = versions.flatMap(({ bearerToken }) => (bearerToken ? [bearerToken] : []));
  const users = versions.flatMap(({ basicUser, basicPassword }) =>
    basicUser && basicPassword ? [{ user: basicUser, password: basicPassword }] : [],
  );
  if (tokens.length === 0 && users.length === 0) return { accepted: true as const };
  if (verifyBearer(header, tokens) || verifyBasic(header, users)) return { accepted: true as const };
  return { accepted: false as const, reason: header === undefined ? "no Authorization header" : "wrong credentials" };
}
