import { z } from "zod";
import { type Answer, type ListedAlert, succeed } from "../contract.ts";
import { joinKey, Text } from "../monitor-kit.ts";
import { type IcingaWorld, query } from "./client.ts";

/** All that is not fine, in whatever kind of state: what is about to end has not ended yet. */
export async function listOpen(world: IcingaWorld): Answer<readonly ListedAlert[]> {
  const services = await query(
    world,
    "services",
    { filter: "service.state != 0", attrs: ["host_name", "name"] },
    z.object({ host_name: Text, name: Text }),
  );
  if (!services.ok) return services;
  const hosts = await query(world, "hosts", { filter: "host.state != 0", attrs: ["name"] }, z.object({ name: Text }));
  if (!hosts.ok) return hosts;
  return succeed([
    ...services.value.map(({ host_name, name }) => ({ dedupKey: joinKey([host_name, name], "!") })),
    ...hosts.value.map(({ name }) => ({ dedupKey: joinKey([name], "!") })),
  ]);
}
