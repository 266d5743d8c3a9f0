/** What evaluations may still spend: one step for each element that a comprehension looks at, and what a search may cost. */
export interface Steps {
  /** @throws Error when there are not so many left */
  spend(steps: number): void;
}

/** About a tenth of a second of work. */
const mostSteps = 100_000;

export function createSteps(most = mostSteps): Steps {
  let left = most;
  // One for all: an `exists` goes on after an error, and a trace for each would take most of the time.
  let exhausted: Error | undefined;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw (exhausted ??= new Error(`It takes more than ${most} steps.`));
    },
  };
}
