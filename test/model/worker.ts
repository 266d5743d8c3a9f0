import type { Answer, DeskName } from "./setting.ts";

/** `lost`: it happened and the answer did not come; `refused`: nothing happened there. */
export type Fault = "none" | "lost" | "refused";
export type Work = "poll" | "hint" | "push" | "reconcile";

/** A call to a vendor on its way. */
export interface Call {
  writes: boolean;
  run: () => Answer<unknown>;
}
interface Wait {
  /** Undefined: a point before a transaction, at which the process may die. */
  call: Call | undefined;
  goOn: (answer: Answer<unknown> | undefined) => void;
}

/** How a call that has arrived at its desk is carried out. */
export type Reach = (call: Call, fault: Fault) => Answer<unknown>;

/**
 * One flow of the product at work. It stops before every transaction and at every call, until it is told to go on; a dead
 * one is never told.
 */
export class Worker {
  readonly desk: DeskName;
  readonly work: Work;
  /** To its end, without a stop. */
  hurry = false;
  over = false;
  failure: unknown;
  /** For the judge: what people had done when it last read something. */
  since = 0;
  answer: Answer<unknown> | undefined;
  readonly #reach: Reach;
  #wait: Wait | undefined;
  #arrived: () => void = () => undefined;

  constructor(desk: DeskName, work: Work, reach: Reach, run: (worker: Worker) => Promise<unknown>) {
    this.desk = desk;
    this.work = work;
    this.#reach = reach;
    this.#wait = { call: undefined, goOn: () => void this.#run(run) };
  }

  /** What it waits for and what has not reached its desk yet. */
  get pending(): Call | undefined {
    return this.answer ? undefined : this.#wait?.call;
  }

  /** Before a transaction. */
  async pause(): Promise<void> {
    if (this.hurry) return;
    await new Promise<void>((resolve) => this.#stop({ call: undefined, goOn: () => resolve() }));
  }

  async call<T>(writes: boolean, run: () => Answer<T>): Promise<Answer<T>> {
    const call = { writes, run };
    if (this.hurry) return given<T>(this.#reach(call, "none"));
    return given<T>(await new Promise((goOn) => this.#stop({ call, goOn })));
  }

  /** Until it stops again, or is over. */
  async goOn(): Promise<void> {
    const wait = this.#wait;
    if (!wait) return;
    const { answer } = this;
    this.#wait = undefined;
    this.answer = undefined;
    const arrival = new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    wait.goOn(answer);
    await arrival;
  }

  async #run(run: (worker: Worker) => Promise<unknown>): Promise<void> {
    try {
      await run(this);
    } catch (cause) {
      this.failure = cause;
    }
    this.over = true;
    this.#arrived();
  }

  #stop(wait: Wait): void {
    this.#wait = wait;
    this.#arrived();
  }
}

/** A call is answered with what its own `run` answered, or with an error. */
function given<T>(answer: Answer<unknown> | undefined): Answer<T> {
  if (!answer) throw new Error("a call got no answer");
  return answer as Answer<T>;
}
