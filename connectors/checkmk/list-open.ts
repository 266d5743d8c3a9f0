import { z } from "zod";
import { type Answer, type ListedAlert, succeed } from "../contract.ts";
import { joinKey, Text } from "../monitor-kit.ts";
import { type CheckmkWorld, queryStatus } from "./client.ts";

const notFine = { op: "!=", left: "state", right: "0" };

/** All of our site that is not fine. */
export async function listOpen(world: CheckmkWorld): Answer<readonly ListedAlert[]> {
  const services = await queryStatus(
    world,
    "service",
    { site: world.site, where: notFine, columns: ["host_name", "description"] },
    z.object({ host_name: Text, description: Text }),
  );
  if (!services.ok) return services;
  const hosts = await queryStatus(
    world,
    "host",
    { site: world.site, where: notFine, columns: ["name"] },
    z.object({ name: Text }),
  );
  if (!hosts.ok) return hosts;
  return succeed([
    ...services.value.map(({ host_name, description }) => ({
      dedupKey: joinKey([world.site, host_name, description], "/"),
    })),
    ...hosts.value.map(({ name }) => ({ dedupKey: joinKey([world.site, name], "/") })),
  ]);
}

/** Of other sites of a distributed setup the list tells nothing. */
export function covers({ site }: CheckmkWorld, dedupKey: string): boolean {
  return dedupKey.startsWith(joinKey([site, ""], "/"));
}
