import { randomBytes } from "node:crypto";
import { open, rename } from "node:fs/promises";

/** On disk when this resolves; whoever reads meanwhile has the old one or the new one, whole. */
export async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  const handle = await open(draft, "wx", mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
