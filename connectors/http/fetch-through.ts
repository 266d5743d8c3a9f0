import type { Options } from "ky";
import { type Dispatcher, interceptors, request } from "undici";
import { NotConnected } from "./address-guard.ts";

const sentAlways = { "accept-encoding": "gzip, deflate, br", "user-agent": "interdesk" };
/** These have no body, and the web standard's Response refuses one. */
const withoutBody = new Set([204, 205, 304]);

/** Nothing takes so long between two steps of the same process, and leases hold longer; ms. */
const latestMs = 3_000;

/**
 * What ky takes for `fetch`, over undici's plain requests: its own fetch copies each piece of an answer once more, and a large
 * answer then costs the process three times its size; so does a large body that goes through the web standard's requests.
 * Redirects are not followed; packed answers are unpacked.
 *
 * @returns makes it for one call and its body, which is not sent any more when the process was paused since then: others may
 * have sent it
 */
export function createFetch(agent: Dispatcher): (content: Buffer | null) => NonNullable<Options["fetch"]> {
  const dispatcher = agent.compose(interceptors.decompress({ skipErrorResponses: false }));
  const send = async (asked: Request, content: Buffer | null, startedAt: number): Promise<Response> => {
    if (performance.now() - startedAt > latestMs) throw new NotConnected(new Error("The process was paused."));
    const { statusCode, headers, body } = await request(asked.url, {
      // ky speaks in web standard requests, whose methods are undici's.
      method: asked.method as Dispatcher.HttpMethod,
      headers: { ...sentAlways, ...Object.fromEntries(asked.headers) },
      // A buffer, so that its length is sent.
      body: content,
      signal: asked.signal,
      dispatcher,
    });
    const told = { status: statusCode, headers: listHeaders(headers) };
    if (!withoutBody.has(statusCode)) return new Response(toStream(body), told);
    await body.dump();
    return new Response(null, told);
  };
  return (content) => {
    const startedAt = performance.now();
    return (input, init) => send(new Request(input, init), content, startedAt);
  };
}

function listHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

/** Piece by piece as it is asked for, without a copy. */
function toStream(body: Dispatcher.ResponseData["body"]): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A body without an encoding gives its bytes.
        const { value, done } = (await pieces.next()) as IteratorResult<Uint8Array, undefined>;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        // Letting go of it ends the connection, which is what is wanted.
        body.on("error", () => {}).destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
