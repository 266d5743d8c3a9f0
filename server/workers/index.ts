import type { Signals } from "../db/signals.ts";
import { runClockPass } from "./clocks.ts";
import { runIntakePass } from "./intake.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { Node } from "./node.ts";
import { runPushPass } from "./push.ts";
import { runHintPass, runPollPass } from "./read.ts";

/** Signals wake at once; a lost one is made up for by looking this often. */
const floorMs = 2_000;
const pushEveryMs = 500;
const clockEveryMs = 1_000;
/** A lease is free five seconds after the last beat of its process. */
const beatEveryMs = 1_000;

/** The loops of a working node. @returns ends them, each after the pass that is running */
export async function startWorkers(node: Node, signals: Signals): Promise<() => Promise<void>> {
  const { log } = node.world;
  await node.claims.beat(node.name);
  const start = (name: string, pass: (of: Node) => Promise<{ again: boolean }>, everyMs: number): Loop =>
    startLoop({ name, everyMs, log, pass: () => pass(node) });
  const beat = async () => {
    await node.claims.beat(node.name);
    return { again: false };
  };
  const heart = start("heartbeat", beat, beatEveryMs);
  const intake = start("intake", runIntakePass, floorMs);
  const push = start("push", runPushPass, pushEveryMs);
  const hints = start("read", runHintPass, pushEveryMs);
  const poll = start("poll", runPollPass, Math.min(1_000, node.pollIntervalMs));
  const clocks = start("clocks", runClockPass, clockEveryMs);
  signals.on("intake", () => intake.wake());
  signals.on("push", () => push.wake());
  signals.on("read", () => hints.wake());
  const loops = [intake, push, hints, poll, clocks];
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await heart.stop();
    await node.claims.leave(node.name);
  };
}
