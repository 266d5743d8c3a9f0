import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import type { Config } from "../config/config.ts";
import { type HubClient, Refused } from "./client.ts";

/** `interdesk keys …`: a new master key without a stop. */
export function addKeyCommands(program: Command, settings: () => Promise<Config>, hub: () => Promise<HubClient>): void {
  const keys = program.command("keys").description("the master key that seals secrets");
  keys
    .command("new")
    .description("put a new master key before the old ones in the data folder's key file, and seal with it")
    .action(async () => {
      const config = await settings();
      if (config.masterKey !== undefined)
        throw new Refused(
          "The master key is configured, so it is not ours to change: put a new line before the old one in INTERDESK_MASTER_KEY, restart every node, then run: interdesk keys rewrap",
        );
      const file = path.join(config.dataDir, "master-key");
      const id = `k${Date.now().toString(36)}`;
      const draft = `${file}.new`;
      await writeFile(draft, `${id}:${randomBytes(32).toString("base64")}\n${await readFile(file, "utf8")}`, {
        mode: 0o600,
      });
      await rename(draft, file);
      await rewrap(await hub());
    });
  keys
    .command("rewrap")
    .description("seal everything with the first key of the ring; afterwards the others may be taken away")
    .action(async () => rewrap(await hub()));
}

async function rewrap(api: HubClient): Promise<void> {
  const { key, sealed } = (await api.post("/keys/rewrap")) as { key: string; sealed: number };
  process.stdout.write(
    `Sealed ${sealed} tenant keys with "${key}". Keep a copy of it apart from backups; the other lines may go once every node has it.\n`,
  );
}
