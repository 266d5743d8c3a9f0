import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fillTable } from "./connector-table.ts";
import { builtIn } from "./registry.ts";

const file = path.join(import.meta.dirname, "README.md");
await writeFile(file, await fillTable(await readFile(file, "utf8"), builtIn, file));
