import type { ConnectorError } from "../../../core/ports/connector-error.ts";
import type { Result } from "../../../core/ports/result.ts";
import { createLocalSlots } from "../../../connectors/http/local-slots.ts";
import type { VendorResponse } from "../../../connectors/http/vendor-call.ts";
import { createVendorHttp, type VendorHttpOptions } from "../../../connectors/http/vendor-http.ts";
import type { ScenarioContext } from "../scenario.ts";

/** The hub's one way out, towards a server of this machine. */
export interface WayOut {
  read(path?: string): Promise<Result<VendorResponse, ConnectorError>>;
  write(path?: string): Promise<Result<VendorResponse, ConnectorError>>;
}

export function openWayOut(
  context: ScenarioContext,
  server: { address: string; secure?: boolean },
  options: Partial<VendorHttpOptions> = {},
): WayOut {
  const http = createVendorHttp({
    account: `t:${server.address}`,
    slots: createLocalSlots(),
    allowedPrivate: [server.address],
    secrets: [],
    clock: { now: () => new Date() },
    ...options,
  });
  context.after(() => http.close());
  const base = `${server.secure ? "https" : "http"}://${server.address}`;
  return {
    read: (path = "/") => http.request({ method: "GET", url: `${base}${path}`, buckets: [], safe: true }),
    write: (path = "/") => http.request({ method: "POST", url: `${base}${path}`, json: {}, buckets: [], safe: false }),
  };
}

/** Kind of the error, or `answered`. */
export function kindOf(result: Result<unknown, ConnectorError>): string {
  return result.ok ? "answered" : result.error.kind;
}
