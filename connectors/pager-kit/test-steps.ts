import type { ConnectorError, Result, TestStep } from "../contract.ts";

/**
 * One step of a test in words.
 *
 * @param words what a good answer means, and what to do where the credentials are refused
 */
export function tellStep<T>(
  step: string,
  result: Result<T, ConnectorError>,
  words: { good: string | ((value: T) => string); unauthorized: string },
): TestStep {
  if (result.ok) {
    const { good } = words;
    return { step, ok: true, detail: typeof good === "string" ? good : good(result.value) };
  }
  const { error } = result;
  if (error.kind === "unauthorized") return { step, ok: false, detail: `${words.unauthorized} (${error.detail})` };
  return { step, ok: false, detail: error.detail };
}
