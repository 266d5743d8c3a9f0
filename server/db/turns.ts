import { type Kysely, sql } from "kysely";
import type { Json } from "../../schemas/json.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import type { DueConnection } from "./due.ts";
import { withTenant } from "./tenant.ts";

/** Work that comes round again: asking for what has changed, comparing a service desk's tickets, or a monitor with its list. */
export type TurnKind = "poll" | "compare" | "listing";

/** One that a node has begun. */
export interface Turn extends DueConnection {
  kind: TurnKind;
  /** The node. */
  owner: string;
  /** The database's time, as it writes it. */
  since: string;
}

export interface Turns {
  /** Undefined unless the work is due and this node does it now: one node at a time. */
  beginTurn(kind: TurnKind, due: DueConnection, owner: string, leaseMs: number): Promise<Turn | undefined>;
  /**
   * Only while the turn is still this node's. Who asked for another since this one began gets it at once.
   * @param report what was found, for who looks; polls have none
   */
  endTurn(turn: Turn, nextInMs: number, report?: Json): Promise<void>;
}

export function createTurns(db: Kysely<Database>): Turns {
  return {
    beginTurn: async (kind, { tenantId, connectionId }, owner, leaseMs) => {
      const { owner: ownerColumn, until, nextAt } = columnsOf(kind);
      const { rows } = await withTenant(db, tenantId, (trx) =>
        sql<{ since: string }>`
          update connection_run set ${ownerColumn} = ${owner}, ${until} = now() + ${leaseMs} * interval '1 millisecond'
          where tenant_id = ${tenantId} and connection_id = ${connectionId}
            and ${nextAt} <= now() and lease_is_free(${ownerColumn}, ${until})
          returning now()::text as since`.execute(trx),
      );
      return rows[0] && { kind, tenantId, connectionId, owner, since: rows[0].since };
    },
    endTurn: ({ kind, tenantId, connectionId, owner, since }, nextInMs, report) => {
      const { owner: ownerColumn, until, nextAt, report: reportColumn } = columnsOf(kind);
      const reported = report === undefined ? sql`` : sql`, ${reportColumn} = ${toJsonb(report)}`;
      return withTenant(db, tenantId, async (trx) => {
        await sql`
          update connection_run set ${ownerColumn} = null, ${until} = null${reported},
            ${nextAt} = case when ${nextAt} > ${since}::timestamptz then ${nextAt}
              else now() + ${nextInMs} * interval '1 millisecond' end
          where tenant_id = ${tenantId} and connection_id = ${connectionId} and ${ownerColumn} = ${owner}`.execute(trx);
      });
    },
  };
}

function columnsOf(kind: TurnKind) {
  const lease = kind === "poll" ? "read_lease" : kind;
  return {
    owner: sql.ref(`${lease}_owner`),
    until: sql.ref(`${lease}_until`),
    nextAt: sql.ref(`${kind}_next_at`),
    report: sql.ref(`${kind}_report`),
  };
}
