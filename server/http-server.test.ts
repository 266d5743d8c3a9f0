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
