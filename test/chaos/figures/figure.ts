/** One promise: when it is kept, and how large it is tried before a release and in between. */
export interface Figure {
  /** The pass figure in one sentence. */
  passes: string;
  full: Readonly<Record<string, number>>;
  short: Readonly<Record<string, number>>;
}
