import { writeFile } from "node:fs/promises";
import { describeApi } from "./describe-api.ts";

/** Beside the code, so that clients are made from the repository: `npm run api:document` writes it, a test compares. */
const file = new URL("./openapi.json", import.meta.url);
await writeFile(file, `${JSON.stringify(describeApi(), null, 2)}\n`);
