import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shareWords } from "../text/share-words.ts";
import { wordsOf } from "./compare-titles.ts";

const score = (one: string, other: string) => Math.round(shareWords(wordsOf(one), wordsOf(other)) * 100) / 100;

describe("titles that read alike", () => {
  const cases: readonly [string, string, number][] = [
    ["Disk C: full on srv-1", "Disk D: full on srv-22", 1],
    ["Disk full on 10.0.0.1", "DISK FULL on 10.0.0.254:9100", 1],
    ["Ping failed", "Ping failed for gateway", 0.5],
    ["Ping failed", "Backup failed", 0.33],
    ["Ping failed", "Backup missing", 0],
    ["Lüfter ausgefallen", "lüfter AUSGEFALLEN", 1],
    ["12345", "12345", 0],
    ["Session 6789d8a0-d46c-4bdb-be47-6b416863e775 lost", "Session 1493e2d1-bbed-51d1-9954-0fe39aa24a8b lost", 1],
  ];
  for (const [one, other, expected] of cases)
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)}: ${expected}`, () =>
      assert.equal(score(one, other), expected));
});
