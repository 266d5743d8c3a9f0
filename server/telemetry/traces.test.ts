import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { startTracing } from "./traces.ts";
import { awaitUntil } from "../demo/world.ts";
import { openTestWorld } from "../../test/support/world.ts";

describe("one trace from the delivery to the vendor's write", () => {
  it("joins the request, the intake and the push, and goes on to the vendor", async (context) => {
    const exporter = new InMemorySpanExporter();
    const end = await startTracing({ endpoint: undefined, processors: [new SimpleSpanProcessor({ exporter })] });
    context.after(end);
    const world = await openTestWorld(context);
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    await world.deliver("01-firing-single.json", { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    await awaitUntil("the ticket in the desk", async () => (world.desk.tickets().length === 1 ? true : undefined));
    const { value: names } = await awaitUntil("the spans", async () => {
      const own = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
      const found = own.map(({ name }) => name);
      return ["hook.receive", "deliveries.apply", "link.create"].every((name) => found.includes(name))
        ? found
        : undefined;
    });
    assert.ok(names.length >= 3);
  });
});
