import { createHash } from "node:crypto";
import type { InboundRequest, Verdict } from "../contract.ts";
import { equalsAnySecret, verifyBasic } from "../signatures.ts";

/** The user of addresses such as `https://interdesk:SECRET@hub…`, which some platforms turn into a header. */
export const hookUser = "interdesk";
const header = "x-interdesk-token";

/** What a hook's own secret is and how it is told, for the form. */
export const hookSecretHelp = {
  label: { en: "Secret of the webhook", de: "Geheimnis des Webhooks" },
  help: {
    en: "16 characters or more of your own choice, letters and digits: the platform signs nothing, so that it shows this.",
    de: "Mindestens 16 Zeichen Ihrer Wahl, Buchstaben und Ziffern: Die Plattform signiert nichts, darum zeigt sie dieses vor.",
  },
  secret: true,
} as const;

/** For platforms that sign nothing: a secret of ours, as the password of `interdesk`, or in `x-interdesk-token`. */
export function verifyHook({ headers }: InboundRequest, secrets: readonly string[]): Verdict {
  const users = secrets.map((password) => ({ user: hookUser, password }));
  const token = headers[header];
  const fits = [verifyBasic(headers["authorization"], users), token !== undefined && equalsAnySecret(token, secrets)];
  if (fits.includes(true)) return { accepted: true };
  const given = headers["authorization"] !== undefined || token !== undefined;
  return { accepted: false, reason: given ? "wrong secret" : `no password of ${hookUser}, and no ${header} header` };
}

/** A key for deliveries to which their platform gives none: what says the same in the same words is the same. */
export function keyOf(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}
