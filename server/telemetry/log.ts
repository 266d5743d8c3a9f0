import { context, trace } from "@opentelemetry/api";
import { pino, type Logger } from "pino";

/** What must never be written down, wherever it stands in the facts of a line. */
const secretPaths = ["authorization", "secret", "secrets", "password", "token", "apiKey", "cookie", "headers", "body"];

/** One event, one JSON line; the ids of the running trace stand in each. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secretPaths, ...secretPaths.map((path) => `*.${path}`)], censor: "***" },
    mixin: () => {
      const span = trace.getSpanContext(context.active());
      return span ? { traceId: span.traceId, spanId: span.spanId } : {};
    },
  });
}
