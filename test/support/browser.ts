/** What a page of the hub, or of somebody else, asks and is answered; cookies are kept as a browser keeps them. */
export interface Browser {
  cookies: Map<string, string>;
  /** As a page of the hub sends it. @param route from `/api` on */
  call(
    method: string,
    route: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<BrowserAnswer>;
  /** Exactly these headers beside the cookies. */
  send(
    method: string,
    route: string,
    init: { body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<BrowserAnswer>;
}

export interface BrowserAnswer {
  status: number;
  // What tests look at, they know.
  body: Record<string, unknown>;
  headers: Headers;
}

/**
 * @param url where the hub listens
 * @param options.origin as the hub is opened; `from`: the address, as a trusted proxy tells it
 */
export function openBrowser(url: string, options: { origin?: string; from?: string } = {}): Browser {
  const cookies = new Map<string, string>();
  const send: Browser["send"] = async (method, route, { body, headers }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${url}${route}`, {
      method,
      redirect: "manual",
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(options.from ? { "x-forwarded-for": options.from } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) keepCookie(cookies, line);
    return { status: answer.status, body: await readAnswer(answer), headers: answer.headers };
  };
  return {
    cookies,
    send,
    call: (method, route, body, headers = {}) =>
      send(method, route, {
        ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
        headers: { origin: options.origin ?? url, "content-type": "application/json", ...headers },
      }),
  };
}

/** What is no JSON says nothing here; a stream, which has no end, is let go. */
export async function readAnswer(answer: Response): Promise<Record<string, unknown>> {
  if (answer.headers.get("content-type")?.startsWith("text/event-stream")) {
    await answer.body?.cancel();
    return {};
  }
  const said: unknown = await answer.json().catch(() => ({}));
  return said as Record<string, unknown>;
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const isGone = attributes.some((attribute) => attribute.trim().toLowerCase() === "max-age=0");
  if (isGone || value === "") cookies.delete(name);
  else cookies.set(name, value);
}
