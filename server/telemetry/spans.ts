import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

/** Makes spans, for these processors and, by OTLP, for a collector at this endpoint. */
export function openSpans(endpoint: string | undefined, processors: readonly SpanProcessor[]): TracerProvider {
  const spanProcessors = [...processors];
  if (endpoint)
    spanProcessors.push(new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) }));
  return new TracerProvider({ resource: resourceFromAttributes({ "service.name": "interdesk" }), spanProcessors });
}
