import type { HubClient } from "../../server/cli/client.ts";
import { awaitUntil } from "../../server/demo/world.ts";

/** A request that changes something, and the row of the audit that it writes. */
export interface Step {
  route: string;
  action: string;
  send(api: HubClient): Promise<unknown>;
  /** What is changed is not in our database alone, or is there before: why that is so. */
  apart?: string;
}

export async function quarantined(api: HubClient): Promise<string> {
  const { value } = await awaitUntil(
    "what is in quarantine",
    async () => ((await api.get("/quarantine")) as { id: string }[])[0],
  );
  return value.id;
}
