import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import type { Counter, Histogram } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Metrics } from "../../core/ports/world.ts";

export interface MetricsRegistry extends Metrics {
  /** A value that is asked for at each scrape. */
  gauge(
    name: string,
    help: string,
    read: () => Promise<readonly { labels: Record<string, string>; value: number }[]>,
  ): void;
  /** Everything in the Prometheus text format. */
  render(): Promise<string>;
  close(): Promise<void>;
}

/** Counters and histograms of this process; names and labels come from the code, never from data. */
export function createMetrics(): MetricsRegistry {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "interdesk" }),
    readers: [reader],
  });
  const meter = provider.getMeter("interdesk");
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count(name, labels, by = 1) {
      const counter = counters.get(name) ?? meter.createCounter(name);
      counters.set(name, counter);
      counter.add(by, labels);
    },
    observe(name, labels, value) {
      const histogram = histograms.get(name) ?? meter.createHistogram(name);
      histograms.set(name, histogram);
      histogram.record(value, labels);
    },
    gauge(name, help, read) {
      meter.createObservableGauge(name, { description: help }).addCallback(async (result) => {
        for (const { labels, value } of await read()) result.observe(value, labels);
      });
    },
    async render() {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) throw new AggregateError(errors, "metrics could not be collected");
      return new PrometheusSerializer().serialize(resourceMetrics);
    },
    close: () => provider.shutdown(),
  };
}
