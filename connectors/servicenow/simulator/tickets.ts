import { blankIncident } from "./columns.ts";
import { followSla, startSla } from "./sla.ts";
import {
  type Actor,
  addRow,
  findRow,
  type Row,
  rowsOf,
  type SimulatorState,
  stampNow,
  VendorRefusal,
} from "./state.ts";
import { checkPolicy, checkState, keepWritable, runRules } from "./ticket-rules.ts";

/** @throws VendorRefusal in the vendor's words */
export function createTicket(state: SimulatorState, body: Row, actor: Actor): Row {
  const blank = {
    ...blankIncident,
    state: "1",
    incident_state: "1",
    active: "true",
    impact: "3",
    urgency: "3",
    category: "inquiry",
    sys_class_name: "incident",
    number: `INC${String(state.nextNumber++).padStart(7, "0")}`,
    opened_at: stampNow(state),
    opened_by: rowsOf(state, "sys_user").find((user) => user["user_name"] === actor.userName)?.["sys_id"] ?? "",
    reassignment_count: "0",
    reopen_count: "0",
  };
  const changes = keepWritable(state, body, actor);
  checkPolicy({ ...blank, ...changes });
  const row = addRow(state, "incident", { ...blank, ...changes }, actor.userName);
  runRules(state, row, { before: blank, changes }, actor);
  appendJournals(state, row, body, actor);
  startSla(state, row);
  return row;
}

/**
 * Changes an incident. What is not known, or may not be written, is dropped without a word.
 *
 * @returns names of the columns that moved, journals among them
 * @throws VendorRefusal in the vendor's words
 */
export function changeTicket(
  state: SimulatorState,
  id: string,
  body: Row,
  actor: Actor,
): { row: Row; moved: string[] } {
  const row = findRow(state, "incident", id);
  if (!row || (actor.by === "api" && state.toggles.hiddenRows.includes(id))) throw missing();
  const before = { ...row };
  const changes = keepWritable(state, body, actor);
  checkState(state, before, changes, actor);
  checkPolicy({ ...row, ...changes });
  Object.assign(row, changes);
  runRules(state, row, { before, changes }, actor);
  const appended = appendJournals(state, row, body, actor);
  const moved = [...Object.keys(row).filter((name) => row[name] !== before[name]), ...appended];
  if (moved.length > 0) touchTicket(state, row, actor.userName);
  followSla(state, row, before);
  return { row, moved };
}

/** An update that changes nothing but the time and the count. */
export function touchTicket(state: SimulatorState, row: Row, userName: string): void {
  row["sys_updated_on"] = stampNow(state);
  row["sys_updated_by"] = userName;
  row["sys_mod_count"] = String(Number(row["sys_mod_count"]) + 1);
}

export function missing(): VendorRefusal {
  return new VendorRefusal(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
}

/** Every text is one more entry, the same one twice too; the column itself stays empty. */
function appendJournals(state: SimulatorState, row: Row, body: Row, actor: Actor): string[] {
  const written = ["comments", "work_notes"].filter((name) => {
    const isHidden = actor.by === "api" && state.toggles.protectedColumns.includes(name);
    return (body[name] ?? "") !== "" && !isHidden;
  });
  for (const element of written)
    addRow(
      state,
      "sys_journal_field",
      { name: "incident", element, element_id: row["sys_id"] ?? "", value: body[element] ?? "", sys_tags: "" },
      actor.userName,
    );
  return written;
}
