import { builtIn } from "../../connectors/registry.ts";
import type { Signals } from "../db/signals.ts";
import { runSealPass } from "./audit.ts";
import { runClockPass } from "./clocks.ts";
import { createCompareLanes } from "./compare.ts";
import { createPageLanes, runEscalationPass } from "./escalations.ts";
import { startIntake } from "./intake.ts";
import { createHookLanes } from "./hooks.ts";
import { startLanes } from "./lanes.ts";
import { createListingLanes } from "./listings.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { Node } from "./node.ts";
import { createMonitorLanes } from "./poll-monitors.ts";
import { createPostLanes, runCrowdPass } from "./posts.ts";
import { createPushLanes } from "./push.ts";
import { createSourceLanes } from "./sources.ts";
import { createHintLanes, createPollLanes } from "./read.ts";
import { runRecoveryPass } from "./recovery.ts";
import { runReviewPass } from "./reviews.ts";

/** Signals wake at once; a lost one is made up for by looking this often. */
const floorMs = 2_000;
const pushEveryMs = 500;
const sourceEveryMs = 1_000;
/** How soon it is seen that the time of an SLA clock, a step or a page has come, or that another plan counts. */
const clockEveryMs = 250;
const reviewEveryMs = 1_000;
/** Rows of the audit have their places within this. */
const sealEveryMs = 1_000;
/** How soon it is seen that a tenant has recovered. */
const recoverEveryMs = 1_000;
/** How soon it is seen that a monitoring tool's turn to be asked has come. */
const askEveryMs = 1_000;
/** A comparison that a person asks for begins within this. */
const compareEveryMs = 1_000;
/** How soon it is seen that a webhook's turn to be looked at has come. */
const hookEveryMs = 2_000;
const postEveryMs = 500;
/** How soon what waits beyond what is kept for a webhook is given up. */
const crowdEveryMs = 10_000;
/** A lease is free five seconds after the last beat of its process. */
const beatEveryMs = 1_000;

type StartLoop = (name: string, pass: (of: Node) => Promise<{ again: boolean }>, everyMs: number) => Loop;

/** What is done when its time has come, whichever node comes first. */
function startTimed(start: StartLoop): readonly Loop[] {
  return [
    start("clocks", runClockPass, clockEveryMs),
    start("escalations", runEscalationPass, clockEveryMs),
    start("crowds", runCrowdPass, crowdEveryMs),
    start("reviews", runReviewPass, reviewEveryMs),
    start("audit", runSealPass, sealEveryMs),
    start("recovery", runRecoveryPass, recoverEveryMs),
  ];
}

/** The loops of a working node. @returns ends them, each after the work that is running */
export async function startWorkers(node: Node, signals: Signals): Promise<() => Promise<void>> {
  const { log } = node.world;
  const beatOnce = () => node.leases.beat(() => node.claims.beat(node.name));
  await beatOnce();
  const start: StartLoop = (name, pass, everyMs) => startLoop({ name, everyMs, log, pass: () => pass(node) });
  const beat = async () => {
    await beatOnce();
    return { again: false };
  };
  const heart = start("heartbeat", beat, beatEveryMs);
  const intake = startIntake(node, floorMs);
  const begin = <T>(work: () => Promise<T>) => node.leases.run(work);
  const push = startLanes({ name: "push", everyMs: pushEveryMs, log, begin, ...createPushLanes(node) });
  const sources = startLanes({ name: "sources", everyMs: sourceEveryMs, log, begin, ...createSourceLanes(node) });
  const listings = startLanes({ name: "listings", everyMs: sourceEveryMs, log, begin, ...createListingLanes(node) });
  const hints = startLanes({ name: "read", everyMs: pushEveryMs, log, begin, ...createHintLanes(node) });
  const pollEveryMs = Math.min(1_000, node.pollIntervalMs);
  const poll = startLanes({ name: "poll", everyMs: pollEveryMs, log, begin, ...createPollLanes(node) });
  const ask = createMonitorLanes(node, builtIn);
  const monitors = startLanes({ name: "monitors", everyMs: askEveryMs, log, begin, ...ask });
  const compare = startLanes({ name: "compare", everyMs: compareEveryMs, log, begin, ...createCompareLanes(node) });
  const hooks = startLanes({ name: "webhooks", everyMs: hookEveryMs, log, begin, ...createHookLanes(node) });
  const pages = startLanes({ name: "pages", everyMs: clockEveryMs, log, begin, ...createPageLanes(node) });
  const posts = startLanes({ name: "posts", everyMs: postEveryMs, log, begin, ...createPostLanes(node) });
  const timed = startTimed(start);
  signals.on("intake", () => intake.wake());
  signals.on("push", () => push.wake());
  // What a ticket wants of its desks, and of its alerts' tools, comes about in one transaction.
  signals.on("push", () => sources.wake());
  signals.on("push", () => posts.wake());
  signals.on("read", () => hints.wake());
  const loops = [intake, push, sources, listings, hints, poll, monitors, compare, hooks, pages, posts, ...timed];
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await heart.stop();
    await node.claims.leave(node.name);
  };
}
