import { open } from "node:fs/promises";

/** What was renamed or removed in it is so on disk, too. Windows opens no folder and writes its entries by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
