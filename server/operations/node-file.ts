import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** What a node keeps of its database beside it. */
const NodeFile = z.strictObject({
  instance: z.uuid(),
  epoch: z.int().positive(),
  beat: z.int().nonnegative(),
});
export type NodeFile = z.infer<typeof NodeFile>;

const nameOf = (dataDir: string) => path.join(dataDir, "instance.json");

/** @returns undefined where there is none yet, or a power cut has left half of one */
export async function readNodeFile(dataDir: string): Promise<NodeFile | undefined> {
  const text = await readFile(nameOf(dataDir), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  try {
    return NodeFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** On disk when this resolves; whoever reads meanwhile has the old one or the new one. */
export async function writeNodeFile(dataDir: string, content: NodeFile): Promise<void> {
  const draft = `${nameOf(dataDir)}.${randomBytes(4).toString("hex")}`;
  const handle = await open(draft, "wx", 0o640);
  try {
    await handle.writeFile(`${JSON.stringify(content)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, nameOf(dataDir));
}
