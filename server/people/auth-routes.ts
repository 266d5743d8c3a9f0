import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Kysely } from "kysely";
import type { Log } from "../../core/ports/world.ts";
import { AppError, answerProblem } from "../api/problem.ts";
import type { Database } from "../db/database.ts";
import { findPersonByEmail, findPersonOfProof, type Person } from "../db/people.ts";
import { endSession, type FoundSession } from "../db/sessions.ts";
import { type AddressList, findSender } from "../ingest/address-list.ts";
import { readLimited } from "../routes/read-limited.ts";
import type { Auth } from "./auth.ts";
import { addressHeader, authBase, invitation } from "./auth-request.ts";
import { cookieName, dropCookie, openSigned, readCookie, readSetCookie } from "./cookies.ts";
import type { GuessLimits, Tried } from "./guess-limits.ts";
import { hashLinkSecret } from "./links.ts";
import { findOpenEndpoint, type OpenEndpoint } from "./open-endpoints.ts";
import { readOutcome } from "./outcomes.ts";
import { refusePassword } from "./password-policy.ts";
import type { PersonAudit } from "./person-audit.ts";
import type { PersonMail } from "./person-mail.ts";
import { asOurs, refuseForNow, strictHeaders } from "./refusals.ts";
import { checkOrigin, type Sessions } from "./sessions.ts";

export interface AuthRouteDeps {
  db: Kysely<Database>;
  log: Log;
  auth(): Promise<Auth>;
  secret(): Promise<string>;
  publicUrl(): string;
  origins(): readonly string[];
  sessions: Sessions;
  limits: GuessLimits;
  audit: PersonAudit;
  mail: PersonMail;
  trustedProxies: AddressList;
}

type AuthContext = Context<{ Bindings: HttpBindings }>;
type Body = Readonly<Record<string, unknown>>;

const mostBytes = 65_536;
const nothingHere = "There is no such thing here.";

/**
 * `/api/auth/*`: the only way to better-auth. Each request is held against the list of open endpoints, its body against that
 * endpoint's own schema, a change against the page it comes from, and a guess against how many there were; what came of it is in
 * the audit before the answer goes out.
 */
export function createAuthRoutes(deps: AuthRouteDeps): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    const answer = answerProblem(error, context, deps.log);
    for (const [name, value] of Object.entries(strictHeaders)) answer.headers.set(name, value);
    return answer;
  });
  app.all(`${authBase}/*`, async (context) => {
    const path = context.req.path.slice(authBase.length);
    const endpoint = findOpenEndpoint(context.req.method, path);
    if (!endpoint) throw new AppError("notFound", nothingHere);
    if (endpoint.method === "POST") checkOrigin(context, deps.origins());
    const body = endpoint.body?.parse(await readBody(context));
    const session = await deps.sessions.find(context.req.header("cookie"));
    const address = addressOf(context, deps.trustedProxies);
    const tried = await count(deps, endpoint, { address, body, session });
    if (tried?.retryAfterMs !== undefined) return refuseForNow(tried.retryAfterMs);
    const asked: Asked = { path, body, session, address, context };
    const answer = await ask(deps, endpoint, asked);
    await note(deps, asked, answer, tried);
    const told = await asOurs(answer);
    if (told.status >= 500) deps.log.error({ path, status: told.status }, "a sign-in failed here");
    return told;
  });
  return app;
}

export function addressOf(context: AuthContext, proxies: AddressList): string {
  const { socket, headers } = context.env.incoming;
  return findSender(socket.remoteAddress ?? "", String(headers["x-forwarded-for"] ?? ""), proxies);
}

export async function readBody(context: Context): Promise<unknown> {
  const bytes = await readLimited(context.req.raw, mostBytes);
  if (bytes === "tooLarge") throw new AppError("tooLarge", `The body is larger than ${mostBytes} bytes.`);
  if (bytes === "broken") throw new AppError("invalid", "The body ended before it was complete.");
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    throw new AppError("invalid", "The body is not JSON.");
  }
}

/** Signs in whoever has just set a password; it counts as no guess. */
export async function signInWith(
  deps: AuthRouteDeps,
  context: AuthContext,
  body: { email: string; password: string },
): Promise<Response> {
  const asked = {
    path: "/sign-in/email",
    body,
    session: await deps.sessions.find(context.req.header("cookie")),
    address: addressOf(context, deps.trustedProxies),
    context,
  };
  const answer = await ask(deps, { method: "POST", path: asked.path }, asked);
  await note(deps, asked, answer, undefined);
  return answer;
}

interface Asked {
  path: string;
  body: Body | undefined;
  session: FoundSession | undefined;
  address: string;
  context: AuthContext;
}

async function count(
  { limits }: AuthRouteDeps,
  { guarded }: OpenEndpoint,
  { address, body, session }: Pick<Asked, "address" | "body" | "session">,
): Promise<Tried | undefined> {
  if (guarded === undefined) return undefined;
  const account =
    guarded === "account" ? String(body?.["email"]) : guarded === "person" ? session?.personId : undefined;
  return limits.attempt(address, account);
}

/** Hands the request on as better-auth shall see it: under the public address, from where it really comes. */
async function ask(deps: AuthRouteDeps, endpoint: OpenEndpoint, asked: Asked): Promise<Response> {
  const { path, session, address, context } = asked;
  const url = new URL(`${deps.publicUrl()}${authBase}${path}`);
  if (endpoint.takesQuery) url.search = new URL(context.req.url).search;
  const cookies = context.req.header("cookie");
  const headers = new Headers({ origin: url.origin, [addressHeader]: address });
  // A session that was idle for too long is still in its table; better-auth must not find it.
  const sent = session ? cookies : dropCookie(cookies, cookieName(deps.publicUrl(), "session_token"));
  if (sent) headers.set("cookie", sent);
  const agent = context.req.header("user-agent");
  if (agent) headers.set("user-agent", agent.slice(0, 300));
  const { link, ...body } = prepareBody(asked);
  const init: RequestInit = { method: endpoint.method, headers };
  if (endpoint.method === "POST") {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(body);
  }
  const auth = await deps.auth();
  const run = () => auth.handler(new Request(url, init));
  return typeof link === "string" ? invitation.run(hashLinkSecret(link).toString("hex"), run) : run();
}

/** @throws AppError for a new password that is guessed first */
function prepareBody({ path, body = {}, session }: Asked): Body {
  if (path !== "/change-password") return body;
  const why = refusePassword(String(body["newPassword"]), session ? [session.email, session.name] : []);
  if (why !== undefined) throw new AppError("invalid", `newPassword: ${why}`);
  // Whoever else knew the old one is out.
  return { ...body, revokeOtherSessions: true };
}

async function note(deps: AuthRouteDeps, asked: Asked, answer: Response, tried: Tried | undefined): Promise<void> {
  const { path, session, address } = asked;
  const cookie = readSetCookie(answer.headers, cookieName(deps.publicUrl(), "session_token"));
  const outcome = readOutcome({
    path,
    status: answer.status,
    hadSession: session !== undefined,
    setsSession: cookie !== undefined,
    location: answer.headers.get("location") ?? undefined,
  });
  // Only what proves who somebody is was no guess; a challenge can be asked for by anybody.
  const isRight = outcome.kind === "signedIn" || outcome.kind === "changed" || path === "/sign-in/email";
  if (answer.status < 400 && isRight) await tried?.succeeded();
  switch (outcome.kind) {
    case "signedIn": {
      const found = await deps.sessions.find(`${cookieName(deps.publicUrl(), "session_token")}=${cookie}`);
      if (!found) throw new Error("a session that was begun is not there");
      await deps.audit.note({ ...found, id: found.personId }, "person.signIn", { by: outcome.by, address });
      // Whoever knew the session from before the sign-in does not get into this one, nor keeps that.
      if (session) await endSession(deps.db, session.personId, session.id);
      return;
    }
    case "changed":
      if (!session) return;
      await deps.audit.note({ ...session, id: session.personId }, outcome.action, { address });
      deps.mail.tellChange(session.email, outcome.action, address);
      return;
    case "failed":
      deps.audit.noteFailed(await findTried(deps, asked), outcome.reason, address);
      return;
    case "nothing":
  }
}

/** Whose account was tried, as far as it is known. */
async function findTried(
  deps: AuthRouteDeps,
  { body, session, context }: Asked,
): Promise<Person | { unknown: string }> {
  if (session) return { id: session.personId, name: session.name, email: session.email };
  const email = String(body?.["email"] ?? "");
  const cookie = readCookie(context.req.header("cookie"), cookieName(deps.publicUrl(), "two_factor"));
  const proof = cookie === undefined ? undefined : openSigned(cookie, await deps.secret());
  const found = email
    ? await findPersonByEmail(deps.db, email)
    : proof === undefined
      ? undefined
      : await findPersonOfProof(deps.db, proof);
  return found ?? { unknown: email };
}
