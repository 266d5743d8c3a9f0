import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { z } from "zod";
import type { TenantId } from "../../schemas/ids.ts";
import type { Principal } from "../access/principal.ts";
import { listSeen } from "../db/seen-by.ts";
import type { Hub } from "../hub.ts";
import type { LiveChange, LiveEvent } from "../live/live-feed.ts";
import { describeRoute, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";

const Query = z.strictObject({
  after: z
    .string()
    .max(200)
    .optional()
    .describe("Id of the last event that was seen, for those who cannot send it as Last-Event-ID."),
});
/** So often it is seen whether whoever follows still may; a page that hears nothing for long takes the connection for broken. */
const beatEveryMs = 5_000;
const retryMs = 1_000;
/** At once, of one node: each costs a connection. */
const mostStreams = 2_000;

type Deps = { hub: Pick<Hub, "db" | "live" | "node">; tenantId: TenantId };

const stream = describeRoute(
  {
    method: "get",
    path: "/stream",
    operationId: "followChanges",
    tags: ["Stream"],
    summary: "What changes, as it does, by server-sent events",
    description:
      "The events name what is to be read again, and nothing of what it says. `Last-Event-ID`, or `after`, goes on from where somebody was; `reset` says that all is to be read again.",
    request: { query: Query },
    responses: {
      200: {
        description: "Events, until either side ends it.",
        content: { "text/event-stream": { schema: z.string() } },
      },
    },
  },
  { conflicts: true },
);

/** What changes, as it does: the events name what is to be read again, and nothing of what it says. */
export function createStreamRoutes({ hub, tenantId }: Deps) {
  return openGroup().openapi(stream, (context) => {
    const { principal, askAgain } = context.env;
    const { after } = context.req.valid("query");
    if (streams.size >= mostStreams)
      throw new AppError("conflict", "Too many pages follow this hub now. Try again later.");
    context.header("x-accel-buffering", "no");
    const from = context.req.header("last-event-id") ?? after;
    return streamSSE(context, (events) => follow({ hub, tenantId }, events, { principal, askAgain, from }));
  });
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
  const closers: (() => void)[] = [];
  let telling = Promise.resolve();
  const queue = (event: LiveEvent) => void (telling = telling.then(() => tell(event)).catch(() => stream.abort()));
  // A stream that goes on would keep the listener from closing.
  const ended = new Promise<void>((resolve) => {
    stream.onAbort(() => resolve());
    closers.push(live.onEnd(() => resolve()));
  });
  const missed = live.since(tenantId, placeOf(from, node.name));
  closers.push(
    live.follow(tenantId, queue),
    live.onGap(() => void send("reset", {})),
  );
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
