import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { AppError, answerProblem } from "../api/problem.ts";
import { authBase } from "./auth-request.ts";
import { addressOf, type AuthRouteDeps, readBody, signInWith } from "./auth-routes.ts";
import { cookieName, readSetCookie } from "./cookies.ts";
import type { ProviderSettings } from "./people-settings.ts";
import { describeLink, LinkQuestion, type RedeemDeps, redeemLink, Redemption } from "./redeem.ts";
import { refuseForNow, strictHeaders } from "./refusals.ts";
import { checkOrigin } from "./sessions.ts";

export interface LinkRouteDeps extends AuthRouteDeps {
  redeem: RedeemDeps;
  providers: Readonly<Record<string, ProviderSettings>>;
  /** There is an owner now. */
  onRedeemed(): Promise<void>;
}

/**
 * What somebody can do who has not signed in yet: see by what one signs in here, see what a link is for, and use it. The secret
 * comes in the body, so that it stands in no log of addresses.
 */
export function createLinkRoutes(deps: LinkRouteDeps): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    const answer = answerProblem(error, context, deps.log);
    for (const [name, value] of Object.entries(strictHeaders)) answer.headers.set(name, value);
    return answer;
  });
  app.get(`${authBase}/providers`, (context) => {
    const providers = Object.entries(deps.providers).map(([id, { name }]) => ({ id, name: name ?? id }));
    return context.json({ password: true, passkey: true, providers }, 200, strictHeaders);
  });
  app.post(`${authBase}/link`, async (context) => {
    checkOrigin(context, deps.origins());
    const { secret } = LinkQuestion.parse(await readBody(context));
    const tried = await deps.limits.attempt(addressOf(context, deps.trustedProxies), undefined);
    if (tried.retryAfterMs !== undefined) return refuseForNow(tried.retryAfterMs);
    const facts = await describeLink(deps.db, secret);
    await tried.succeeded();
    return context.json(facts, 200, strictHeaders);
  });
  app.post(`${authBase}/link/redeem`, async (context) => {
    checkOrigin(context, deps.origins());
    const wanted = Redemption.parse(await readBody(context));
    const tried = await deps.limits.attempt(addressOf(context, deps.trustedProxies), undefined);
    if (tried.retryAfterMs !== undefined) return refuseForNow(tried.retryAfterMs);
    const session = await deps.sessions.find(context.req.header("cookie"));
    const { email, password, isReset } = await redeemLink(deps.redeem, wanted, session);
    await tried.succeeded();
    if (isReset) deps.mail.tellChange(email, "person.password", addressOf(context, deps.trustedProxies));
    await deps.onRedeemed();
    if (password === undefined) return context.json({ email, signedIn: true }, 200, strictHeaders);
    const answer = await signInWith(deps, context, { email, password });
    if (answer.status >= 400) throw new AppError("unauthorized", "The link was used. Sign in with the new password.");
    for (const cookie of answer.headers.getSetCookie()) context.header("set-cookie", cookie, { append: true });
    // Else the second factor is still asked for.
    const signedIn = readSetCookie(answer.headers, cookieName(deps.publicUrl(), "session_token")) !== undefined;
    return context.json({ email, signedIn }, 200, strictHeaders);
  });
  return app;
}
