/** Nothing of a sign-in is kept by a browser or a proxy, guessed at by its type, or told to where a link leads. */
export const strictHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** @see RFC 9457, problem details */
export function refuse(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify({ status, detail }), {
    status,
    headers: { "content-type": "application/problem+json", ...strictHeaders, ...headers },
  });
}

/** Too many tries: when the next one is taken. */
export function refuseForNow(retryAfterMs: number): Response {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return refuse(429, `Too many tries. The next one is taken in ${seconds} s.`, { "retry-after": String(seconds) });
}

/** better-auth's refusals in the form of all our others; what is good goes through as it is, with our headers. */
export async function asOurs(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(strictHeaders)) headers.set(name, value);
  if (answer.status < 400) return new Response(answer.body, { status: answer.status, headers });
  const said: unknown = await answer.json().catch(() => undefined);
  const told = readText(said, "message");
  const code = readText(said, "code");
  // A passkey that does not fit is whoever's sent it, though better-auth takes it for its own failure.
  const status = code === "FAILED_TO_VERIFY_REGISTRATION" ? 400 : answer.status;
  const detail =
    status >= 500 ? "Something went wrong here. It has been logged." : (told ?? "The request was refused.");
  headers.set("content-type", "application/problem+json");
  headers.delete("content-length");
  return new Response(JSON.stringify({ status, detail, code }), { status, headers });
}

function readText(said: unknown, name: string): string | undefined {
  if (typeof said !== "object" || said === null) return undefined;
  const value: unknown = Object.entries(said).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
