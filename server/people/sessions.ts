import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { Principal } from "../access/principal.ts";
import { Role } from "../access/roles.ts";
import { readTenantHeader } from "../access/tenant-header.ts";
import { AppError } from "../api/problem.ts";
import type { Database } from "../db/database.ts";
import { noteMembershipUsed } from "../db/memberships.ts";
import {
  findSession,
  type FoundSession,
  type Membership,
  noteSessionUsed,
  type SessionLimits,
} from "../db/sessions.ts";
import { cookieName, openSigned, readCookie } from "./cookies.ts";
import { refuseForeign } from "./same-origin.ts";

export interface SessionDeps {
  db: Kysely<Database>;
  limits: SessionLimits;
  /** Signs the cookies. */
  secret(): Promise<string>;
  publicUrl(): string;
  /** Origins under which people open the hub. */
  origins(): readonly string[];
}

/** How a signed-in person is known. */
export interface Sessions {
  /** @param cookies the header. @returns undefined when nobody has signed in, or not any more */
  find(cookies: string | undefined): Promise<FoundSession | undefined>;
  /**
   * Who asks by a session's cookie.
   *
   * @param watches a page that only looks on does not keep its session alive
   * @returns undefined without one that counts
   * @throws AppError for a request that another site may have sent, and for a tenant that is not the person's
   */
  recognise(context: Context, watches: boolean): Promise<Principal | undefined>;
}

/** So often it is noted for whom somebody acts. */
const noteEveryMs = 60_000;

export function createSessions(deps: SessionDeps): Sessions {
  const { db } = deps;
  const find = async (cookies: string | undefined) => {
    const cookie = readCookie(cookies, cookieName(deps.publicUrl(), "session_token"));
    if (cookie === undefined) return undefined;
    const token = openSigned(cookie, await deps.secret());
    return token === undefined ? undefined : findSession(db, token, deps.limits);
  };
  return {
    find,
    async recognise(context, watches) {
      const session = await find(context.req.header("cookie"));
      if (!session) return undefined;
      if (!isRead(context.req.method)) checkOrigin(context, deps.origins());
      const wanted = readTenantHeader(context);
      const membership = wanted === undefined ? chooseMembership(session.memberships) : findMembership(session, wanted);
      if (!membership) {
        if (wanted !== undefined) throw new AppError("notFound", `There is no tenant "${wanted}".`);
        throw new AppError("forbidden", "You belong to no tenant of this hub any more. Ask whoever invited you.");
      }
      if (!watches) await noteUsed(db, session, membership);
      return {
        tenantId: membership.tenantId,
        id: session.personId,
        name: `person ${session.email}`,
        role: Role.parse(membership.role),
        isOperator: false,
        clients: membership.clients,
        person: { id: session.personId, sessionId: session.id },
      };
    },
  };
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

/** @throws AppError `forbidden` for what a page of another site may have sent */
export function checkOrigin(context: Context, allowed: readonly string[]): void {
  const header = (name: string) => context.req.header(name);
  const why = refuseForeign(
    {
      origin: header("origin"),
      fetchSite: header("sec-fetch-site"),
      host: header("host"),
      contentType: header("content-type"),
    },
    allowed,
  );
  if (why !== undefined) throw new AppError("forbidden", why);
}

function findMembership({ memberships }: FoundSession, wanted: string): Membership | undefined {
  return memberships.find(({ tenantId, tenant }) => tenantId === wanted || tenant === wanted);
}

/** The only one, or that for which the person acted last. */
function chooseMembership(memberships: readonly Membership[]): Membership | undefined {
  const usedAt = ({ usedAt }: Membership) => usedAt?.getTime() ?? 0;
  return [...memberships].sort(
    (one, other) => usedAt(other) - usedAt(one) || one.tenant.localeCompare(other.tenant),
  )[0];
}

async function noteUsed(db: Kysely<Database>, session: FoundSession, membership: Membership): Promise<void> {
  if (session.isStale) await noteSessionUsed(db, session.id);
  const lastUsed = Math.max(...session.memberships.map(({ usedAt }) => usedAt?.getTime() ?? 0));
  const used = membership.usedAt?.getTime() ?? 0;
  if (used < lastUsed || used < Date.now() - noteEveryMs)
    await noteMembershipUsed(db, membership.tenantId, session.personId);
}
