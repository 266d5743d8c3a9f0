import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, createServer } from "vite";
import { settings } from "./vite.config.ts";

const room = fileURLToPath(new URL("..", import.meta.url));
const dist = path.join(room, "dist");
const stamp = path.join(dist, ".made-of");

/** Builds the console unless what stands there was made of the same files. `--dev` serves it while it is worked on. */
async function main(): Promise<void> {
  if (process.argv.includes("--dev")) {
    const server = await createServer(settings);
    await server.listen();
    server.printUrls();
    return;
  }
  const made = await hashSources();
  if ((await readFile(stamp, "utf8").catch(() => "")) === made) return;
  process.stdout.write("Building the console …\n");
  await build({ ...settings, logLevel: "warn" });
  await compressAll();
  await writeFile(stamp, made);
}

/** Of all that the console is made of, versions of packages among them. */
async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  const folders = [path.join(room, "app"), path.join(room, "build")];
  const names = (await Promise.all(folders.map((folder) => listFiles(folder)))).flat().toSorted();
  for (const name of [...names, path.join(room, "../../package-lock.json")])
    hash.update(`${path.relative(room, name)}\0`).update(await readFile(name));
  return hash.digest("hex");
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Beside each file its compressed forms, so that nothing is compressed while somebody waits. */
async function compressAll(): Promise<void> {
  const names = (await listFiles(dist)).filter((name) => /\.(js|css|html|svg)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(name);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
      await writeFile(`${name}.br`, await promisify(brotliCompress)(bytes, { params }));
      await writeFile(`${name}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}

await main();
