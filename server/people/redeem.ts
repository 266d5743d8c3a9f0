import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import { AppError } from "../api/problem.ts";
import type { IdSource } from "../../core/ports/world.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { acceptMembership, hasOwner, insertMember, isAloneIn } from "../db/memberships.ts";
import {
  addIdentity,
  canSignIn,
  dropFactors,
  ensurePerson,
  findPerson,
  listTenantsOf,
  lockPerson,
  type Person,
  renamePerson,
  setPassword,
} from "../db/people.ts";
import { endSetupLinks, findLink, lockSetup, type PersonLink, useLink } from "../db/person-links.ts";
import { endSessions, type FoundSession } from "../db/sessions.ts";
import { withTenant } from "../db/tenant.ts";
import { hashLinkSecret } from "./links.ts";
import { leastPasswordLength, mostPasswordLength, refusePassword } from "./password-policy.ts";

const secret = z.string().min(1).max(100);
export const LinkQuestion = z.strictObject({ secret });
export const Redemption = z.strictObject({
  secret,
  /** Of the first owner; of who is invited, if it shall be another than the invitation's. */
  name: z.string().trim().min(1).max(100).optional(),
  /** Of the first owner. */
  email: z.email().max(320).optional(),
  password: z.string().min(leastPasswordLength).max(mostPasswordLength).optional(),
});
export type Redemption = z.infer<typeof Redemption>;

/** What a link asks of whoever opens it. */
export interface LinkFacts {
  kind: PersonLink["kind"];
  tenant: string;
  email: string | null;
  expiresAt: Date;
  /** `signIn`: the person has a password already, and accepts by signing in. */
  needs: "owner" | "password" | "signIn";
}

export interface RedeemDeps {
  db: Kysely<Database>;
  ids: IdSource;
  /** Slow on purpose. */
  hashPassword(password: string): Promise<string>;
}

/** Who may sign in now, and with what; without a password where a session has accepted. */
export interface Redeemed {
  email: string;
  password: string | undefined;
  /** It was there before, and is another now. */
  isReset: boolean;
}

const unknownLink = "This link is unknown, was used, or is over. Ask for a new one.";

/** @throws AppError `notFound`, the same for whatever does not count */
export async function describeLink(db: Kysely<Database>, wanted: string): Promise<LinkFacts> {
  const { link, person } = await find(db, wanted);
  const isKnown = link.kind === "invite" && person !== undefined && (await canSignIn(db, person.id));
  return {
    kind: link.kind,
    tenant: link.tenant,
    email: person?.email ?? null,
    expiresAt: link.expiresAt,
    needs: link.kind === "setup" ? "owner" : isKnown ? "signIn" : "password",
  };
}

async function find(db: Kysely<Database>, wanted: string): Promise<{ link: PersonLink; person: Person | undefined }> {
  const link = await findLink(db, hashLinkSecret(wanted));
  if (!link || (link.firstOwnerOnly && (await hasOwner(db, link.tenantId))))
    throw new AppError("notFound", unknownLink);
  return { link, person: link.personId === null ? undefined : await findPerson(db, link.personId) };
}

/**
 * Uses a link: of many at once one counts, and what it makes is there with its end, or neither.
 *
 * @param session of whoever asks, if they have signed in
 */
export async function redeemLink(
  deps: RedeemDeps,
  wanted: Redemption,
  session: FoundSession | undefined,
): Promise<Redeemed> {
  const { db } = deps;
  const { link, person } = await find(db, wanted.secret);
  if (link.kind === "setup") return makeOwner(deps, link, wanted);
  if (!person) throw new AppError("notFound", unknownLink);
  if (link.kind === "invite" && (await canSignIn(db, person.id))) return acceptSignedIn(deps, link, person, session);
  const hash = await preparePassword(deps, wanted, [person.email, wanted.name ?? person.name, link.tenant]);
  const entry = await inOne(deps, link, async (trx) => {
    await lockPerson(trx, person.id);
    // In the meantime another tenant's invitation may have been accepted with a password of the person's own.
    if (link.kind === "invite" && (await canSignIn(trx, person.id)))
      throw new AppError("conflict", "This address has a password by now. Sign in, and open the link again.");
    await setPassword(trx, person.id, hash);
    if (link.kind === "reset") {
      // Since the link was made another tenant may have taken the person in.
      if (!link.byOperator && !(await isAloneIn(trx, link.tenantId, person.id)))
        throw new AppError("notFound", unknownLink);
      await endSessions(trx, person.id);
      if (link.dropsFactors) await dropFactors(trx, person.id);
      const detail = { email: person.email, by: "link", dropFactors: link.dropsFactors };
      return { actor: `person ${person.email}`, action: "person.password", object: person.id, detail };
    }
    await acceptFirst(trx, link, person.id, wanted.name);
    return joined(person, "password");
  });
  // Others for whom the person signs in see it as well.
  if (link.kind === "reset")
    for (const tenantId of await listTenantsOf(db, person.id))
      if (tenantId !== link.tenantId) await addAudit(db, tenantId, entry, deps.ids.next);
  return { email: person.email, password: wanted.password, isReset: link.kind === "reset" };
}

async function acceptSignedIn(
  deps: RedeemDeps,
  link: PersonLink,
  person: Person,
  session: FoundSession | undefined,
): Promise<Redeemed> {
  if (session?.personId !== person.id)
    throw new AppError(
      "conflict",
      `Sign in as ${person.email} first, and open the link again: it adds ${link.tenant} to what you see.`,
    );
  await inOne(deps, link, async (trx) => {
    await acceptMembership(trx, link.tenantId, person.id);
    return joined(person, "session");
  });
  return { email: person.email, password: undefined, isReset: false };
}

async function makeOwner(deps: RedeemDeps, link: PersonLink, wanted: Redemption): Promise<Redeemed> {
  const { name, email } = wanted;
  if (name === undefined) throw new AppError("invalid", "name: expected the first owner's name.");
  if (email === undefined) throw new AppError("invalid", "email: expected the first owner's e-mail address.");
  const hash = await preparePassword(deps, wanted, [email, name, link.tenant]);
  const made = await inOne(deps, link, async (trx) => {
    await lockSetup(trx, link.tenantId);
    if (link.firstOwnerOnly && (await hasOwner(trx, link.tenantId))) throw new AppError("notFound", unknownLink);
    const { person, isNew } = await ensurePerson(trx, { name, email });
    if (!isNew)
      throw new AppError("conflict", `email: ${email} is known here already. Invite it, or take another address.`);
    await setPassword(trx, person.id, hash);
    const owner = {
      personId: person.id,
      name,
      role: "owner",
      clients: null,
      invitedBy: link.createdBy,
      isAccepted: true,
    };
    await insertMember(trx, link.tenantId, owner);
    await endSetupLinks(trx, link.tenantId);
    return { ...joined(person, "setup"), email: person.email };
  });
  return { email: made.email, password: wanted.password, isReset: false };
}

/** The identity at a provider becomes the invited person's. @returns undefined where the invitation does not count, or another way to sign in is there */
export async function acceptByIdentity(
  deps: Pick<RedeemDeps, "db" | "ids">,
  linkHash: Buffer,
  identity: { providerId: string; accountId: string },
): Promise<Person | undefined> {
  const link = await findLink(deps.db, linkHash);
  if (link?.kind !== "invite" || link.personId === null) return undefined;
  const person = await findPerson(deps.db, link.personId);
  if (!person || (await canSignIn(deps.db, person.id))) return undefined;
  await inOne(deps, link, async (trx) => {
    await lockPerson(trx, person.id);
    if ((await canSignIn(trx, person.id)) || !(await addIdentity(trx, person.id, identity)))
      throw new AppError("conflict", "This identity, or this person, signs in otherwise by now.");
    await acceptFirst(trx, link, person.id, undefined);
    return joined(person, identity.providerId);
  });
  return person;
}

/** The first who lets somebody in says the name, not the first who thought of inviting them. */
async function acceptFirst(
  trx: Transaction<Database>,
  { tenantId }: PersonLink,
  personId: string,
  wanted: string | undefined,
): Promise<void> {
  const invited = await acceptMembership(trx, tenantId, personId);
  const name = wanted ?? invited;
  if (name !== undefined) await renamePerson(trx, personId, name);
}

type Entry = Parameters<typeof addAudit>[2];

function joined({ id, email }: Person, by: string): Entry {
  return { actor: `person ${email}`, action: "person.join", object: id, detail: { email, by } };
}

/** The link's end, what it brings about, and what the audit says of it. */
function inOne<T extends Entry>(
  { db, ids }: Pick<RedeemDeps, "db" | "ids">,
  { tenantId, id }: PersonLink,
  change: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return withTenant(db, tenantId, async (trx) => {
    if (!(await useLink(trx, tenantId, id))) throw new AppError("notFound", unknownLink);
    const entry = await change(trx);
    await addAudit(trx, tenantId, entry, ids.next);
    return entry;
  });
}

async function preparePassword(
  { hashPassword }: RedeemDeps,
  { password }: Redemption,
  known: readonly string[],
): Promise<string> {
  if (password === undefined)
    throw new AppError("invalid", `password: expected at least ${leastPasswordLength} characters`);
  const why = refusePassword(password, known);
  if (why !== undefined) throw new AppError("invalid", `password: ${why}`);
  return hashPassword(password);
}
