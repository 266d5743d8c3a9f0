import type { Config } from "./config/config.ts";

/** Under which addresses this hub is known. */
export interface Reach {
  /** How vendors reach this hub, without a slash at the end: as configured, else where it listens; empty until then. */
  publicUrl: () => string;
  /** Where it listens itself; empty until it does. */
  ownUrl: () => string;
  /** Where it listens, once it does. */
  listensAt(url: string): void;
}

export function createReach({ http }: Config): Reach {
  let ownUrl = "";
  return {
    publicUrl: () => http.publicUrl?.replace(/\/$/, "") ?? ownUrl,
    ownUrl: () => ownUrl,
    listensAt: (url) => void (ownUrl = url),
  };
}
