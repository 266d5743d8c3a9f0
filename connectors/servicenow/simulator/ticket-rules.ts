import { listChoices, lookUpPriority } from "./choices.ts";
import { blankIncident, choiceColumns, journals, lengths, references } from "./columns.ts";
import { type Actor, findRow, type Row, rowsOf, type SimulatorState, stampNow, VendorRefusal } from "./state.ts";

const resolved = "6";
const ended = ["7", "8"];

/** Priority and the mirror of the state are computed; the system's own columns cannot be set. */
const readOnly = new Set(["number", "priority", "incident_state", "active", "resolved_at", "closed_at", "opened_at"]);

/** What of a body is written, as it is written. */
export function keepWritable(state: SimulatorState, body: Row, actor: Actor): Row {
  const kept: Row = {};
  for (const [name, value] of Object.entries(body)) {
    const isHidden = actor.by === "api" && state.toggles.protectedColumns.includes(name);
    if (!(name in blankIncident) || readOnly.has(name) || journals.includes(name) || isHidden) continue;
    kept[name] = clean(state, name, value, body);
  }
  return kept;
}

/** A choice that is not known is blanked, a reference to nobody emptied, a text that is too long cut. */
function clean(state: SimulatorState, name: string, value: string, body: Row): string {
  if (value !== "" && choiceColumns.includes(name)) {
    const known = listChoices(state.toggles).some(
      (choice) =>
        choice.element === name &&
        choice.value === value &&
        choice.inactive !== true &&
        (choice.dependsOn === undefined || body["category"] === undefined || choice.dependsOn === body["category"]),
    );
    return known ? value : "";
  }
  const target = references["incident"]?.[name];
  if (target !== undefined && value !== "") return findRow(state, target, value) ? value : "";
  return value.slice(0, lengths[name] ?? 100_000);
}

/** @throws VendorRefusal where the state may not become this */
export function checkState(state: SimulatorState, before: Row, changes: Row, actor: Actor): void {
  const { state: from = "" } = before;
  const to = changes["state"] ?? from;
  const isLocked = ended.includes(from) && Object.keys(changes).length > 0;
  if (isLocked && actor.by === "api")
    throw new VendorRefusal(403, "Operation Failed", "ACL Exception Update Failed due to security constraints");
  if (isLocked && to !== from) throw abort("Block reopen of closed incidents");
  if (to === "7" && from !== "7" && !actor.mayClose) throw abort("Only itil_admin closes incidents");
  const rule = state.toggles.abortedStates.find((pair) => pair.from === from && pair.to === to);
  if (rule && from !== to) throw abort(rule.rule);
}

function abort(rule: string): VendorRefusal {
  const stack = `Operation against file 'incident' was aborted by Business Rule '${rule}^1d40b77997b4e110d4a1b6e3f153af66'. Business Rule Stack:${rule}`;
  return new VendorRefusal(403, "Operation Failed", stack);
}

/** A data policy, so that it holds for the API as well; it names labels. */
export function checkPolicy(row: Row): void {
  if (row["state"] !== resolved && row["state"] !== "7") return;
  const labels = [
    ...(row["close_code"] ? [] : ["Resolution code"]),
    ...(row["close_notes"] ? [] : ["Resolution notes"]),
  ];
  if (labels.length > 0)
    throw new VendorRefusal(
      403,
      "Operation Failed",
      `Data Policy Exception: The following fields are mandatory: ${labels.join(", ")}`,
    );
}

/** What the instance computes from what was written. */
export function runRules(
  state: SimulatorState,
  row: Row,
  { before, changes }: { before: Row; changes: Row },
  actor: Actor,
): void {
  const now = stampNow(state);
  const me = rowsOf(state, "sys_user").find((user) => user["user_name"] === actor.userName)?.["sys_id"] ?? "";
  row["priority"] = lookUpPriority(row["impact"] ?? "", row["urgency"] ?? "");
  row["incident_state"] = row["state"] ?? "";
  row["active"] = ended.includes(row["state"] ?? "") ? "false" : "true";
  if (row["state"] !== "3") row["hold_reason"] = "";
  if (row["company"] === "" && row["caller_id"])
    row["company"] = findRow(state, "sys_user", row["caller_id"])?.["company"] ?? "";
  if (row["assignment_group"] !== before["assignment_group"] && changes["assigned_to"] === undefined)
    row["assigned_to"] = "";
  if (row["state"] === before["state"]) return;
  if (row["state"] === resolved) Object.assign(row, { resolved_at: now, resolved_by: me });
  if (row["state"] === "7") Object.assign(row, { closed_at: now, closed_by: me });
  if (before["state"] === resolved && row["state"] !== "7")
    Object.assign(row, {
      resolved_at: "",
      resolved_by: "",
      reopened_time: now,
      reopened_by: me,
      reopen_count: String(Number(row["reopen_count"]) + 1),
    });
}
