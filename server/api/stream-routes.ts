import { Hono } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { z } from "zod";
import type { TenantId } from "../../schemas/ids.ts";
import type { ApiEnv, Principal } from "../access/principal.ts";
import { listSeen } from "../db/seen-by.ts";
import type { Hub } from "../hub.ts";
import type { LiveChange, LiveEvent } from "../live/live-feed.ts";
import { AppError } from "./problem.ts";

const Query = z.strictObject({
  /** Id of the last event that was seen, for those who cannot send it as `Last-Event-ID`. */
  after: z.string().max(200).optional(),
});
/** So often it is seen whether whoever follows still may; a page that hears nothing for long takes the connection for broken. */
const beatEveryMs = 5_000;
const retryMs = 1_000;
/** At once, of one node: each costs a connection. */
const mostStreams = 2_000;

type Deps = { hub: Pick<Hub, "db" | "live" | "node">; tenantId: TenantId };

/** What changes, as it does: the events name what is to be read again, and nothing of what it says. */
export function createStreamRoutes({ hub, tenantId }: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get("/stream", (context) => {
    const { principal, askAgain } = context.env;
    const { after } = Query.parse(context.req.query());
    if (streams.size >= mostStreams)
      throw new AppError("conflict", "Too many pages follow this hub now. Try again later.");
    context.header("x-accel-buffering", "no");
    const from = context.req.header("last-event-id") ?? after;
    return streamSSE(context, (stream) => follow({ hub, tenantId }, stream, { principal, askAgain, from }));
  });
  return app;
}

const streams = new Set<SSEStreamingApi>();

interface Follower {
  principal: Principal;
  askAgain: () => Promise<Principal>;
  from: string | undefined;
}

async function follow({ hub, tenantId }: Deps, stream: SSEStreamingApi, { principal, askAgain, from }: Follower) {
  const { live, node, db } = hub;
  const send = async (event: string, data: unknown, id?: number) =>
    stream.writeSSE({ event, data: JSON.stringify(data), ...(id === undefined ? {} : { id: `${node.name}.${id}` }) });
  const tell = async ({ id, change }: LiveEvent) => {
    const seen = await narrow(change);
    if (seen) await send("changed", seen, id);
  };
  // Of other clients it is not even told that something has changed.
  const narrow = async (change: LiveChange): Promise<LiveChange | undefined> => {
    if (principal.clients === null) return change;
    const seen = await listSeen(db, tenantId, principal.clients, change);
    return seen.tickets?.length === 0 && seen.alerts?.length === 0 ? undefined : seen;
  };
  let telling = Promise.resolve();
  const queue = (event: LiveEvent) => void (telling = telling.then(() => tell(event)).catch(() => stream.abort()));
  const ended = new Promise<void>((resolve) => stream.onAbort(() => resolve()));
  const missed = live.since(tenantId, placeOf(from, node.name));
  const closers = [live.follow(tenantId, queue), live.onGap(() => void send("reset", {}))];
  streams.add(stream);
  try {
    await stream.write(`retry: ${retryMs}\n\n`);
    // A page that begins has just read everything.
    await (missed ? send("hello", {}) : send("reset", {}));
    for (const event of missed ?? []) queue(event);
    const beat = setInterval(() => {
      // Whoever may no longer ask is told nothing more.
      askAgain().then(
        () => stream.write(": still here\n\n"),
        () => stream.abort(),
      );
    }, beatEveryMs);
    await ended.finally(() => clearInterval(beat));
  } finally {
    streams.delete(stream);
    for (const close of closers) close();
  }
}

/** @returns null = from now on; NaN = of another node or process, where nobody can go on from */
function placeOf(from: string | undefined, node: string): number | null {
  if (from === undefined || from === "") return null;
  return from.startsWith(`${node}.`) ? Number(from.slice(node.length + 1)) : Number.NaN;
}
