import { context, trace } from "@opentelemetry/api";
import { pino, type Logger } from "pino";

/** What must never be written down, wherever it stands in the facts of a line. */
const secretPaths = ["authorization", "secret", "secrets", "password", "token", "apiKey", "cookie", "headers", "body"];

/** An allow-list: errors of drivers carry whole connections, requests and credentials with them. */
function toFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return {
    type: error.name,
    message: error.message,
    ...code,
    stack: error.stack,
    ...(error.cause ? { cause: toFacts(error.cause) } : {}),
  };
}

/** One event, one JSON line; the ids of the running trace stand in each. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secretPaths, ...secretPaths.map((path) => `*.${path}`)], censor: "***" },
    serializers: { err: toFacts },
    mixin: () => {
      const span = trace.getSpanContext(context.active());
      return span ? { traceId: span.traceId, spanId: span.spanId } : {};
    },
  });
}
