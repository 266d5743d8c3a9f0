import type { ExplainedTicket } from "../sla/sla-service.ts";
import type { RehearsedPlan } from "../sla/rehearse-plan.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

/** Every clock of a ticket, with what it counted and what it did not. Times are those of the calendar's zone. */
export function printExplainedSla(told: Sent<ExplainedTicket>): void {
  const time = timeIn(told.timeZone);
  const { ticket } = told;
  const lines = [
    ticket.title,
    `  ${ticket.client}, priority ${ticket.priority}, ${ticket.status}; promised since ${time(ticket.startedAt)}`,
    `  policy ${told.policy}: ${describeChoice(told.because)}; ${told.version === 0 ? "no plan was saved yet" : `version ${told.version} of the plan`}`,
    `  times are those of ${told.timeZone}`,
    ...told.clocks.flatMap((one) => clockLines(one, told, time)),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

type Time = (at: string | number | null) => string;

function timeIn(timeZone: string): Time {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => (at === null ? "–" : format.format(new Date(at)));
}

function describeChoice(because: ExplainedTicket["because"]): string {
  switch (because.kind) {
    case "rule":
      return "an intake rule named it";
    case "assignment":
      return `assignment ${because.index + 1} of the plan fits`;
    case "first":
      return "the plan's first, since no assignment fits";
    case "unknown":
      return `an intake rule named "${because.named}", which the plan does not have`;
  }
}

function clockLines(
  { clock, usedBusinessMs, stretches }: Sent<ExplainedTicket>["clocks"][number],
  told: Sent<ExplainedTicket>,
  time: Time,
): string[] {
  const left = clock.targetBusinessMs - usedBusinessMs;
  const state = left >= 0 ? `${duration(left)} left` : `${duration(-left)} over`;
  const round = clock.target === "update" ? ` ${clock.round}` : "";
  const own = (one: { target: string; round: number }) => one.target === clock.target && one.round === clock.round;
  return [
    "",
    `${clock.target}${round}: ${duration(clock.targetBusinessMs)} of "${clock.calendar}"${clock.target.startsWith("ola") ? ` by “${clock.policy}”` : ""}, ${clock.stage}${clock.breachedAt ? ", breached" : ""}; due ${time(clock.dueAt)}${clock.dueBy === null ? "" : `, as ${clock.dueBy} says`}`,
    `  ${duration(usedBusinessMs)} used, ${state}`,
    ...stretches.map((stretch) => `  ${time(stretch.start)} to ${time(stretch.end)}  ${stretchText(stretch, time)}`),
    ...told.moves
      .filter(own)
      .map(
        ({ at, from, to, because, detail }) =>
          `  ${time(at)}  due ${time(to)} instead of ${time(from)}: ${detail || moveText(because)}`,
      ),
    ...told.fires.filter(own).map((fire) => `  ${time(fire.firedAt)}  ${fireText(fire, time)}`),
  ];
}

function stretchText(stretch: Sent<ExplainedTicket>["clocks"][number]["stretches"][number], time: Time): string {
  if (stretch.kind === "stopped") return `not counted (${stretch.status})`;
  const [only, ...others] = stretch.intervals;
  if (others.length === 0 && only?.start === stretch.start && only.end === stretch.end)
    return `counted ${duration(stretch.businessMs)} (${stretch.status})`;
  const open = stretch.intervals.map(({ start, end }) => `${time(start)} to ${time(end)}`);
  return `counted ${duration(stretch.businessMs)} (${stretch.status}), open ${open.join(", ") || "never"}`;
}

function moveText(because: string): string {
  return because === "planChanged" ? "another version of the plan" : "the ticket has changed";
}

function fireText({ kind, dueAt, lateMs }: Sent<ExplainedTicket>["fires"][number], time: Time): string {
  const what = kind === "breach" ? "breached" : `warned at ${kind.replace("warning", "")} %`;
  return lateMs > 5_000 ? `${what}, due ${time(dueAt)}: ${duration(lateMs)} late` : what;
}

/** `2 h 5 min`, or seconds below a minute. */
function duration(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  const minutes = Math.floor(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(" ") || "0 min";
}

/** What another plan would have made of stored tickets. */
export function printRehearsedPlan(found: Sent<RehearsedPlan>): void {
  printTable(
    found.targets.map(({ target, clocks, breachedCurrent, breachedProposed }) => ({
      target,
      clocks,
      "breached now": breachedCurrent,
      "breached by it": breachedProposed,
    })),
    ["target", "clocks", "breached now", "breached by it"],
    "No tickets since then.",
  );
  if (found.differing.length > 0) process.stdout.write("\n");
  for (const one of found.differing) {
    const said = one.breachedAt.proposed
      ? `breached at ${one.breachedAt.proposed}`
      : `kept, and not breached at ${String(one.breachedAt.current)}`;
    const told = one.told.proposed.length === 0 ? "" : `; told: ${one.told.proposed.join(", ")}`;
    process.stdout.write(
      `${one.client}, P${one.priority}, ${one.title}: ${one.target} ${said} (${one.policy.current} → ${one.policy.proposed})${told}\n`,
    );
  }
  if (found.told.length > 0) {
    process.stdout.write(
      "\nHow often each would have been told, as if nobody had answered before a promise was kept:\n",
    );
    printTable(
      found.told.map(({ name, current, proposed }) => ({ name, now: current, "by it": proposed })),
      ["name", "now", "by it"],
      "",
    );
    process.stdout.write("\n");
  }
  process.stdout.write(`${found.tickets} tickets${found.cut ? "; there are more, which were not looked at" : ""}.\n`);
}
