import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { listApiRoutes } from "../../support/api-routes.ts";
import { metricsHeaders } from "../../support/readiness.ts";
import { defineScenario } from "../scenario.ts";
import { openEdge } from "../tools/edge-world.ts";

const root = path.join(import.meta.dirname, "../../..");
const run = (program: string, ...words: string[]) =>
  promisify(execFile)(program, words, { cwd: root, maxBuffer: 200_000_000 }).then(({ stdout }) => stdout);

/** What secrets of others look like; put together, so that this file is none. @see https://github.com/gitleaks/gitleaks */
const kinds: readonly [string, RegExp][] = [
  ["a private key", new RegExp(`-----BEGIN ${"(?:[A-Z]+ )?"}PRIVATE KEY-----[\\s\\\\nr"'+]*[A-Za-z0-9+/]{40}`)],
  ["a key of AWS", /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z2-7]{16}\b/],
  ["a token of GitHub", /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}/],
  ["a token of GitLab", /\bglpat-[\w-]{20,}/],
  ["a token of Slack", /\bxox[abeoprs]-\d{6,}-\d{6,}-\w{16,}/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a key of Stripe", /\b[rs]k_live_[A-Za-z0-9]{20,}/],
  ["a key of Google", /\bAIza[\w-]{35}\b/],
  ["a key of ours", /\bidk_[\w-]{43}\b/],
  ["a master key", /\bk1:[A-Za-z0-9+/]{43}=/],
];
const forbidden =
  /(?:^|\/)(?:\.env(?:\.(?!example).*)?|\.git|\.npmrc|master-key|admin-token|metrics-token|id_(?:rsa|ed25519)|\.interdesk)(?:\/|$)|\.(?:p12|pfx)$/;

export const scannedFiles = defineScenario("O7", "secrets in what is published", async (_, sizes) => {
  const tracked = (await run("git", "ls-files", "-z")).split("\0").filter((name) => name !== "");
  const packed = JSON.parse(await run("npm", "pack", "--dry-run", "--json", "--ignore-scripts")) as {
    files: { path: string }[];
  }[];
  const names = new Set([...tracked, ...packed.flatMap(({ files }) => files.map((file) => file.path))]);
  const found: string[] = [];
  for (const name of names) {
    if (forbidden.test(name)) found.push(`${name} is there`);
    const text = await readFile(path.join(root, name), "latin1").catch(() => "");
    for (const [kind, pattern] of kinds) if (pattern.test(text)) found.push(`${kind} in ${name}`);
  }
  const inPackage = packed.reduce((sum, { files }) => sum + files.length, 0);
  return {
    pass: found.length === 0 && names.size >= sizes.leastFiles && inPackage > 0,
    figure: `${tracked.length} files of the repository and ${inPackage} of the package: ${found.length === 0 ? "none is a secret, or holds one" : found.slice(0, 5).join("; ")}`,
  };
});

/** What is told without a token, and is to be. */
const open: Readonly<Record<string, string>> = { "/livez": '{"alive":true}', "/readyz": '{"ready":true}' };

export const openDoors = defineScenario("O8", "what the hub tells whoever asks", async (context, sizes) => {
  const { hub, dataDir } = await openEdge(context);
  const found: string[] = [];
  const routes = listApiRoutes().map((name) => {
    const [method = "", route = ""] = name.split(" ");
    return { method, route: `${/^\/(tmf-api\/|mcp$)/.test(route) ? "" : "/api/v1"}${route.replaceAll(/:\w+/g, "x")}` };
  });
  const others = [
    "/api/openapi.json",
    "/metrics",
    "/docs",
    "/api/docs",
    "/swagger",
    "/openapi.json",
    "/debug",
    "/healthz",
    "/health",
  ];
  const asked = [...routes, ...others.map((route) => ({ method: "GET", route }))];
  const senders = [
    undefined,
    "Bearer x",
    `Bearer ${"x".repeat(43)}`,
    `Bearer idk_${"x".repeat(43)}`,
    "Basic YWRtaW46YWRtaW4=",
  ];
  for (const { method, route } of asked)
    for (const authorization of senders) {
      const answer = await fetch(hub.url + route, { method, ...(authorization && { headers: { authorization } }) });
      const text = await answer.text();
      // The console answers addresses that are nobody's with its page.
      const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
      if (answer.status < 400 && !isPage) found.push(`${method} ${route}: ${answer.status} ${text.slice(0, 50)}`);
    }
  for (const [route, expected] of Object.entries(open)) {
    const text = await (await fetch(hub.url + route)).text();
    if (text !== expected) found.push(`${route}: ${text.slice(0, 100)}`);
  }
  const numbers = await fetch(`${hub.url}/metrics`, { headers: await metricsHeaders(dataDir) });
  return {
    pass: found.length === 0 && routes.length >= sizes.leastRoutes && numbers.status === 200,
    figure: `${asked.length} addresses asked by ${senders.length} who are nobody: ${found.length === 0 ? "none open" : found.slice(0, 4).join("; ")}; /livez and /readyz tell whether, not why; with its token /metrics answers ${numbers.status}`,
  };
});
