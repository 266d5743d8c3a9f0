import { addRow, fixedId, type Row, rowsOf, type SimulatorState, stampNow, toStamp } from "./state.ts";

/** Minutes of each target by priority; all around the clock. */
const minutes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  response: { "1": 15, "2": 30, "3": 60, "4": 240, "5": 480 },
  resolution: { "1": 240, "2": 480, "3": 1_440, "4": 2_880, "5": 7_200 },
};
export const slaTargets: readonly string[] = Object.keys(minutes);

/** One clock for each target. */
export function startSla(state: SimulatorState, ticket: Row): void {
  for (const target of slaTargets) {
    const span = (minutes[target]?.[ticket["priority"] ?? ""] ?? 1_440) * 60_000;
    addRow(
      state,
      "task_sla",
      {
        task: ticket["sys_id"] ?? "",
        sla: fixedId(`sla ${target}`),
        stage: "in_progress",
        active: "true",
        has_breached: "false",
        start_time: stampNow(state),
        end_time: "",
        planned_end_time: toStamp(new Date(state.now().getTime() + span)),
        pause_time: "",
      },
      "system",
    );
  }
}

/** Another priority cancels the clocks and attaches new ones; a hold pauses, an end completes. The ticket is not touched. */
export function followSla(state: SimulatorState, ticket: Row, before: Row): void {
  const running = rowsOf(state, "task_sla").filter(
    (clock) => clock["task"] === ticket["sys_id"] && clock["active"] === "true",
  );
  if (ticket["priority"] !== before["priority"]) {
    for (const clock of running) Object.assign(clock, { stage: "cancelled", active: "false" });
    startSla(state, ticket);
    return;
  }
  if (ticket["state"] === before["state"]) return;
  const isEnded = ["6", "7", "8"].includes(ticket["state"] ?? "");
  for (const clock of running) {
    if (isEnded) Object.assign(clock, { stage: "completed", active: "false", end_time: stampNow(state) });
    else clock["stage"] = ticket["state"] === "3" ? "paused" : "in_progress";
  }
}
