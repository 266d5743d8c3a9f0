import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { it } from "node:test";
import { Hono } from "hono";
import { startHttpServer } from "./http-server.ts";

/** One request after the other over one connection, each well before that would count as idle. @returns ends it */
function keepBusy(port: number): () => void {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () => get({ host: "127.0.0.1", port, agent }, (answer) => answer.resume()).on("error", () => {});
  const timer = setInterval(ask, 500);
  ask();
  return () => {
    clearInterval(timer);
    agent.destroy();
  };
}

it("ends although somebody keeps a connection busy", { timeout: 10_000 }, async (context) => {
  let closed: Promise<void> | undefined;
  let begun = (): void => {};
  const busy = new Promise<void>((resolve) => (begun = resolve));
  const app = new Hono().get("/", (call) => {
    // It is told to end while a request is under way, so that its connection is not idle then.
    closed ??= server.close();
    begun();
    return call.text("here");
  });
  const server = await startHttpServer(app, { host: "127.0.0.1", port: 0 });
  context.after(keepBusy(server.port));
  await busy;
  await closed;
});

/** In a process of its own: opens so many sockets at one instant, and tells how many were open within 900 ms. */
const opener = `
  const [port, count] = process.argv.slice(1).map(Number);
  const net = require("node:net");
  let open = 0;
  for (let nth = 0; nth < count; nth++)
    net.connect(port, "127.0.0.1", () => open++).on("error", () => {});
  setTimeout(() => process.stdout.write(String(open), () => process.exit()), 900);
`;

it("keeps nobody waiting for a second try who comes while it is busy, as many as the system lets wait", async (context) => {
  const allowed = Number(await readFile("/proc/sys/net/core/somaxconn", "utf8").catch(() => "128"));
  const server = await startHttpServer(new Hono(), { host: "127.0.0.1", port: 0 });
  context.after(() => server.close());
  const child = spawn(process.execPath, ["-e", opener, String(server.port), "2000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.on("data", (part: Buffer) => (told += part.toString()));
  const ended = once(child, "close");
  // Nothing is accepted meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
  await ended;
  assert.ok(Number(told) >= Math.min(2_000, allowed), `${told} of 2,000 were let in, and ${allowed} may wait`);
});
