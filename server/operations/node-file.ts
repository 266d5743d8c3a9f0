import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { replaceFile } from "../replace-file.ts";

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
export function writeNodeFile(dataDir: string, content: NodeFile): Promise<void> {
  return replaceFile(nameOf(dataDir), `${JSON.stringify(content)}\n`, 0o640);
}
