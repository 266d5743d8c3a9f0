import { createVendorHttp } from "../connectors/http.ts";
import { createLocalSlots } from "../connectors/http/local-slots.ts";
import type { Config } from "./config/config.ts";
import type { Hub } from "./hub.ts";
import { checkReadiness, isWorkedOn, type ReadinessDeps } from "./readiness.ts";
import { startLoop } from "./workers/loop.ts";

/**
 * Calls the operator's watchdog while all is well: the database can be written, there is room, and some node works. Where
 * something is wrong nothing is sent, and the watchdog's own alarm goes off; a hub that has died could not tell of it.
 *
 * @returns ends it; undefined where no watchdog is set
 */
export function startHeartbeat(
  { heartbeat, outbound }: Config,
  { hub, diskIsFull }: ReadinessDeps & { hub: Pick<Hub, "db" | "world"> },
): (() => Promise<void>) | undefined {
  if (!heartbeat) return undefined;
  const { log, metrics, clock } = hub.world;
  const { allowedPrivate } = outbound;
  const { pathname, search } = new URL(heartbeat.url);
  // What names the watchdog's check is as good as a password.
  const secrets = [pathname + search, pathname].filter((part) => part.length > 1);
  const http = createVendorHttp({ account: "heartbeat", slots: createLocalSlots(), allowedPrivate, secrets, clock });
  const beat = async () => {
    const checks = { ...(await checkReadiness({ hub, diskIsFull })), work: await isWorkedOn(hub).catch(() => false) };
    const wrong = Object.entries(checks).flatMap(([name, isWell]) => (isWell ? [] : [name]));
    if (wrong.length > 0) {
      metrics.count("interdesk_heartbeats", { outcome: "withheld" });
      log.error({ wrong }, "the watchdog is not called: something is wrong here");
      return { again: false };
    }
    const answer = await http.request({ method: "GET", url: heartbeat.url, buckets: [], safe: true });
    const isTaken = answer.ok && answer.value.status < 300;
    metrics.count("interdesk_heartbeats", { outcome: isTaken ? "taken" : "refused" });
    if (!isTaken)
      log.warn(
        { error: answer.ok ? `HTTP ${answer.value.status}` : answer.error.detail },
        "the watchdog did not take the heartbeat",
      );
    return { again: false };
  };
  const loop = startLoop({ name: "watchdog", everyMs: heartbeat.everySeconds * 1_000, log, pass: beat });
  return async () => {
    await loop.stop();
    await http.close();
  };
}
