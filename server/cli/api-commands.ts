import type { Command } from "commander";
import type { HubClient } from "./client.ts";

/** `interdesk api …`: how other programs speak to the hub. */
export function addApiCommands(program: Command, hub: () => Promise<HubClient>): void {
  const api = program.command("api").description("how other programs speak to this hub");
  api
    .command("document")
    .description("the API in OpenAPI 3.1, as JSON: for generators of clients and for trying it")
    .action(async () => {
      const document = await (await hub()).document();
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    });
}
