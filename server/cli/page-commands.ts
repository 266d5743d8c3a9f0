import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import type { PageView } from "../db/pages.ts";
import type { HubClient } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

type Hub = () => Promise<HubClient>;
type Row = Sent<PageView>;

/** How long it is watched what becomes of messages for trying; ms. */
const watchMs = 30_000;
const lookEveryMs = 500;

/** `interdesk oncall test` and `interdesk oncall pages`: whether people can be reached, and what they were told. */
export function addPageCommands(oncall: Command, hub: Hub): void {
  oncall
    .command("test")
    .argument("<person>", "id or name in the duty plan")
    .description("send a message for trying on each way to a person, and watch what becomes of it")
    .action(async (person: string) => {
      const client = await hub();
      const { pages } = (await client.post("/on-call/test", { person })) as { pages: string[] };
      const rows = await watch(client, pages);
      printTable(rows, ["connection", "channel", "address", "state", "detail"], "Nothing was sent.");
      if (rows.some(({ state }) => state === "failed" || state === "waiting")) process.exitCode = 1;
    });
  oncall
    .command("pages")
    .option("--limit <n>", "how many", parseCount, 50)
    .description("who was told what, on which way, and what became of it; the newest first")
    .action(async ({ limit }: { limit: number }) => {
      const rows = (await (await hub()).get(`/pages?limit=${limit}`)) as Row[];
      const columns = ["at", "person", "connection", "channel", "address", "state", "answer", "title"];
      printTable(
        rows.map((row) => ({ ...row })),
        columns,
        "Nobody was told anything yet.",
      );
    });
}

/** Until each has gone out or failed. */
async function watch(client: HubClient, ids: readonly string[]): Promise<Record<string, unknown>[]> {
  const endsAt = Date.now() + watchMs;
  for (;;) {
    const rows = (await client.get(`/pages?limit=100&ids=${ids.join(",")}`)) as Row[];
    if (rows.every(({ state }) => state !== "waiting") || Date.now() > endsAt) return rows.map((row) => ({ ...row }));
    await pause(lookEveryMs);
  }
}
