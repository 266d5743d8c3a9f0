import { useState } from "react";

/** Which of a list somebody has marked, by their ids. */
export function useMarked() {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  return {
    marked,
    toggle: (id: string) =>
      setMarked((before) =>
        before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
      ),
    mark: (ids: readonly string[]) => setMarked(new Set(ids)),
  };
}
