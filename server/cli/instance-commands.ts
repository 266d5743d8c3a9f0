import type { Command } from "commander";
import type { InstanceView } from "../operations/instance-service.ts";
import type { HubClient } from "./client.ts";

/** `interdesk instance …`: which of two copies this is. */
export function addInstanceCommands(program: Command, hub: () => Promise<HubClient>): void {
  const instance = program.command("instance").description("this installation, and whether it may work");
  const run = (route: string, ask: (api: HubClient) => Promise<unknown>) => async () => {
    const view = (await ask(await hub())) as InstanceView;
    process.stdout.write(describeInstance(view));
    if (route === "show" && view.held !== null) process.exitCode = 1;
  };
  instance
    .command("show")
    .description("its id, its epoch, and whether it is held; the exit code is 1 when it is")
    .action(run("show", (api) => api.get("/instance")));
  instance
    .command("adopt")
    .description("the original is gone, and this is it from now on: it goes live")
    .action(run("adopt", (api) => api.post("/instance/adopt")));
  instance
    .command("new")
    .description("this goes on beside the original, as another one: every connection and webhook is paused first")
    .action(run("new", (api) => api.post("/instance/new")));
}

function describeInstance({ id, epoch, place, held }: InstanceView): string {
  return `Installation ${id}, epoch ${epoch}, on ${place}.\n${held === null ? "✓ It works." : `✗ ${held}`}\n`;
}
