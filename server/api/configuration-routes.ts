import { Hono } from "hono";
import { z } from "zod";
import { ConfigurationFile } from "../../schemas/configuration.ts";
import type { ConfigurationService } from "../configuration/configuration-service.ts";
import { partNames } from "../configuration/write-configuration.ts";
import { readJson } from "./read-json.ts";

const Wanted = z.strictObject({
  /** The file, in YAML or JSON. */
  text: z.string().max(5_000_000),
  /** What its references to secrets lead to, by connection and field; those that are missing stay as they are stored. */
  secrets: z.record(z.string(), z.record(z.string(), z.string().max(10_000))).default({}),
  prune: z.boolean().default(false),
});
const Query = z.strictObject({
  /** Names, joined by commas; absent = all. */
  parts: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(partNames)))
    .optional(),
});

/** All that is set up, as one file: written out, compared, applied. */
export function createConfigurationRoutes(configuration: ConfigurationService): Hono {
  const app = new Hono();
  app.get("/configuration", async (context) =>
    context.body(await configuration.export(Query.parse(context.req.query()).parts), 200, {
      "content-type": "application/yaml; charset=utf-8",
    }),
  );
  app.get("/configuration/schema", (context) => context.json(z.toJSONSchema(ConfigurationFile, { io: "input" })));
  app.post("/configuration/diff", async (context) =>
    context.json(await configuration.diff(Wanted.parse(await readJson(context)))),
  );
  app.post("/configuration/apply", async (context) => {
    // New addresses and secrets are in it.
    context.header("cache-control", "no-store");
    return context.json(await configuration.apply(Wanted.parse(await readJson(context))));
  });
  return app;
}
