import { AsyncLocalStorage } from "node:async_hooks";

const acting = new AsyncLocalStorage<string>();

/** All that follows is done by whoever is named, as the audit tells it. */
export function actAs<T>(name: string, run: () => T): T {
  return acting.run(name, run);
}

/** Who does what is done now: the key or the admin whose request it is, else the hub itself. */
export function actorNow(): string {
  return acting.getStore() ?? "hub";
}
