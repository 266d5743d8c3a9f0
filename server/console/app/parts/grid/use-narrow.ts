import { useSyncExternalStore } from "react";

const query = matchMedia("(max-width: 720px)");
const watch = (run: () => void) => {
  query.addEventListener("change", run);
  return () => query.removeEventListener("change", run);
};
const read = () => query.matches;

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, read);
}
