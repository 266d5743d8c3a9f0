import assert from "node:assert/strict";
import type { Page } from "playwright-core";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Of the processor, not of the wall: microseconds. */
  tdur?: number;
  args: { name?: string };
}

/**
 * What the page's own thread worked on while something was done: each task's time of the processor, in milliseconds. Other
 * than the browser's `longtask` it does not grow when the machine is busy with something else.
 */
export async function measureTasks(page: Page, run: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser() ?? assert.fail("no browser");
  await browser.startTracing(page, { categories: ["toplevel"] });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const names = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && names.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000);
  // Where the browser does not know the processor's time of a thread, it writes none at all.
  assert.ok(
    tasks.some((ms) => ms > 0),
    "the trace has no times of the page's thread",
  );
  return tasks;
}
