import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { stringify } from "yaml";
import type { HubClient } from "./client.ts";
import { printExplainedSla, printRehearsedPlan } from "./print-sla.ts";
import { addTextCommands, readText } from "./text-commands.ts";

type Hub = () => Promise<HubClient>;

/** `interdesk sla …`: what clients are promised. */
export function addSlaCommands(program: Command, hub: Hub): void {
  const sla = program.command("sla").description("what clients are promised: calendars, policies, who has which");
  addTextCommands(sla, hub, {
    route: "/sla",
    what: "plan",
    effect: "check and save a plan; clocks of open tickets are counted by it from then on",
  });
  sla
    .command("explain")
    .argument("<ticket>", "id, code, or number in a desk")
    .option("--json", "everything, as JSON")
    .description("why its clocks stand as they do: every interval, pause and change")
    .action(async (ticket: string, { json }: { json?: true }) => {
      const told = await (await hub()).get(`/tickets/${encodeURIComponent(ticket)}/sla`);
      if (json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
      else printExplainedSla(told as Parameters<typeof printExplainedSla>[0]);
    });
  sla
    .command("backtest")
    .requiredOption("--policy <file>", "a plan that is not saved yet, or - for standard input")
    .requiredOption("--since <date>", "tickets made since then, e.g. 2026-01-31")
    .option("--json", "everything, as JSON")
    .description("what a plan would have made of stored tickets; writes nothing")
    .action(async ({ policy, since, json }: { policy: string; since: string; json?: true }) => {
      const found = await (await hub()).post("/sla/backtest", { text: await readText(policy), since });
      if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
      else printRehearsedPlan(found as Parameters<typeof printRehearsedPlan>[0]);
    });
  addHolidays(sla, hub);
}

function addHolidays(sla: Command, hub: Hub): void {
  sla
    .command("holidays")
    .argument("<country>", "two letters, such as DE")
    .option("--state <code>", "such as BY; without it those of the whole country only")
    .option("--years <years>", "one year, or first-last", parseYears)
    .description("public holidays, to be put into a calendar of the plan")
    .action(async (country: string, { state, years }: { state?: string; years?: Years }) => {
      const now = new Date().getUTCFullYear();
      const { from, to } = years ?? { from: now, to: now + 2 };
      const query = new URLSearchParams({ country, from: String(from), to: String(to), ...(state ? { state } : {}) });
      const days = (await (await hub()).get(`/sla/holidays?${query}`)) as { date: string; name: string }[];
      const holidays = days.map(({ date, name }) => ({ date, name }));
      process.stdout.write(`# Put this into a calendar of the plan, beside "weekly".\n${stringify({ holidays })}`);
    });
}

interface Years {
  from: number;
  to: number;
}

function parseYears(text: string): Years {
  const [from, to = from] = text.split("-").map(Number);
  if (from === undefined || to === undefined || !Number.isInteger(from) || !Number.isInteger(to))
    throw new InvalidArgumentError("expected a year such as 2027, or years such as 2026-2030");
  return { from, to };
}
