import type { Options } from "ky";
import { type Dispatcher, interceptors, request } from "undici";
import { NotConnected } from "./address-guard.ts";

const sentAlways = { "accept-encoding": "gzip, deflate, br", "user-agent": "interdesk" };
/** These have no body, and the web standard's Response refuses one. */
const withoutBody = new Set([204, 205, 304]);

/**
 * What ky takes for `fetch`, over undici's plain requests: its own fetch copies each piece of an answer once more, and a large
 * answer then costs the process three times its size; so does a large body that goes through the web standard's requests.
 * Redirects are not followed; packed answers are unpacked.
 *
 * @returns makes it for one call, its body, and whether it may still be sent
 */
export function createFetch(
  agent: Dispatcher,
): (content: Buffer | null, mayStart: () => boolean) => NonNullable<Options["fetch"]> {
  const unpacking = agent.compose(interceptors.decompress({ skipErrorResponses: false }));
  const send = async (asked: Request, content: Buffer | null, dispatcher: Dispatcher): Promise<Response> => {
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
  return (content, mayStart) => {
    const dispatcher = unpacking.compose(askAtStart(mayStart));
    return (input, init) => send(new Request(input, init), content, dispatcher);
  };
}

/**
 * Asked right before the first byte goes out: until then a connection may have taken its time, or the process was paused and
 * others have sent it.
 */
function askAtStart(mayStart: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        if (mayStart()) handler.onRequestStart?.(controller, context);
        else controller.abort(new NotConnected(new Error("The call came too late.")));
      },
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    });
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
