import type { FieldName } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { HistoryItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import { type Directory, systemResource } from "./directory.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** How the history names the fields that we carry; its texts are for people, so an unknown one counts for every field. */
const historyNames: Readonly<Record<string, FieldName>> = {
  status: "status",
  priority: "priority",
  title: "title",
  "ticket title": "title",
  description: "description",
  queue: "queue",
  "primary resource": "assignee",
  "ticket type": "type",
  resolution: "resolution",
};

function nameOf(resourceId: number | null, { resources }: Directory): string | null {
  if (resourceId === null || resourceId === systemResource) return null;
  return resources.get(resourceId)?.name ?? null;
}

function fieldOf(detail: string, maps: ValueMaps): FieldName | null {
  const name = (detail.split(":")[0] ?? "").trim().toLowerCase();
  const custom = Object.entries(maps.custom ?? {}).find(([, { field }]) => field.toLowerCase() === name)?.[0];
  return historyNames[name] ?? (custom === undefined ? null : `custom.${custom}`);
}

/** The vendor takes exactly this one condition, so that pages go by its own links. */
export async function readHistory(
  client: AutotaskClient,
  directory: () => Answer<Directory>,
  maps: ValueMaps,
  ticketId: number,
  since: Date,
) {
  const people = await directory();
  if (!people.ok) return people;
  const items = await client.queryLinked("TicketHistory", HistoryItem, [
    { op: "eq", field: "ticketID", value: ticketId },
  ]);
  if (!items.ok) return items;
  return succeed(
    items.value
      .filter((item) => item.date > since && !/note|time entry|attachment|create/i.test(item.action ?? ""))
      .map((item) => ({
        at: item.date,
        byUs: item.resourceID !== null && item.resourceID === people.value.ownId,
        by: nameOf(item.resourceID, people.value),
        field: fieldOf(item.detail ?? "", maps),
        detail: item.detail ?? item.action ?? "",
      })),
  );
}
