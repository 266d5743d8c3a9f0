import assert from "node:assert/strict";
import type { InboundAdapter, ParsedDelivery, ParseProblem } from "../../connectors/contract.ts";
import type { MonitorEvent } from "../../schemas/alert.ts";
import { must } from "./expect.ts";
import { readRequest } from "./monitor-recordings.ts";

type Delivery = Parameters<InboundAdapter["parse"]>[0];

/** A parser with its settings and a time of receipt, for tables of bodies. */
export interface ParserUnderTest {
  events(body: string): MonitorEvent[];
  /** The only one; fails where there are more or fewer. */
  event(body: string): MonitorEvent;
  /** The events of a recorded request. */
  recorded(name: string): MonitorEvent[];
  /** The text of a recorded request. */
  body(name: string): string;
  parsed(body: string): ParsedDelivery;
  nothing(body: string): string;
  problem(body: string): ParseProblem;
}

export function testParser<Settings>(
  parse: (delivery: Delivery, settings: Settings) => ReturnType<InboundAdapter["parse"]>,
  settings: Settings,
  { folder, receivedAt }: { folder: URL; receivedAt: Date },
): ParserUnderTest {
  const run = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    parse({ body: new TextEncoder().encode(body), headers, receivedAt }, settings);
  const events = (body: string, headers?: Readonly<Record<string, string>>) =>
    must(run(body, headers)).items.map((item) => (item.kind === "event" ? item.event : assert.fail(item.kind)));
  const bodyOf = (name: string) => readRequest(folder, `${name}.json`).body;
  return {
    events,
    event(body) {
      const [event, ...more] = events(body);
      assert.equal(more.length, 0, "one event");
      return event ?? assert.fail("no event");
    },
    recorded(name) {
      const { body, headers } = readRequest(folder, `${name}.json`);
      return events(
        body,
        Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value])),
      );
    },
    body: bodyOf,
    parsed: (body) => must(run(body)),
    nothing: (body) => must(run(body)).nothing ?? assert.fail("there are events"),
    problem(body) {
      const parsed = run(body);
      return parsed.ok ? assert.fail(`understood: ${JSON.stringify(parsed.value)}`) : parsed.error;
    },
  };
}
