import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import type { FullScan } from "../ports/inbound.ts";

/** What fires, as far as is known before a scan. */
export interface FiringAlert {
  title: string;
  severity: Severity;
  raisedAt: Date;
  /** When we last heard of it. */
  lastSeenAt: Date;
}

/**
 * Ends of what a full scan no longer finds.
 *
 * @param told keys that the scan's own delivery tells of
 * @param firing by key
 * @param receivedAt of the scan: what was heard of since is not for an older scan to end, should it be replayed
 */
export function listAbsent(
  scan: FullScan,
  told: ReadonlySet<string>,
  firing: ReadonlyMap<string, FiringAlert>,
  receivedAt: Date,
): readonly MonitorEvent[] {
  return [...firing].flatMap(([dedupKey, alert]) => {
    if (!dedupKey.startsWith(scan.keyPrefix) || told.has(dedupKey) || alert.lastSeenAt > receivedAt) return [];
    return [
      {
        dedupKey,
        episodeId: null,
        condition: "clear" as const,
        severity: alert.severity,
        title: alert.title,
        description: null,
        raisedAt: alert.raisedAt,
        // Reports that carry no time of their own may come within one tick of the clock.
        clearedAt: new Date(Math.max(scan.at.getTime(), alert.raisedAt.getTime() + 1)),
        clientHint: null,
        resource: scan.resource,
        service: null,
        url: null,
        labels: {},
        heartbeat: false,
      },
    ];
  });
}
