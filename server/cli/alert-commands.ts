import type { Command } from "commander";
import { Refused, type HubClient } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";

type Row = Record<string, unknown>;

/** `interdesk alert …` */
export function addAlertCommands(program: Command, hub: () => Promise<HubClient>): void {
  const alert = program.command("alert").description("alerts, why they are as they are, and wrong folds undone");
  alert
    .command("list")
    .description("the last seen first, with the reason of those that have no ticket")
    .option("--firing", "only what is wrong now")
    .option("--waiting", "only what opens no ticket yet")
    .option("--limit <n>", "how many", parseCount, 50)
    .action(async ({ firing, waiting, limit }: { firing?: true; waiting?: true; limit: number }) => {
      const which = waiting ? "waiting" : firing ? "firing" : "all";
      const rows = (await (await hub()).get(`/alerts?which=${which}&limit=${limit}`)) as Row[];
      const shown = rows.map((row) => ({ ...row, waiting: describeWaiting(row["waiting"]) }));
      const columns = ["id", "client", "condition", "handling", "severity", "waiting", "ticket", "title"];
      printTable(shown, columns, "No alerts.");
    });
  alert
    .command("show")
    .argument("<id>")
    .description(
      "one alert, with every decision about it and its reason, and when its closed ticket is reminded of it (remindAt)",
    )
    .action(async (id: string) => {
      process.stdout.write(
        `${JSON.stringify(await (await hub()).get(`/alerts/${encodeURIComponent(id)}`), null, 2)}\n`,
      );
    });
  alert
    .command("split")
    .argument("<id>")
    .description("take it out of its ticket into one of its own; it does not join that group again")
    .action(async (id: string) => {
      const { ticketId } = (await (await hub()).post(`/alerts/${encodeURIComponent(id)}/split`)) as {
        ticketId: string;
      };
      process.stdout.write(`It has the ticket ${ticketId} now.\n`);
    });
}

function describeWaiting(waiting: unknown): string | null {
  if (typeof waiting !== "object" || waiting === null) return null;
  const { reason, detail } = waiting as { reason: string; detail: string };
  return `${reason}: ${detail}`;
}

interface WindowOptions {
  client?: string;
  resource?: string;
  service?: string;
  from?: string;
  until?: string;
  weekly?: string;
  reason: string;
  owner?: string;
}

/** `interdesk maintenance …` and `interdesk silence …` */
export function addWindowCommands(program: Command, hub: () => Promise<HubClient>): void {
  const maintenance = program.command("maintenance").description("times in which alerts open no tickets");
  maintenance
    .command("list")
    .description("what is planned or silenced, and until when")
    .action(async () => {
      const rows = (await (await hub()).get("/maintenance")) as Row[];
      const shown = rows.map((row) => ({
        ...row,
        again: row["recurrence"] ? JSON.stringify(row["recurrence"]) : null,
      }));
      const columns = ["id", "kind", "startsAt", "endsAt", "again", "resource", "service", "owner", "reason"];
      printTable(shown, columns, "Nothing is planned or silenced. Plan work with: interdesk maintenance add");
    });
  addWindow(maintenance.command("add"), "maintenance", hub)
    .description("planned work, once or every week")
    .option(
      "--weekly <days,from,minutes,zone>",
      'such as "6,22:00,480,Europe/Berlin"; days by number, 1 = Monday, 67 = both',
    );
  maintenance
    .command("end")
    .argument("<id>")
    .description("end it now; what still fires is taken up")
    .action(async (id: string) => {
      await (await hub()).remove(`/maintenance/${encodeURIComponent(id)}`);
      process.stdout.write("It is over.\n");
    });
  const silence = program.command("silence").description("not to be told of something for a while");
  addWindow(silence.command("add"), "silence", hub).description("with an owner and an end");
}

function addWindow(command: Command, kind: "maintenance" | "silence", hub: () => Promise<HubClient>): Command {
  return command
    .requiredOption("--reason <text>", "why")
    .option("--client <name>", "only of this client")
    .option("--resource <name>", "only of this host or device; * stands for any text")
    .option("--service <name>", "only of this service; * stands for any text")
    .option("--from <time>", "when it begins, ISO 8601; now unless given")
    .option("--until <time>", "when it ends, ISO 8601")
    .option("--owner <name>", "who answers for it")
    .action(async ({ from, until, weekly, ...rest }: WindowOptions) => {
      const recurrence = weekly === undefined ? {} : { recurrence: parseWeekly(weekly) };
      const times = { ...(from ? { startsAt: from } : {}), ...(until ? { endsAt: until } : {}) };
      const added = (await (await hub()).post("/maintenance", { kind, ...rest, ...times, ...recurrence })) as Row;
      process.stdout.write(`Added: ${String(added["id"])}\n`);
    });
}

function parseWeekly(text: string) {
  const [days = "", from = "", minutes = "", timeZone = ""] = text.split(",").map((part) => part.trim());
  if (!/^[1-7]+$/.test(days) || !/^\d+$/.test(minutes) || timeZone === "")
    throw new Refused(`--weekly "${text}": expected days,from,minutes,zone, such as "6,22:00,480,Europe/Berlin".`);
  return { days: [...days].map(Number), from, minutes: Number(minutes), timeZone };
}
