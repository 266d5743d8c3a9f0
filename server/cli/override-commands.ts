import type { Command } from "commander";
import type { MadeOverrides, OverrideService, OverrideView } from "../on-call/override-service.ts";
import { type HubClient, Refused } from "./client.ts";
import { clockOf } from "./print-on-call.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

interface OverrideOptions {
  from: string;
  to: string;
  person?: string;
  nobody?: true;
  instead?: string;
  note?: string;
}

interface SwapOptions {
  person: string;
  from: string;
  to: string;
  with: string;
  withFrom?: string;
  withTo?: string;
  withSchedule?: string;
  note?: string;
}

/** `interdesk oncall override`, `swap`, `overrides` and `remove`: somebody else than the plan says, for once. */
export function addOverrideCommands(oncall: Command, hub: () => Promise<HubClient>, timeHelp: string): void {
  oncall
    .command("override")
    .argument("<schedule>")
    .requiredOption("--from <time>", timeHelp)
    .requiredOption("--to <time>", "the same")
    .option("--person <id>", "who is on duty then")
    .option("--nobody", "nobody is on duty then")
    .option("--instead <id>", "only while this person would be on duty")
    .option("--note <text>", "why")
    .description("put somebody else on duty for once")
    .action(async (schedule: string, { person, nobody, ...rest }: OverrideOptions) => {
      if ((person === undefined) === (nobody === undefined))
        throw new Refused("Say who is on duty then: either --person with an id of the plan, or --nobody.");
      printMade(await (await hub()).post("/on-call/overrides", { schedule, person: person ?? null, ...rest }));
    });
  addSwap(oncall, hub, timeHelp);
  oncall
    .command("overrides")
    .option("--from <time>", "those that reach into the time from then on; now unless given")
    .description("who is on duty otherwise than the plan says")
    .action(async ({ from }: { from?: string }) => {
      const query = from === undefined ? "" : `?from=${encodeURIComponent(from)}`;
      printOverrides(await (await hub()).get(`/on-call/overrides${query}`));
    });
  oncall
    .command("remove")
    .argument("<id>", "of an override or a swap: see overrides")
    .description("take an override back; of a swap both halves")
    .action(async (id: string) => {
      const removed = await (await hub()).remove(`/on-call/overrides/${encodeURIComponent(id)}`);
      const { parts } = removed as Sent<Awaited<ReturnType<OverrideService["remove"]>>>;
      for (const part of parts) process.stdout.write(`Taken back: ${describe(part)}.\n`);
    });
}

function addSwap(oncall: Command, hub: () => Promise<HubClient>, timeHelp: string): void {
  oncall
    .command("swap")
    .argument("<schedule>")
    .requiredOption("--person <id>", "who gives a shift away")
    .requiredOption("--from <time>", timeHelp)
    .requiredOption("--to <time>", "the same")
    .requiredOption("--with <id>", "who takes it, and gives one for it")
    .option("--with-from <time>", "when that one begins")
    .option("--with-to <time>", "when it ends")
    .option("--with-schedule <id>", "where it is of another schedule; then at the same time unless you say when")
    .option("--note <text>", "why")
    .description("two people take each other's shifts")
    .action(async (schedule: string, { with: person, withFrom, withTo, withSchedule, ...rest }: SwapOptions) => {
      const other = { person, from: withFrom, to: withTo, schedule: withSchedule };
      printMade(await (await hub()).post("/on-call/overrides/swap", { schedule, ...rest, with: other }));
    });
}

/** `Anna Berg instead of Ben Ott in Night duty, Mon 2026-03-02 09:00 to …`. */
function describe({ person, instead, schedule, from, to, timeZone }: Sent<OverrideView>): string {
  const time = clockOf(timeZone);
  const who = `${person?.name ?? "nobody"}${instead ? ` instead of ${instead.name}` : ""}`;
  return `${who} in ${schedule.name}, ${time(from)} to ${time(to)} (${timeZone})`;
}

function printMade(answer: unknown): void {
  const { id, parts } = answer as Sent<MadeOverrides>;
  for (const part of parts) {
    const time = clockOf(part.timeZone);
    process.stdout.write(`${describe(part)}\n`);
    for (const { start, end, person } of part.effect)
      process.stdout.write(`  ${time(start)} to ${time(end)}  ${person?.name ?? "nobody"} is on duty\n`);
    if (part.effect.length === 0)
      process.stdout.write(
        `  It changes nothing now: ${part.instead?.name ?? "nobody"} is not on duty in that time. It counts if that changes.\n`,
      );
  }
  process.stdout.write(`Take it back with: interdesk oncall remove ${id}\n`);
}

function printOverrides(answer: unknown): void {
  const overrides = answer as Sent<Awaited<ReturnType<OverrideService["list"]>>>;
  const rows = overrides.map(({ id, schedule, timeZone, from, to, person, instead, note, by }) => ({
    id,
    schedule: schedule.id,
    from: clockOf(timeZone)(from),
    to: clockOf(timeZone)(to),
    zone: timeZone,
    "on duty": person?.name ?? "nobody",
    instead: instead?.name ?? null,
    note: note || null,
    by,
  }));
  printTable(
    rows,
    ["id", "schedule", "from", "to", "zone", "on duty", "instead", "note", "by"],
    "Nothing is otherwise than the plan says. Put somebody else on duty with: interdesk oncall override",
  );
}
