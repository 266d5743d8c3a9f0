import { readFile, writeFile } from "node:fs/promises";

/** The most of a process that was ever resident, as the kernel tells it; MB. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error("the kernel does not tell how much memory the hub had");
  return Number(kilobytes) / 1_024;
}

/** From now on counts what is resident from now on. @see proc_pid_clear_refs(5) */
export async function forgetPeakMemory(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5");
}
