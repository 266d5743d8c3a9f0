/** What comes over the wire: instants are texts. */
export type Sent<T> = T extends Date
  ? string
  : T extends readonly (infer One)[]
    ? Sent<One>[]
    : T extends object
      ? { [K in keyof T]: Sent<T[K]> }
      : T;
