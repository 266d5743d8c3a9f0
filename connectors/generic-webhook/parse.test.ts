import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { sampleMapping } from "./sample-mapping.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse(sampleMapping), { folder, receivedAt });

describe("webhooks that an admin mapped", () => {
  const cases = [
    [
      "01-list",
      0,
      "critical",
      "Link down – café on rtr-01",
      "acme-dental",
      "rtr-01",
      "2026-11-23T13:00:05.000Z",
      null,
      "r1",
    ],
    [
      "01-list",
      1,
      "medium",
      "Disk fine again on fs-01",
      null,
      "fs-01",
      "2026-11-23T12:50:05.000Z",
      "2026-11-23T13:00:05.000Z",
      null,
    ],
    [
      "02-form",
      0,
      "critical",
      "Link up – café on rtr-01",
      null,
      "rtr-01",
      receivedAt.toISOString(),
      receivedAt.toISOString(),
      null,
    ],
  ] as const;
  for (const [name, index, severity, title, client, resource, raisedAt, clearedAt, episodeId] of cases)
    it(`in ${name}, alert ${index}`, () => {
      const event = read.recorded(name)[index];
      assert.deepEqual(
        [event?.severity, event?.title, event?.clientHint, event?.resource, event?.episodeId],
        [severity, title, client, resource, episodeId],
      );
      assert.deepEqual([event?.raisedAt.toISOString(), event?.clearedAt?.toISOString() ?? null], [raisedAt, clearedAt]);
    });

  it("open nothing where all is left out", () => {
    assert.equal(read.nothing(read.body("03-test-only")), "A test message.");
  });

  it("name the field that cannot be read", () => {
    const body = read.body("01-list").replace('"prio":"P3"', '"prio":"P9"');
    assert.deepEqual(
      [read.problem(body).path, read.problem(body).detail],
      ["items.1.severity", "severity: No such key: P9"],
    );
    assert.equal(read.problem("id=1&prio=P1").path, "items.0.condition");
    assert.match(read.problem("hello").detail, /neither JSON nor a form/);
  });
});
