/** What is not decided but given: instants, ids, words in the log, numbers for the operator. */
export interface World {
  clock: { now(): Date };
  ids: IdSource;
  log: Log;
  metrics: Metrics;
  trace: Trace;
}

/** Runs work as a part of the trace that `traceparent` (W3C) names; null = of whatever is running. */
export type Trace = <T>(name: string, traceparent: string | null, run: () => Promise<T>) => Promise<T>;

export interface IdSource {
  /** UUIDv7: rises with time. */
  next(): string;
  /** UUIDv5 of these parts: the same for the same parts, for ever. */
  named(parts: readonly string[]): string;
  /** Short code that people can read out, e.g. `K7M2-QX4D`. */
  code(): string;
}

export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

/** Counters by name and labels; label values come from closed lists, never from data. */
export interface Metrics {
  count(name: string, labels: Readonly<Record<string, string>>, by?: number): void;
  observe(name: string, labels: Readonly<Record<string, string>>, value: number): void;
}
