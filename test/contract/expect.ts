import assert from "node:assert/strict";
import type { ConnectorError, Result } from "../../connectors/contract.ts";

/** The value of an answer that must be good. */
export function must<T, E>(result: Result<T, E>): T {
  return result.ok ? result.value : assert.fail(`failed: ${JSON.stringify(result.error)}`);
}

/** The error of an answer that must be none. */
export function errorOf<E>(result: Result<unknown, E>): E {
  return result.ok
    ? assert.fail(`a failure was expected, not ${JSON.stringify(result.value)?.slice(0, 200)}`)
    : result.error;
}

/** Fails unless the answer is an error of one of these kinds, with words for people. */
export function expectKind(
  result: Result<unknown, ConnectorError>,
  kinds: readonly ConnectorError["kind"][],
  what: string,
): ConnectorError {
  const error = errorOf(result);
  assert.ok(kinds.includes(error.kind), `${what}: ${error.kind} (${error.detail}), not ${kinds.join(" or ")}`);
  assert.match(error.detail, /\p{L}{2}/u, `${what}: no words`);
  return error;
}

/** An element that must be there. */
export function only<T>(list: readonly T[]): T {
  assert.equal(list.length, 1, `${list.length} instead of one`);
  return list[0] ?? assert.fail("empty");
}
