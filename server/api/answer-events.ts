import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/** Whether who asks would rather be told bit by bit. */
export function wantsEvents(context: Context): boolean {
  const kinds = context.req.header("accept")?.split(",") ?? [];
  return kinds.some((kind) => kind.trim().startsWith("text/event-stream"));
}

/**
 * Answers with events as they come, and an `end`. Who leaves is told nothing more, and no further event is asked for, so that
 * what makes them stops.
 *
 * @returns the answer that the document describes is the whole at once; this is its other form
 */
export function answerEvents(context: Context, events: AsyncIterable<{ event: string; data: unknown }>): never {
  context.header("x-accel-buffering", "no");
  return streamSSE(context, async (stream) => {
    for await (const { event, data } of events) {
      if (stream.aborted) return;
      await stream.writeSSE({ event, data: JSON.stringify(data) });
    }
    await stream.writeSSE({ event: "end", data: "{}" });
  }) as never;
}
