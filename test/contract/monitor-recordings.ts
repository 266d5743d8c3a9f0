import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

/** What a recorded delivery must say: events in order, why there is none, or why nobody can tell. */
export type Expected =
  { events: readonly (readonly [dedupKey: string, condition: string])[] } | { nothing: RegExp } | { problem: RegExp };

/** A request that a real tool sent, or one in the shape that its vendor documents. */
export type MonitorRecording = {
  name: string;
  body: string;
  /** Lower-case names, `content-type` included; what says who sent it is left out, since each signature adds its own. */
  headers: Readonly<Record<string, string>>;
} & Expected;

interface RecordedFile {
  request: { method: string; path: string; headers: Readonly<Record<string, string>>; body: string };
}

/** One file of a connector's `recordings/`: the request as it was. */
export function readRequest(folder: URL, name: string): RecordedFile["request"] {
  return (JSON.parse(readFileSync(new URL(name, folder), "utf8")) as RecordedFile).request;
}

/** Names without `.json`, in order, of what was posted, and of answers to polls; `expected.json` is none of them. */
export function listPosted(folder: URL): string[] {
  const all = readdirSync(folder).filter((name) => /^\d.*\.json$/.test(name));
  const posted = all.filter((name) => readRequest(folder, name).method !== "GET");
  return posted.map((name) => name.slice(0, -".json".length)).toSorted();
}

/**
 * All files of a connector's `recordings/` that were posted, each with what it must say; a file without an expectation, or
 * an expectation without a file, fails. Other methods are answered with 405 before a connector sees them.
 *
 * @param expected by file name without `.json`: pairs of key and condition, what the reason for nothing looks like, or what
 *   the problem does that keeps it in quarantine
 */
export function readRecordings(
  folder: URL,
  expected: Readonly<Record<string, RegExp | { problem: RegExp } | readonly (readonly [string, string])[]>>,
): MonitorRecording[] {
  assert.deepEqual(listPosted(folder), Object.keys(expected).toSorted());
  return Object.entries(expected).map(([name, says]) => {
    const { body, headers } = readRequest(folder, `${name}.json`);
    const lower = Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]);
    const open = lower.filter(([header = ""]) => !/authorization|token|signature/.test(header));
    const said = says instanceof RegExp ? { nothing: says } : "problem" in says ? says : { events: says };
    return { name, body, headers: Object.fromEntries(open) as Record<string, string>, ...said };
  });
}
