import { z } from "zod";
import { partNames } from "../../configuration/write-configuration.ts";
import { MadeConnection } from "./connections.ts";
import { listOf } from "./common.ts";

const part = z.enum(partNames);
const outlook = {
  changes: listOf(
    z.object({
      part,
      action: z.enum(["add", "change", "remove"]),
      name: z.string(),
      differences: listOf(z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
      lines: z.string().nullable().describe("Of a text: how its lines change, as a unified diff."),
    }),
  ),
  left: listOf(z.object({ part, name: z.string() })).describe("What is set up and not named by the file; it stays."),
  keptSecrets: listOf(z.object({ connection: z.string(), field: z.string() })).describe(
    "Secrets whose reference led to nothing, so that what is stored goes on counting.",
  ),
};
export const Outlook = z.object(outlook).meta({ id: "ConfigurationOutlook", description: "What a file would change." });
export const Applied = z
  .object({
    ...outlook,
    connections: listOf(MadeConnection),
    webhooks: listOf(z.object({ url: z.string(), secret: z.string() })),
    undone: listOf(z.string()).describe("What could not be done at vendors, in words."),
  })
  .meta({
    id: "AppliedConfiguration",
    description: "What a file has changed, with new addresses and secrets, this once.",
  });
