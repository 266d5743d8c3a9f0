import { z } from "zod";
import { type ConnectorError, type Result, succeed, type TestStep } from "../contract.ts";
import { parseWith } from "../http.ts";
import type { AutotaskClient } from "./client.ts";

const verbs = { Query: "reading", Create: "adding", Update: "editing" } as const;
type Right = keyof typeof verbs;

interface Wanted {
  entity: string;
  /** As people call them. */
  what: string;
  rights: readonly Right[];
  /** What does not work without it. */
  without: string;
}

const wanted: readonly Wanted[] = [
  {
    entity: "Tickets",
    what: "tickets",
    rights: ["Query", "Create", "Update"],
    without: "Tickets could not be exchanged in both directions.",
  },
  {
    entity: "TicketNotes",
    what: "ticket notes",
    rights: ["Query", "Create", "Update"],
    without: "Comments would be missing on one side.",
  },
  {
    entity: "TimeEntries",
    what: "time entries",
    rights: ["Query"],
    without: "What technicians write into them would be missing elsewhere.",
  },
  {
    entity: "TicketAttachments",
    what: "ticket attachments",
    rights: ["Query", "Create"],
    without: "Files would be missing on one side.",
  },
  { entity: "Companies", what: "companies", rights: ["Query"], without: "Customers could not be mapped." },
  {
    entity: "Contacts",
    what: "contacts",
    rights: ["Query"],
    without: "Nobody would know for whom a ticket is.",
  },
  {
    entity: "TicketHistory",
    what: "the ticket history",
    rights: ["Query"],
    without: "An edit that one of our writes went over would not be told.",
  },
  {
    entity: "DeletedTicketActivityLogs",
    what: "the log of deleted ticket activities",
    rights: ["Query"],
    without: "A deleted note whose webhook was lost would be taken for a hidden one.",
  },
];

/** 0 is no access at all; what else the levels mean is not documented. */
const level = z.number().nullish();
const flag = z.boolean().nullish();
const EntityInformation = z.object({
  info: z.object({
    canQuery: flag,
    canCreate: flag,
    canUpdate: flag,
    userAccessForQuery: level,
    userAccessForCreate: level,
    userAccessForUpdate: level,
  }),
});
type Info = z.infer<typeof EntityInformation>["info"];

/** What the security level allows of each kind of record, as the vendor itself tells it; nothing is written. */
export async function* testRights(client: AutotaskClient): AsyncGenerator<TestStep> {
  for (const one of wanted) {
    const info = await readInfo(client, one.entity);
    const step = `Rights on ${one.what}`;
    yield info.ok ? { step, ...describe(one, info.value) } : { step, ok: false, detail: info.error.detail };
  }
  yield* testWebhooks(client);
}

async function readInfo(client: AutotaskClient, entity: string): Promise<Result<Info, ConnectorError>> {
  const path = `${entity}/entityInformation`;
  const answer = await client.call({ method: "GET", path, buckets: [entity], safe: true });
  if (!answer.ok) return answer;
  const parsed = parseWith(EntityInformation, answer.value);
  return parsed.ok ? succeed(parsed.value.info) : parsed;
}

function describe({ what, rights, without }: Wanted, info: Info): Pick<TestStep, "ok" | "detail"> {
  const missing = rights.filter((right) => info[`can${right}`] === false || info[`userAccessFor${right}`] === 0);
  if (missing.length === 0) return { ok: true, detail: `Allowed: ${tell(rights)}.` };
  return {
    ok: false,
    detail: `The security level of the API user does not allow ${tell(missing)} ${what}. ${without}`,
  };
}

function tell(rights: readonly Right[]): string {
  return rights.map((right) => verbs[right]).join(" and ");
}

/** Off by default, and told by a refusal only. */
async function* testWebhooks(client: AutotaskClient): AsyncGenerator<TestStep> {
  for (const [family, of] of [
    ["TicketWebhooks", "tickets"],
    ["TicketNoteWebhooks", "ticket notes"],
  ] as const) {
    const all = [{ op: "gte", field: "id", value: 0 }];
    const found = await client.queryPage(family, z.object({ id: z.number() }), all, null);
    const step = `Webhooks for ${of}`;
    yield found.ok
      ? { step, ok: true, detail: `They may be registered; ${found.value.rows.length} are there.` }
      : {
          step,
          ok: false,
          detail: `Webhooks for ${of} cannot be looked at: allow "Can create WebHooks" in the security level, and a number of them above 0. Without them changes are seen by the poll alone. ${found.error.detail}`,
        };
  }
}
