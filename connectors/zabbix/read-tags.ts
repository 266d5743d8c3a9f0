import { z } from "zod";
import { cleanText } from "../monitor-kit.ts";

const Tags = z.array(z.object({ tag: z.string(), value: z.string() })).max(1_000);

/** Tags may repeat; their values are then one text. What is no list of tags is none: the event is worth more than they are. */
export function readTags(json: string | undefined): Record<string, string> {
  const tags = Tags.safeParse(parse(json ?? "[]"));
  const values = new Map<string, string>();
  for (const { tag, value } of tags.success ? tags.data : []) {
    const before = values.get(tag);
    values.set(cleanText(tag), cleanText(before ? `${before}, ${value}` : value));
  }
  return Object.fromEntries(values);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
