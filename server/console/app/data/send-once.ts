/** Of requests that nobody answered, by what they ask: whoever presses the button again asks for the same, not for a second. */
const unanswered = new Map<string, string>();
/** What would stand there twice. */
const makesSomething =
  /^\/api\/v1\/(tickets|tickets\/[^/]+\/comments|maintenance|on-call\/(overrides|overrides\/swap|test))$/;
const passing = [502, 503, 504];

/** Sends a request that makes something under a name of its own, and under the same one after an answer that was lost. */
export async function sendOnce(url: URL, init: RequestInit, send: (init: RequestInit) => Promise<Response>) {
  if (init.method !== "POST" || typeof init.body !== "string" || !makesSomething.test(url.pathname)) return send(init);
  const asked = `${url.pathname}\n${init.body}`;
  const key = unanswered.get(asked) ?? crypto.randomUUID();
  const headers = new Headers(init.headers);
  headers.set("idempotency-key", key);
  unanswered.set(asked, key);
  const answer = await send({ ...init, headers });
  if (!passing.includes(answer.status)) unanswered.delete(asked);
  return answer;
}
