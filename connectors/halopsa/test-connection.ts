import type { ConnectorError, Result, TestStep } from "../contract.ts";
import { TicketRow } from "./api-types.ts";
import { ClientRow, UserRow, WebhookRow } from "./list-types.ts";
import type { HaloClient } from "./client.ts";
import { readOwnAgent, type Directory, type DirectorySource } from "./directory.ts";
import { readList } from "./envelopes.ts";
import type { Settings } from "./manifest.ts";

/** One page of one row: enough to see whether a right is there. */
const peek = { pageinate: true, page_size: 1, page_no: 1 };

/** From the address to each right, in words for an admin; stops where nothing further can be told, writes nothing. */
export async function* testConnection(
  client: HaloClient,
  directory: DirectorySource,
  settings: Settings,
): AsyncGenerator<TestStep> {
  const server = await client.signIn.server();
  yield toStep("Find the Halo", server, ({ url }) => `Signing in at ${url}`);
  if (!server.ok) return;
  const token = await client.signIn.token();
  yield toStep("Sign in", token, ({ scope }) => tellScope(settings.scope, scope));
  if (!token.ok) return;
  const own = await readOwnAgent(client);
  yield toStep("Find our own agent", own, ({ id, name }) => `We work as agent ${id} ${name ?? ""}`.trim());
  if (!own.ok) return;
  const lists = await directory();
  yield toStep("Read statuses, types, teams, agents and outcomes", lists, tellLists);
  if (!lists.ok) return;
  yield checkMarker(lists.value, settings);
  yield checkType(lists.value, settings);
  yield* checkOutcomes(lists.value, settings);
  yield* checkRights(client);
}

/** A token may be granted less than was asked for; that shows only later, call by call. */
function tellScope(wanted: string, granted: string | null): string {
  if (granted === null || granted === "") return "Signed in; Halo does not say with which scope.";
  const given = granted.split(/\s+/);
  const missing = wanted.split(/\s+/).filter((scope) => !given.includes(scope));
  return missing.length === 0
    ? `Signed in with the scope ${granted}.`
    : `Signed in, but without ${missing.join(", ")}.`;
}

function tellLists(lists: Directory): string {
  return `${lists.statuses.size} statuses, ${lists.types.length} types, ${lists.teams.length} teams, ${lists.agents.size} agents, ${lists.outcomes.length} outcomes`;
}

function checkMarker({ marker }: Directory, settings: Settings): TestStep {
  const step = "Find the marker field";
  if (marker === null)
    return {
      step,
      ok: false,
      detail: `There is no custom field "${settings.markerField}". Add a text field of this name on tickets, or enter the name of another one.`,
    };
  return marker.isText
    ? { step, ok: true, detail: `Custom field ${marker.id}` }
    : { step, ok: false, detail: `The custom field "${settings.markerField}" is not a text field.` };
}

function checkType({ types }: Directory, settings: Settings): TestStep {
  const type = types.find(({ id }) => id === settings.ticketTypeId);
  return {
    step: "Find the type of new tickets",
    ok: type !== undefined,
    detail: type
      ? `${type.name}${type.slaId === 0 ? "; it has no SLA, so its tickets have no priority" : ""}`
      : `There is no ticket type ${settings.ticketTypeId}, or the API agent may not see it.`,
  };
}

/** A note with the wrong outcome mails people or moves the ticket. */
function checkOutcomes({ outcomes }: Directory, settings: Settings): TestStep[] {
  const check = (step: string, id: number, hides: boolean): TestStep => {
    const outcome = outcomes.find((one) => one.id === id);
    if (!outcome)
      return { step, ok: false, detail: `There is no outcome ${id}; another one will be used. Enter one that exists.` };
    const faults = [
      ...(outcome.sendsMail ? ["it sends an e-mail (Interdesk tells it not to each time)"] : []),
      ...(outcome.newStatus > 0 ? [`it sets the status ${outcome.newStatus}`] : []),
      ...(hides && !outcome.hidesNote ? ["it does not hide the note (Interdesk tells it to each time)"] : []),
    ];
    return { step, ok: faults.length === 0, detail: [outcome.name, ...faults].join("; ") };
  };
  const steps = [check("Find the outcome of internal notes", settings.internalOutcomeId, true)];
  if (settings.publicOutcomeId !== undefined)
    return [...steps, check("Find the outcome of public notes", settings.publicOutcomeId, false)];
  const quiet = outcomes.find((one) => one.offered && !one.hidesNote && !one.sendsMail && one.newStatus === 0);
  const detail = quiet
    ? `${quiet.name} (${quiet.id})`
    : "No outcome shows its note and does nothing else. Make one, or enter the number of another.";
  return [...steps, { step: "Find the outcome of public notes", ok: quiet !== undefined, detail }];
}

async function* checkRights(client: HaloClient): AsyncGenerator<TestStep> {
  const count = (what: string) => (read: { rows: readonly unknown[]; count: number | null }) =>
    read.rows.length === 0
      ? `None are visible. Is the API agent in every team, with all ticket types and "Allow use of all Customers"?`
      : `${read.count ?? "Some"} ${what} visible`;
  yield toStep("Read tickets", await readList(client, "Tickets", "tickets", TicketRow, peek), count("tickets"));
  yield toStep("Read customers", await readList(client, "Client", "clients", ClientRow, peek), count("customers"));
  yield toStep(
    "Read people at the customers",
    await readList(client, "Users", "users", UserRow, peek),
    count("people"),
  );
  const hooks = await readList(client, "Webhook", "webhooks", WebhookRow, { type: 0 });
  yield hooks.ok
    ? { step: "May register its webhook", ok: true, detail: "Webhooks can be read." }
    : {
        step: "May register its webhook",
        ok: false,
        detail: `${hooks.error.detail} Everything else works without; register the webhook by hand, or give scope admin and an administrator role.`,
      };
}

function toStep<T>(step: string, result: Result<T, ConnectorError>, describe: (value: T) => string): TestStep {
  return result.ok
    ? { step, ok: true, detail: describe(result.value) }
    : { step, ok: false, detail: result.error.detail };
}
