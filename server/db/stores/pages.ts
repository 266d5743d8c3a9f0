import { type RawBuilder, type Selectable, sql, type Transaction } from "kysely";
import type { NewPage, PageState, PageStore, StoredPage } from "../../../core/ports/stores.ts";
import { ConnectionId, PageId, TicketId } from "../../../schemas/ids.ts";
import { PersonId } from "../../../schemas/on-call.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";
import type { PageTable } from "../tables/duty.ts";

export function createPageStore(trx: Transaction<Database>, tenantId: string): PageStore {
  const own = (id: PageId) => trx.updateTable("page").where("tenant_id", "=", tenantId).where("id", "=", id);
  return {
    add: async (pages) => {
      if (pages.length === 0) return;
      await trx
        .insertInto("page")
        .values(pages.map((page) => toRow(tenantId, page)))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    claim: (connectionId, owner, most, leaseMs) =>
      claim(trx, tenantId, connectionId, owner, leaseMs, most, sql`state = 'waiting' and next_at <= now()`, true),
    addToken: async (id, hash) => {
      await own(id)
        .set({ token_hashes: sql`token_hashes || ${Buffer.from(hash)}::bytea` })
        .execute();
    },
    settle: (id, outcome) => {
      switch (outcome.kind) {
        case "sent":
          return done(
            own(id)
              .set({
                state: outcome.state,
                handle: toJsonb(outcome.handle),
                sent_at: sql`now()`,
                arrived_at: outcome.state === "arrived" ? sql`now()` : null,
                ...released,
              })
              // Its answer may have been quicker than our note.
              .where("state", "=", "waiting"),
          );
        case "again":
          return done(
            own(id)
              .set({ next_at: outcome.at, detail: outcome.detail, ...free })
              .where("state", "=", "waiting"),
          );
        case "failed":
        case "dropped":
          return done(
            own(id)
              .set({ state: outcome.kind, detail: outcome.detail, ...released })
              .where("state", "=", "waiting"),
          );
      }
    },
    dropLate: async (before, detail) => {
      const { rows } = await sql<{ ticket_id: string | null }>`
        update page set state = 'dropped', detail = ${detail}, lease_owner = null, lease_until = null
        where tenant_id = ${tenantId} and state = 'waiting' and next_at < ${before} returning ticket_id`.execute(trx);
      return rows.map(({ ticket_id: id }) => (id === null ? null : TicketId.parse(id)));
    },
    hurryWays: async ({ escalationId, round, step, target }) => {
      if (escalationId === null) return true;
      const { rows } = await sql<{ hopeful: boolean }>`
        with hurried as (
          update page set next_at = least(next_at, now()) where tenant_id = ${tenantId} and escalation_id = ${escalationId}
            and round = ${round} and step = ${step} and target = ${target} and state = 'waiting' returning 1
        )
        select exists (select 1 from hurried) or exists (
          select 1 from page where tenant_id = ${tenantId} and escalation_id = ${escalationId} and round = ${round} and step = ${step}
            and state in ('waiting', 'sent', 'arrived', 'answered')
            -- A post in a channel wakes nobody: it is no reason to wait for an answer.
            and (person is not null or content ->> 'channel' <> 'chat')
        ) as hopeful`.execute(trx);
      return rows[0]?.hopeful ?? false;
    },
    close: async (escalationIds, show) => {
      if (escalationIds.length === 0) return;
      const pages = trx
        .updateTable("page")
        .where("tenant_id", "=", tenantId)
        .where("escalation_id", "in", [...escalationIds]);
      await pages
        .set({ state: "dropped", detail: show, ...free })
        .where("state", "=", "waiting")
        .execute();
      await pages
        .set({ show_wanted: show, next_at: null })
        .where("state", "in", ["sent", "arrived", "answered"])
        .execute();
    },
    claimToShow: (connectionId, owner, most, leaseMs) =>
      claim(
        trx,
        tenantId,
        connectionId,
        owner,
        leaseMs,
        most,
        sql`show_wanted is distinct from shown and state in ('sent', 'arrived', 'answered') and coalesce(next_at, now()) <= now()`,
        false,
      ),
    settleShown: (id, shown, retryAt, detail) =>
      done(own(id).set({ ...(shown === null ? {} : { shown }), next_at: retryAt, detail, ...free })),
    find: (connectionId, about) => find(trx, tenantId, connectionId, about),
    noteArrival: (id, state, detail, at) => {
      if (state === "arrived")
        return done(own(id).set({ state: "arrived", arrived_at: at }).where("state", "in", ["waiting", "sent"]));
      return done(own(id).set({ state: "failed", detail }).where("state", "in", ["waiting", "sent", "arrived"]));
    },
    noteAnswer: async (id, answer, by, at) => {
      const { numUpdatedRows } = await own(id)
        .set({ state: "answered", answer, answered_at: at, detail: by, ...free })
        .where("answered_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    outcomeOf: async (escalationId) => {
      const row = await trx
        .selectFrom("escalation")
        .select(["stage", "ended_by", "ended_at"])
        .where("tenant_id", "=", tenantId)
        .where("id", "=", escalationId)
        .executeTakeFirst();
      return row && { stage: toStage(row.stage), by: row.ended_by, at: row.ended_at };
    },
  };
}

const free = { lease_owner: null, lease_until: null };
const released = { ...free, next_at: null };

async function done(query: { execute(): Promise<unknown> }): Promise<void> {
  await query.execute();
}

async function claim(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: ConnectionId,
  owner: string,
  leaseMs: number,
  most: number,
  due: RawBuilder<unknown>,
  counts: boolean,
): Promise<readonly StoredPage[]> {
  const { rows } = await sql<Selectable<PageTable>>`
    with chosen as materialized (
      -- On its own: a select within the condition may be asked more than once, each time for so many more.
      select id from page where tenant_id = ${tenantId} and connection_id = ${connectionId} and ${due} and lease_is_free(lease_owner, lease_until)
      order by (content ->> 'priority')::int, next_at for update skip locked limit ${most}
    )
    update page set lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + ${counts ? 1 : 0}
    where tenant_id = ${tenantId} and id in (select id from chosen) returning *`.execute(trx);
  return rows.map(toPage);
}

async function find(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: ConnectionId | null,
  about: Parameters<PageStore["find"]>[1],
): Promise<StoredPage | undefined> {
  const row = await trx
    .selectFrom("page")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .$if(connectionId !== null, (query) => query.where("connection_id", "=", connectionId ?? ""))
    .where(whereAbout(about))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toPage(row);
}

function whereAbout(about: Parameters<PageStore["find"]>[1]): RawBuilder<boolean> {
  switch (about.by) {
    case "page":
      return sql<boolean>`id = ${about.id}::uuid`;
    case "thread":
      return sql<boolean>`escalation_id::text = ${about.thread}`;
    case "code":
      return sql<boolean>`code = ${about.code} and answers_until > now() and (${about.address}::text is null or content ->> 'address' = ${about.address})`;
    case "address":
      return sql<boolean>`content ->> 'address' = ${about.address} and content ->> 'channel' = ${about.channel}
        and answered_at is null and answers_until > now() and state in ('waiting', 'sent', 'arrived')`;
  }
}

function toRow(tenantId: string, page: NewPage) {
  return {
    tenant_id: tenantId,
    id: page.id,
    escalation_id: page.escalationId,
    ticket_id: page.ticketId,
    step: page.step,
    round: page.round,
    target: page.target,
    way: page.way,
    person: page.person,
    connection_id: page.connectionId,
    content: toJsonb(page.content),
    state: "waiting",
    next_at: page.nextAt,
    answers_until: page.answersUntil,
    code: page.content.code,
  };
}

function toPage(row: Selectable<PageTable>): StoredPage {
  return {
    id: PageId.parse(row.id),
    escalationId: row.escalation_id,
    ticketId: row.ticket_id === null ? null : TicketId.parse(row.ticket_id),
    step: row.step,
    round: row.round,
    target: row.target,
    way: row.way,
    person: row.person === null ? null : PersonId.parse(row.person),
    connectionId: ConnectionId.parse(row.connection_id),
    content: asContent(row.content),
    nextAt: row.next_at ?? row.created_at,
    answersUntil: row.answers_until,
    state: asState(row.state),
    attempts: row.attempts,
    handle: row.handle,
    showWanted: row.show_wanted,
    shown: row.shown,
  };
}

/** Written by `add`, from a value of this type, and by nobody else. */
const asContent = (content: unknown) => content as NewPage["content"];
/** Written by this store alone. */
const asState = (state: string) => state as PageState;
/** Written by the store of escalations alone. */
const toStage = (stage: string) => stage as "running" | "acknowledged" | "ended" | "exhausted";
