import { type DemoOptions, type DemoWorld, openDemoWorld } from "../../server/demo/world.ts";
import { createTestDatabase } from "./database.ts";

/** A hub and a simulated Autotask, connected, on a database of their own; polls are rare, so that a test sees the webhooks, and these follow closely. */
export async function openTestWorld(
  context: { after(run: () => Promise<void>): void },
  options: DemoOptions = {},
): Promise<DemoWorld> {
  const database = await createTestDatabase();
  const world = await openDemoWorld({ pollSeconds: 3_600, recordSeconds: 0.5, ...options, databaseUrl: database.url });
  context.after(async () => {
    await world.close();
    await database.drop();
  });
  return world;
}
