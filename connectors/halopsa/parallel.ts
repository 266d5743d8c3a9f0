import { type ConnectorError, fail, type Result, succeed, type UnreadableRecord } from "../contract.ts";

/**
 * Does the same for each, a few at a time; the first failure ends it, but for answers that name the record that breaks them: all
 * of these are named together.
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
  const broken: UnreadableRecord[] = [];
  let next = 0;
  let failed: Result<never, ConnectorError> | undefined;
  const work = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      const item = items[index];
      if (item === undefined) return;
      const result = await run(item);
      if (result.ok) results[index] = result.value;
      else if (result.error.kind === "unreadable" && result.error.records) broken.push(...result.error.records);
      else failed ??= result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  if (failed) return failed;
  const [first] = broken;
  if (!first) return succeed(results);
  return fail({ kind: "unreadable", path: first.path, detail: first.detail, records: broken });
}
