import assert from "node:assert/strict";
import { it } from "node:test";
import type { ParsedDelivery } from "../../../connectors/contract.ts";
import { MonitorEvent } from "../../../schemas/alert.ts";
import { must } from "../expect.ts";
import { decodeKept } from "../hook-receiver.ts";
import { malformedBodies } from "../malformed.ts";
import { type MonitorContractOptions, openInbound, requestOf } from "../monitor-world.ts";
import type { Told } from "../secrets.ts";

/** What deliveries say: as recorded, and a problem with its place where they are broken. */
export function describeParsing(options: MonitorContractOptions, told: Told): void {
  const { keepHeaders, contentTypes } = options.connector.manifest;
  const parse = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
    decodeKept(
      openInbound(options, told, [options.secrets ?? options.signatures[0]?.secrets ?? {}]),
      keepHeaders,
      requestOf(options, body, headers),
    );

  for (const recording of options.recordings)
    it(`is what was recorded: ${recording.name}`, async () => {
      const type = recording.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
      assert.ok(contentTypes.includes(type), `"${type}" would be refused`);
      const result = await parse(recording.body, recording.headers);
      if ("problem" in recording) {
        assert.match(result.ok ? "understood" : result.error.detail, recording.problem);
        return;
      }
      const parsed = must(result);
      if ("nothing" in recording) {
        assert.match(parsed.nothing ?? "no reason", recording.nothing);
        assert.deepEqual(parsed.items, []);
      } else {
        assert.equal(parsed.nothing, undefined);
        assert.deepEqual(
          eventsOf(parsed).map(({ dedupKey, condition }) => [dedupKey, condition]),
          recording.events,
        );
      }
      assert.deepEqual(must(await parse(recording.body, recording.headers)), parsed, "the same whenever it comes");
    });

  for (const [name, body] of Object.entries(malformedBodies))
    it(`is a problem with its place where it holds ${name}`, async () => {
      const parsed = await parse(body);
      const { path, expected, detail } = parsed.ok ? assert.fail("understood") : parsed.error;
      assert.equal(typeof path, "string");
      for (const words of [expected, detail]) assert.match(words, /\p{L}{2}/u);
      assert.ok(detail.length <= 1_000, "told in full");
    });

  const [{ body, headers } = assert.fail("no recordings")] = options.recordings;
  const whole = Buffer.from(body.trimEnd());
  const cuts = Array.from(whole, (_byte, length) => ({
    length,
    parsed: () => parse(whole.subarray(0, length), headers),
  }));
  if (options.cutIsWhole === true)
    it("is a problem or holds to its schema, and is nothing worse, wherever it was cut", async () => {
      for (const { parsed } of cuts) {
        const result = await parsed();
        if (result.ok) eventsOf(result.value);
      }
    });
  else
    it("is a problem, and nothing worse, wherever it was cut", async () => {
      for (const { length, parsed } of cuts) assert.equal((await parsed()).ok, false, `${length} bytes`);
    });
}

/** Its events, each as its schema says; or nothing, with the reason. */
function eventsOf({ items, nothing }: ParsedDelivery): MonitorEvent[] {
  assert.equal(items.length === 0, nothing !== undefined, "either items, or why there is none");
  return items.map((item) => {
    const event = item.kind === "event" ? item.event : assert.fail(item.kind);
    assert.deepEqual(MonitorEvent.parse(event), event);
    return event;
  });
}
