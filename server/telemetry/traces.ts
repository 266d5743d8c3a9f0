import {
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";

/** Without anywhere to send them, spans are not even begun. */
let recording = false;
const tracer = trace.getTracer("interdesk");

/**
 * Starts tracing. Without an endpoint or processor there are no spans, only their ids' way through.
 *
 * @returns ends it, with what is still waiting sent
 */
export async function startTracing(options: {
  endpoint: string | undefined;
  processors?: readonly SpanProcessor[];
}): Promise<() => Promise<void>> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const { endpoint, processors = [] } = options;
  if (!endpoint && processors.length === 0) return async () => {};
  // What makes and sends spans is loaded where there is somewhere to send them.
  const { openSpans } = await import("./spans.ts");
  const provider = openSpans(endpoint, processors);
  recording = true;
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

/** Runs `work` as a span of the trace that `traceparent` names, or of the running one. */
export async function inSpan<T>(
  name: string,
  options: { traceparent?: string | null | undefined; kind?: SpanKind; attributes?: Record<string, string | number> },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (!recording) return work(trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
  const parent = options.traceparent
    ? propagation.extract(context.active(), { traceparent: options.traceparent })
    : context.active();
  return tracer.startActiveSpan(
    name,
    { kind: options.kind ?? SpanKind.INTERNAL, attributes: options.attributes ?? {} },
    parent,
    async (span) => {
      try {
        return await work(span);
      } catch (cause) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: cause instanceof Error ? cause.message : "failed" });
        throw cause;
      } finally {
        span.end();
      }
    },
  );
}

/** The running span as W3C trace context, to be kept with work that goes on later; null outside any trace. */
export function currentTraceparent(): string | null {
  if (!recording) return null;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier["traceparent"] ?? null;
}
