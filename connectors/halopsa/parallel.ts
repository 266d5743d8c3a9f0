import { type ConnectorError, type Result, succeed } from "../contract.ts";

/**
 * Does the same for each, a few at a time; the first failure ends it.
 *
 * @param most at once, ≥ 1
 * @returns in the order of `items`
 */
export async function inParallel<In, Out>(
  items: readonly In[],
  most: number,
  run: (item: In) => Promise<Result<Out, ConnectorError>>,
): Promise<Result<Out[], ConnectorError>> {
  const results: Out[] = [];
  let next = 0;
  let failed: Result<never, ConnectorError> | undefined;
  const work = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      const item = items[index];
      if (item === undefined) return;
      const result = await run(item);
      if (result.ok) results[index] = result.value;
      else failed ??= result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return failed ?? succeed(results);
}
