import type { ConnectorError, Result, TestStep } from "../contract.ts";
import { TicketItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import type { Directory } from "./directory.ts";
import { testRights } from "./rights.ts";

/** From the address to each right, step by step in words for an admin; stops where nothing more can be known, writes nothing. */
export async function* testConnection(
  client: AutotaskClient,
  directory: () => Promise<Result<Directory, ConnectorError>>,
): AsyncGenerator<TestStep> {
  const zone = await client.zone();
  yield toStep("Find the zone", zone, (value) => `Your database is at ${value.url}`);
  if (!zone.ok) return;
  const people = await directory();
  yield toStep(
    "Sign in and read people and lists",
    people,
    (value) => `${value.resources.size} resources, ${value.labels.queue.size} queues`,
  );
  if (!people.ok) return;
  const own = people.value.ownId;
  yield {
    step: "Find the API user itself",
    ok: own !== null,
    detail:
      own === null
        ? "The API user is not among the resources it may see, so its own notes could not be told from others'. Allow it to see resources."
        : `Resource ${own}`,
  };
  const tickets = await client.queryPage("Tickets", TicketItem, [{ op: "gte", field: "id", value: 0 }], null);
  yield toStep("Read tickets", tickets, ({ rows }) =>
    rows.length === 0
      ? "None are visible. Does the security level show the queues you expect?"
      : "Tickets are visible.",
  );
  if (tickets.ok) yield* testRights(client);
}

function toStep<T>(step: string, result: Result<T, ConnectorError>, describe: (value: T) => string): TestStep {
  return result.ok
    ? { step, ok: true, detail: describe(result.value) }
    : { step, ok: false, detail: result.error.detail };
}
