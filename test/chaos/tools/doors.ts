import { readFile } from "node:fs/promises";
import path from "node:path";
import { apiBase } from "../../../server/access/gate.ts";
import { listApiRoutes } from "../../support/api-routes.ts";
import type { HubProcess } from "../../support/hub-process.ts";
import { bearerToken } from "./alerts.ts";

/** One way in that may bring a body. */
export interface Door {
  /** For people. */
  name: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** What it takes at most; bytes. */
  mostBytes: number;
}

const usual = 1_048_576;
/** Where technicians and admins bring whole configurations, lists, reports of scans, and texts. */
const larger: readonly [RegExp, number][] = [
  [/^POST \/(?:configuration\/(?:apply|diff)|items|connections\/:name\/deliveries)$/, 32_000_000],
  [/^POST \/(?:(?:rules|sla|on-call)$|(?:rules|sla)\/(?!undo))/, 8_000_000],
];

/** Every door of a hub: each route that changes something, as the operator; hooks; signing in. */
export async function listDoors(
  hub: HubProcess,
  dataDir: string,
  hookUrls: readonly string[],
): Promise<readonly Door[]> {
  const token = (await readFile(path.join(dataDir, "admin-token"), "utf8")).trim();
  const type = { "content-type": "application/json" };
  const routes = listApiRoutes().filter((route) => !route.startsWith("GET "));
  return [
    ...hookUrls.map((url) => ({
      name: "a hook",
      method: "POST",
      url,
      headers: { ...type, authorization: `Bearer ${bearerToken}` },
      mostBytes: 524_288,
    })),
    ...["sign-in/email", "link/redeem"].map((end) => ({
      name: end,
      method: "POST",
      url: `${hub.url}/api/auth/${end}`,
      headers: { ...type, origin: hub.url },
      mostBytes: 65_536,
    })),
    ...routes.map((route) => {
      const [method = "", pattern = ""] = route.split(" ");
      const base = /^\/(tmf-api\/|mcp$)/.test(pattern) ? "" : apiBase;
      const url = `${hub.url}${base}${pattern.replaceAll(/:\w+/g, route.endsWith("/deliveries") ? "alerts" : "nothing")}`;
      return {
        name: route,
        method,
        url,
        headers: { ...type, accept: "application/json, text/event-stream", authorization: `Bearer ${token}` },
        mostBytes: larger.find(([routes]) => routes.test(route))?.[1] ?? usual,
      };
    }),
  ];
}

/** Answers that are not this one, by door. */
export function tellOthers(others: readonly string[]): string {
  return others.length === 0 ? "" : `, ${others.slice(0, 4).join(", ")}${others.length > 4 ? " …" : ""}`;
}
