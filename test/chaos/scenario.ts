import type { FigureId, SizesOf } from "./figures.ts";

/** What a scenario is given: chance that can be repeated, and a place for what is to be closed afterwards. */
export interface ScenarioContext {
  seed: number;
  /** Whole numbers below `below`, the same row for the same seed. */
  random(below: number): number;
  /** Runs when the scenario has ended, the last one first. */
  after(run: () => Promise<void>): void;
}

export interface Outcome {
  pass: boolean;
  /** What was measured, in words with numbers. */
  figure: string;
}

/** One promise of reliability.md, put to the test in a world of its own. */
export interface Scenario {
  id: FigureId;
  title: string;
  run(context: ScenarioContext, sizes: SizesOf<FigureId>): Promise<Outcome>;
}

/** This machine, or the product as it stands, does not let the scenario happen: never a pass. */
export class NotShown extends Error {}

/** A scenario with the sizes that belong to its id. */
export function defineScenario<Id extends FigureId>(
  id: Id,
  title: string,
  run: (context: ScenarioContext, sizes: SizesOf<Id>) => Promise<Outcome>,
): Scenario {
  // The runner hands each scenario the sizes of its own id.
  return { id, title, run: run as Scenario["run"] };
}

/** Mulberry32: the same row of numbers for the same seed. @returns whole numbers below `below` */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One round of a scenario in a world of its own, which is closed before the next begins. */
export async function runApart<T>(context: ScenarioContext, run: (round: ScenarioContext) => Promise<T>): Promise<T> {
  const closers: (() => Promise<void>)[] = [];
  try {
    return await run({ ...context, after: (close) => void closers.unshift(close) });
  } finally {
    for (const close of closers) await close();
  }
}
