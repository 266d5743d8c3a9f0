import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from "@simplewebauthn/browser";
import { askPath } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";

/** Goes to where somebody wanted to be, as who they are now: nothing of before stays on the page. @param to a path of this hub */
export function enter(to: string | undefined): void {
  queries.clear();
  location.assign(to ?? "/");
}

/** @returns whether the second factor is still asked for. @throws Refusal */
export async function signInByPassword(email: string, password: string): Promise<"in" | "code"> {
  const answer = await askPath<{ twoFactorRedirect?: boolean }>("POST", "/api/auth/sign-in/email", { email, password });
  return answer.twoFactorRedirect === true ? "code" : "in";
}

export async function signInByPasskey(): Promise<void> {
  const optionsJSON = await askPath<PublicKeyCredentialRequestOptionsJSON>(
    "GET",
    "/api/auth/passkey/generate-authenticate-options",
  );
  const response = await startAuthentication({ optionsJSON });
  await askPath("POST", "/api/auth/passkey/verify-authentication", { response });
}

/** Leaves for the provider, which sends back here. @param link of an invitation, which is accepted by signing in there */
export async function signInByProvider(provider: string, to: string | undefined, link?: string): Promise<void> {
  const body = { provider, callbackURL: to ?? "/", ...(link === undefined ? {} : { link }) };
  const { url } = await askPath<{ url: string }>("POST", "/api/auth/sign-in/social", body);
  location.assign(url);
}
