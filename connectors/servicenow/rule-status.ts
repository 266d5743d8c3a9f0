import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import type { TicketRow } from "./api-types.ts";
import type { Directory } from "./directory.ts";
import type { DeskParts } from "./parts.ts";
import { noResolution } from "./words.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** @see https://www.servicenow.com/docs/ c_IncidentManagementStateModel */
export const states = { resolved: "6", closed: "7", cancelled: "8" } as const;

/** What a change of state needs beside it, or why it cannot be. */
export async function ruleStatus(
  parts: DeskParts,
  current: TicketRow,
  properties: Readonly<Record<string, string>>,
): Answer<Record<string, string>> {
  const wanted = properties["state"];
  if (wanted === current.state) return succeed({});
  if (current.state === states.closed || current.state === states.cancelled) {
    const word = current.state === states.closed ? "closed" : "canceled";
    return reject(
      "state",
      `ServiceNow's ticket ${current.number ?? current.sys_id} is ${word} for good: it cannot be reopened or changed to another state. A new ticket has to follow it.`,
    );
  }
  if (wanted === states.closed)
    return reject(
      "state",
      "Interdesk never closes a ticket in ServiceNow: that needs itil_admin, and the instance closes what is resolved itself. Map the status to 6.",
    );
  if (wanted !== states.resolved) return succeed({});
  const directory = await parts.directory();
  if (!directory.ok) return directory;
  const present = { code: current.close_code ?? "", notes: current.close_notes ?? "" };
  return buildResolving(parts, directory.value, present, properties);
}

/** An unknown code would be blanked without a word, and the data policy would then miss it. */
export function buildResolving(
  { settings }: DeskParts,
  { choices }: Directory,
  present: { code: string; notes: string },
  properties: Readonly<Record<string, string>>,
): Result<Record<string, string>, ConnectorError> {
  const codes = (choices["close_code"] ?? []).filter(({ active }) => active).map(({ value }) => value);
  const code = codes.includes(present.code) ? present.code : settings.closeCode;
  if (codes.length > 0 && !codes.includes(code)) return reject("close_code", describeCodes(settings.closeCode, codes));
  const notes = properties["close_notes"] || present.notes.trim() || noResolution;
  return succeed({ close_code: code, close_notes: notes });
}

export function describeCodes(wanted: string, codes: readonly string[]): string {
  return `The instance has no resolution code "${wanted}". Please set one of: ${codes.join(", ")}.`;
}

function reject(field: string, detail: string): Result<never, ConnectorError> {
  return fail({ kind: "rejected", field, detail });
}
