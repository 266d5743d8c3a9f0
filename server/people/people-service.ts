import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import { actorNow } from "../access/acting.ts";
import type { Principal } from "../access/principal.ts";
import { isAtLeast, Role } from "../access/roles.ts";
import { AppError } from "../api/problem.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import { addAudit, findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import {
  deleteMember,
  insertMember,
  isAloneIn,
  listMembers,
  lockMember,
  lockOwners,
  type Member,
  type MemberView,
  updateMember,
} from "../db/memberships.ts";
import { ensurePerson } from "../db/people.ts";
import type { NewLink } from "../db/person-links.ts";
import { endSessions } from "../db/sessions.ts";
import { withTenant } from "../db/tenant.ts";
import { makeLink, type MadeLink } from "./links.ts";
import type { PersonMail } from "./person-mail.ts";

const Clients = z.array(z.string().min(1).max(200)).min(1).max(1_000);
export const NewPerson = z.strictObject({
  email: z.email().max(320),
  name: z.string().trim().min(1).max(100),
  role: Role,
  /** Names of the only clients that are seen; absent = all. */
  clients: Clients.optional(),
});
export type NewPerson = z.infer<typeof NewPerson>;

export const PersonChange = z
  .strictObject({ role: Role.optional(), clients: Clients.nullable().optional() })
  .refine(({ role, clients }) => role !== undefined || clients !== undefined, "expected role, clients, or both");
export type PersonChange = z.infer<typeof PersonChange>;

export const NewResetLink = z.strictObject({
  /** For who has lost a phone: second factor and passkeys end with it. */
  dropFactors: z.boolean().default(false),
});

/** A link that was made for somebody, and whether it was mailed to them as well. */
export interface SentLink extends MadeLink {
  id: string;
  mailed: boolean;
}

export interface PeopleService {
  list(): Promise<readonly MemberView[]>;
  /** @throws AppError for who is invited already, a client that is not there, a role above one's own */
  invite(by: Principal, wanted: NewPerson): Promise<SentLink>;
  /** @param wanted id or e-mail address. @throws AppError, also for the last owner */
  change(by: Principal, wanted: string, change: PersonChange): Promise<void>;
  remove(by: Principal, wanted: string): Promise<void>;
  /** For a new password; for who has not accepted yet, the invitation anew. */
  resetLink(by: Principal, wanted: string, dropFactors: boolean): Promise<SentLink>;
  /** @returns how many sessions ended */
  signOut(by: Principal, wanted: string): Promise<number>;
  /** For an owner, on the machine itself. */
  setupLink(): Promise<MadeLink>;
}

export interface PeopleServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  publicUrl(): string;
  mail: PersonMail["sendLink"];
}

type Entry = { action: string; object: string; detail: Readonly<Record<string, unknown>> };

export function createPeopleService(deps: PeopleServiceDeps): PeopleService {
  return {
    list: () => listMembers(deps.db, deps.tenantId),
    invite: (by, wanted) => invite(deps, by, wanted),
    change: (by, wanted, change) => changeMember(deps, by, wanted, change),
    remove: (by, wanted) => removeMember(deps, by, wanted),
    resetLink: (by, wanted, dropsFactors) => resetLink(deps, by, wanted, dropsFactors),
    signOut: (by, wanted) => signOut(deps, by, wanted),
    setupLink: () => setupLink(deps),
  };
}

/** What is changed and what the audit says of it are there together, or not at all. */
function audited<T>(
  { db, tenantId, ids }: PeopleServiceDeps,
  change: (trx: Transaction<Database>) => Promise<{ entry: Entry; result: T }>,
): Promise<T> {
  return withTenant(db, tenantId, async (trx) => {
    const { entry, result } = await change(trx);
    await addAudit(trx, tenantId, { actor: actorNow(), ...entry }, ids.next);
    return result;
  });
}

function link(
  { ids, publicUrl, tenantId }: PeopleServiceDeps,
  trx: Transaction<Database>,
  wanted: Pick<NewLink, "kind" | "personId"> & Partial<NewLink>,
): Promise<MadeLink> {
  const made = { dropsFactors: false, firstOwnerOnly: false, byOperator: false, createdBy: actorNow(), ...wanted };
  return makeLink(trx, { ids, publicUrl: publicUrl() }, tenantId, made);
}

async function invite(deps: PeopleServiceDeps, by: Principal, wanted: NewPerson): Promise<SentLink> {
  const { tenantId } = deps;
  const { email, name, role, clients } = wanted;
  checkRole(by, role);
  const made = await audited(deps, async (trx) => {
    const { person } = await ensurePerson(trx, { name, email });
    const known = clients ? await findAll(trx, tenantId, clients) : null;
    const member = { personId: person.id, name, role, clients: known, invitedBy: actorNow(), isAccepted: false };
    if (!(await insertMember(trx, tenantId, member)))
      throw new AppError(
        "conflict",
        `email: ${email} is invited already. A new link: POST /people/${person.id}/reset-link.`,
      );
    const detail = { email: person.email, role, clients: clients?.join(", ") ?? null };
    const result = { ...(await link(deps, trx, { kind: "invite", personId: person.id })), ...person };
    return { entry: { action: "person.invite", object: person.id, detail }, result };
  });
  return send(deps, made, "invite");
}

async function changeMember(
  deps: PeopleServiceDeps,
  by: Principal,
  wanted: string,
  { role, clients }: PersonChange,
): Promise<void> {
  const { tenantId } = deps;
  await audited(deps, async (trx) => {
    const owners = await lockOwners(trx, tenantId);
    const member = await findMember(trx, tenantId, by, wanted);
    const next = {
      role: role ?? Role.parse(member.role),
      clients: clients === undefined ? member.clients : clients && (await findAll(trx, tenantId, clients)),
    };
    checkRole(by, next.role);
    if (next.role !== "owner" || next.clients !== null) keepOwner(owners, member);
    await updateMember(trx, tenantId, member.id, next);
    const named = clients === undefined ? {} : { clients: clients?.join(", ") ?? null };
    const detail = { email: member.email, from: member.role, to: next.role, ...named };
    return { entry: { action: "person.change", object: member.id, detail }, result: undefined };
  });
}

async function removeMember(deps: PeopleServiceDeps, by: Principal, wanted: string): Promise<void> {
  const { tenantId } = deps;
  await audited(deps, async (trx) => {
    const owners = await lockOwners(trx, tenantId);
    const member = await findMember(trx, tenantId, by, wanted);
    keepOwner(owners, member);
    await deleteMember(trx, tenantId, member.id);
    const detail = { email: member.email, role: member.role };
    return { entry: { action: "person.remove", object: member.id, detail }, result: undefined };
  });
}

async function resetLink(
  deps: PeopleServiceDeps,
  by: Principal,
  wanted: string,
  dropsFactors: boolean,
): Promise<SentLink> {
  const { tenantId } = deps;
  const made = await audited(deps, async (trx) => {
    const { id, email, acceptedAt } = await findMember(trx, tenantId, by, wanted);
    const kind = acceptedAt === null ? ("invite" as const) : ("reset" as const);
    // Whoever sets a password becomes the person, in every tenant.
    if (kind === "reset" && !by.isOperator && !(await isAloneIn(trx, tenantId, id)))
      throw new AppError(
        "forbidden",
        "This person signs in for others as well, so the password is not yours to set. Ask whoever runs this hub.",
      );
    const action = kind === "reset" ? "person.resetLink" : "person.inviteAgain";
    const wantedLink = { kind, personId: id, dropsFactors, byOperator: by.isOperator };
    const result = { ...(await link(deps, trx, wantedLink)), id, email, kind };
    return { entry: { action, object: id, detail: { email, dropsFactors } }, result };
  });
  return send(deps, made, made.kind);
}

function signOut(deps: PeopleServiceDeps, by: Principal, wanted: string): Promise<number> {
  return audited(deps, async (trx) => {
    const member = await findMember(trx, deps.tenantId, by, wanted);
    const ended = await endSessions(trx, member.id);
    const detail = { email: member.email, ended };
    return { entry: { action: "person.signOutEverywhere", object: member.id, detail }, result: ended };
  });
}

function setupLink(deps: PeopleServiceDeps): Promise<MadeLink> {
  return audited(deps, async (trx) => ({
    entry: { action: "person.setupLink", object: deps.tenantId, detail: {} },
    result: await link(deps, trx, { kind: "setup", personId: null }),
  }));
}

/** @throws AppError `forbidden` for a role above one's own */
function checkRole(by: Principal, role: Role): void {
  if (!isAtLeast(by.role, role))
    throw new AppError("forbidden", `role: nobody gives more than he has: you are ${by.role}.`);
}

/** @throws AppError for who is not there, and for who may do more than whoever asks */
async function findMember(db: Kysely<Database>, tenantId: TenantId, by: Principal, wanted: string): Promise<Member> {
  const member = await lockMember(db, tenantId, wanted);
  if (!member) throw new AppError("notFound", "There is no such person.");
  if (!isAtLeast(by.role, Role.parse(member.role)))
    throw new AppError("forbidden", `That person is ${member.role}; you are ${by.role}.`);
  return member;
}

/** @throws AppError where it is the last who may do everything */
function keepOwner(owners: readonly string[], { id, email }: Member): void {
  if (owners.length === 1 && owners[0] === id)
    throw new AppError("conflict", `${email} is the last owner. Make somebody else one first.`);
}

async function findAll(
  db: Kysely<Database>,
  tenantId: TenantId,
  names: readonly string[],
): Promise<readonly ClientId[]> {
  const found: ClientId[] = [];
  for (const name of names) {
    const id = await findClient(db, tenantId, name);
    if (!id) throw new AppError("invalid", `clients: there is no client "${name}".`);
    found.push(id);
  }
  return found;
}

async function send(
  { mail }: PeopleServiceDeps,
  { id, url, expiresAt, email }: MadeLink & { id: string; email: string },
  kind: "invite" | "reset",
): Promise<SentLink> {
  return { id, url, expiresAt, mailed: await mail(email, kind, url) };
}
