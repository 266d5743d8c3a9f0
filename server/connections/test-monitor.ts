import type { Monitor } from "../../core/ports/monitor.ts";
import type { TestStep } from "../../core/ports/desk.ts";

/** What a monitoring tool's own API lets us do, in words for an admin; writes nothing. @param monitor undefined = no credentials */
export async function* testMonitor(monitor: Monitor | undefined): AsyncGenerator<TestStep> {
  if (!monitor)
    return yield {
      step: "API",
      ok: true,
      detail:
        "This connection only takes deliveries: the tool has no API that is used, or its address and credentials are not set.",
    };
  const calls = (["acknowledge", "unacknowledge", "resolve"] as const).filter((call) => monitor[call]);
  yield {
    step: "Telling",
    ok: true,
    detail: calls.length > 0 ? `It will be told to ${calls.join(", ")}.` : "It will be told nothing.",
  };
  const listed = await monitor.listOpen?.();
  if (!listed) return;
  const detail = listed.ok ? `It lists ${listed.value.length} alerts that fire.` : listed.error.detail;
  yield { step: "Listing", ok: listed.ok, detail };
}
