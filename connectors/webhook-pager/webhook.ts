import { PagingAnswer } from "../../schemas/paging.ts";
import type { AnsweredPage, InboundAdapter, InboundRequest, Verdict } from "../contract.ts";
import { buildAnswers, cleanText, type Parsed, readJson } from "../pager-kit.ts";
import { verifyStandardWebhook } from "../signatures.ts";

export function verifyAnswer({ headers, body, receivedAt }: InboundRequest, secrets: readonly string[]): Verdict {
  return verifyStandardWebhook({ headers, body, secrets, now: receivedAt })
    ? { accepted: true }
    : { accepted: false, reason: "wrong signature after Standard Webhooks" };
}

export function parseAnswer({ body, headers }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const read = readJson(body, PagingAnswer, { expected: "an answer (schemas/paging/answer.schema.json)" });
  if (!read.ok) return read;
  const { about, action, by, note, at } = read.value;
  return buildAnswers(headers["webhook-id"] ?? null, {
    about: toAnswered(about),
    action,
    by: by ? cleanText(by) : null,
    note: note ? cleanText(note) : null,
    at: at ? new Date(at) : null,
  });
}

function toAnswered(about: PagingAnswer["about"]): AnsweredPage {
  if ("page" in about) return { by: "page", id: about.page };
  if ("thread" in about) return { by: "thread", thread: about.thread };
  if ("code" in about) return { by: "code", code: about.code.toUpperCase(), address: about.address ?? null };
  return { by: "address", channel: "webhook", address: about.address };
}
