import type { ClientResponse } from "hono/client";
import { readNextCursor } from "../../../api/client.ts";
import { readEvents } from "./read-events.ts";
import { sayHubWords } from "../hub-words/say.ts";

export interface ProblemField {
  field: string;
  expected: string;
  value?: string | number | boolean | null;
}

/** The hub has refused, in words that name the field and what was expected (RFC 9457), or cannot be reached (`status` 0). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly fields: readonly ProblemField[];
  /** It was a reading, which is asked again by itself. */
  repeats = false;

  constructor(status: number, code: string, detail: string, fields: readonly ProblemField[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** What is wrong with one field. @param path such as `settings.apiUrl` */
  of(path: string): string | undefined {
    const found = this.fields.find(({ field }) => field === path);
    return found && sayHubWords(found.expected);
  }
}

type Good = 200 | 201 | 202;
type Body<R> = R extends ClientResponse<infer T, infer S, "json"> ? (S extends Good ? T : never) : never;

/**
 * What the hub answers to a request of the typed client.
 *
 * @throws Refusal
 */
export async function ask<R extends ClientResponse<unknown, number, string>>(request: Promise<R>): Promise<Body<R>> {
  const answer = await reach(request);
  if (!answer.ok) throw await readRefusal(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as Body<R>;
}

/** The same, with the cursor of the next page, which the header Link names. */
export async function askPage<R extends ClientResponse<unknown, number, string>>(
  request: Promise<R>,
): Promise<{ rows: Body<R>; next: string | undefined }> {
  const answer = await reach(request);
  if (!answer.ok) throw await readRefusal(answer);
  return { rows: (await answer.json()) as Body<R>, next: readNextCursor(answer.headers.get("link")) };
}

/**
 * Server-sent events that answer one request, to their end.
 *
 * @throws Refusal, also where the answer breaks off before its `end`
 */
export async function* followAnswer(request: Promise<Response | ClientResponse<unknown, number, string>>) {
  const answer = await reach(request);
  if (!answer.ok || !answer.body) throw await readRefusal(answer);
  for await (const message of readEvents(answer.body as ReadableStream<Uint8Array<ArrayBuffer>>)) {
    if (message.event === "end") return;
    yield message;
  }
  throw new Refusal(0, "unreachable", "The answer broke off.");
}

/** A file that the hub hands out, whatever it holds. @throws Refusal */
export async function askFile(request: Promise<Response>): Promise<Response> {
  const answer = await reach(request);
  if (!answer.ok) throw await readRefusal(answer);
  return answer;
}

/** For endpoints outside the described API, such as those of signing in. @throws Refusal */
export async function askPath<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const answer = await reach(
    fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
    }),
  );
  if (!answer.ok) throw await readRefusal(answer);
  return (await answer.json()) as T;
}

async function reach<R>(request: Promise<R>): Promise<R> {
  try {
    return await request;
  } catch (cause) {
    throw Object.assign(new Refusal(0, "unreachable", "The hub cannot be reached."), { cause });
  }
}

interface ProblemBody {
  type?: string;
  detail?: string;
  title?: string;
  fields?: ProblemField[];
}

/** What a refusal says; an answer that is none of ours still becomes one. */
async function readRefusal(answer: { status: number; text(): Promise<string> }): Promise<Refusal> {
  const text = await answer.text();
  let problem: ProblemBody = {};
  try {
    problem = JSON.parse(text) as ProblemBody;
  } catch {
    problem = { detail: text.slice(0, 200) };
  }
  const code = problem.type?.split(":").at(-1) ?? "unknown";
  return new Refusal(answer.status, code, problem.detail ?? problem.title ?? `HTTP ${answer.status}`, problem.fields);
}
