import { awaitUntil } from "../../server/demo/world.ts";

export interface StreamedEvent {
  event: string;
  id: string | null;
  data: unknown;
}

export interface EventStream {
  status: number;
  /** All that came so far. */
  events: readonly StreamedEvent[];
  /** Whether the other side has ended it. */
  ended(): boolean;
  await(what: string, is: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
  close(): void;
}

/** Server-sent events, as a page follows them. @see WHATWG HTML, server-sent events */
export async function followStream(
  url: string,
  headers: Record<string, string>,
  method: "GET" | "POST" = "GET",
  body?: string,
): Promise<EventStream> {
  const abort = new AbortController();
  const answer = await fetch(url, {
    method,
    headers,
    signal: abort.signal,
    ...(body === undefined ? {} : { body }),
  });
  const events: StreamedEvent[] = [];
  let over = answer.status !== 200;
  const read = async () => {
    let rest = "";
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = `${rest}${part}`.split("\n\n");
      rest = blocks.pop() ?? "";
      events.push(...blocks.flatMap(parseBlock));
    }
  };
  if (over) await answer.body?.cancel();
  else
    void read()
      .catch(() => {})
      .finally(() => (over = true));
  return {
    status: answer.status,
    events,
    ended: () => over,
    await: async (what, is) => (await awaitUntil(what, async () => events.find(is))).value,
    close: () => abort.abort(),
  };
}

function parseBlock(block: string): StreamedEvent[] {
  const fields = new Map(
    block
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith(":"))
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()] as const),
  );
  const data = fields.get("data");
  if (data === undefined) return [];
  return [{ event: fields.get("event") ?? "message", id: fields.get("id") ?? null, data: JSON.parse(data) as unknown }];
}
