import type { Command } from "commander";
import type { FeedService } from "../on-call/feed-service.ts";
import type { HubClient } from "./client.ts";
import { addOverrideCommands } from "./override-commands.ts";
import { addPageCommands } from "./page-commands.ts";
import { clockOf, printGaps, printLoad, printShifts, printWho } from "./print-on-call.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";
import { addTextCommands } from "./text-commands.ts";

type Hub = () => Promise<HubClient>;
type Options = Record<string, string | undefined>;

const timeHelp = "a date, a time by the clocks of the schedule such as 2026-12-24T18:00, one with its offset, or now";

/** `interdesk oncall …`: who is on duty. */
export function addOnCallCommands(program: Command, hub: Hub): void {
  const oncall = program.command("oncall").description("who is on duty, and who is told of what");
  addTextCommands(oncall, hub, {
    route: "/on-call",
    what: "plan",
    effect: "check and save a plan: people, teams, schedules, escalations; it counts from then on",
  });
  addQuestions(oncall, hub);
  addOverrideCommands(oncall, hub, timeHelp);
  addPageCommands(oncall, hub);
  addFeeds(oncall, hub);
}

function addQuestions(oncall: Command, hub: Hub): void {
  const ask = async (route: string, query: Options, print: (told: unknown) => void, json: boolean) => {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
    const told = await (await hub()).get(`/on-call/${route}?${given}`);
    if (json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    else print(told);
  };
  oncall
    .command("who")
    .option("--at <time>", timeHelp)
    .option("--schedule <id>", "only this one")
    .option("--json", "everything, as JSON")
    .description("who is on duty, why, until when, and who is next")
    .action(({ at, schedule, json }: { at?: string; schedule?: string; json?: true }) =>
      ask("who", { at, schedule }, (told) => printWho(told as Parameters<typeof printWho>[0]), json === true),
    );
  withRange(oncall.command("shifts").argument("<schedule>"), "the next four weeks")
    .option("--layers", "what each layer alone says, too")
    .description("who is on duty when, and why; where nobody is, and who is twice")
    .action((schedule: string, { from, to, layers, json }: RangeOptions & { layers?: true }) => {
      const print = (told: unknown) => printShifts(told as Parameters<typeof printShifts>[0], layers === true);
      return ask("shifts", { schedule, from, to }, print, json === true);
    });
  withRange(oncall.command("gaps").argument("[schedule]", "without it, all of them"), "the next four weeks")
    .description("when nobody is on duty, and who is on duty twice")
    .action((schedule: string | undefined, { from, to, json }: RangeOptions) => {
      const print = (told: unknown) => printGaps(told as Parameters<typeof printGaps>[0]);
      return ask("shifts", { schedule, from, to }, print, json === true);
    });
  withRange(oncall.command("load"), "the last four weeks")
    .option("--holidays <calendar>", "a calendar of the SLA plan, whose holidays are counted")
    .description("what duty and pages have asked of each person")
    .action(({ from, to, holidays, json }: RangeOptions & { holidays?: string }) => {
      const print = (told: unknown) => printLoad(told as Parameters<typeof printLoad>[0]);
      return ask("load", { from, to, calendar: holidays }, print, json === true);
    });
}

interface RangeOptions {
  from?: string;
  to?: string;
  json?: true;
}

function withRange(command: Command, usual: string): Command {
  return command
    .option("--from <time>", `${timeHelp}; unless given, ${usual}`)
    .option("--to <time>", "the same; 400 days later at most")
    .option("--json", "everything, as JSON");
}

type Added = Sent<Awaited<ReturnType<FeedService["add"]>>>;
type Listed = Sent<Awaited<ReturnType<FeedService["list"]>>>;

function addFeeds(oncall: Command, hub: Hub): void {
  oncall
    .command("feed")
    .argument("<person or schedule>", "its id")
    .option("--kind <kind>", "person or schedule, where both have that id")
    .option("--language <language>", "en or de; otherwise the person's own")
    .description("an address to which a calendar program subscribes; shown once")
    .action(async (of: string, options: { kind?: string; language?: string }) => {
      const { id, of: named, url } = (await (await hub()).post("/on-call/feeds", { of, ...options })) as Added;
      process.stdout.write(
        `The calendar of ${named.name}, for a calendar program to subscribe to:\n  ${url}\n` +
          `It is not shown again, and whoever has it can read it. End it with: interdesk oncall revoke ${id}\n`,
      );
      if (/^http:\/\/(?:127\.|localhost|\[::1\])/.test(url))
        process.stdout.write("Only this machine reaches that address: set http.publicUrl for others.\n");
    });
  oncall
    .command("feeds")
    .description("calendars to which people subscribe, and when each was read last")
    .action(async () => {
      const feeds = (await (await hub()).get("/on-call/feeds")) as Listed;
      const time = clockOf("UTC");
      const rows = feeds.map(({ id, kind, of, createdAt, readAt }) => ({
        id,
        kind,
        of: of.name,
        "made (UTC)": time(createdAt),
        "last read (UTC)": readAt === null ? "never" : time(readAt),
      }));
      const columns = ["id", "kind", "of", "made (UTC)", "last read (UTC)"];
      printTable(
        rows,
        columns,
        "Nobody subscribes to a calendar. Make one with: interdesk oncall feed <person or schedule>",
      );
    });
  oncall
    .command("revoke")
    .argument("<id>", "of a calendar: see feeds")
    .description("end a calendar's address")
    .action(async (id: string) => {
      await (await hub()).remove(`/on-call/feeds/${encodeURIComponent(id)}`);
      process.stdout.write("Its address leads nowhere now.\n");
    });
}
