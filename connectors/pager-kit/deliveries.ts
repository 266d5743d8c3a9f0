import type { InboundAdapter, PageAnswer } from "../contract.ts";

export type Parsed = ReturnType<InboundAdapter["parse"]>;

/** A delivery with what somebody answered. @param deliveryKey the same when it is sent again; null = the vendor gives none */
export function buildAnswers(deliveryKey: string | null, ...answers: readonly PageAnswer[]): Parsed {
  return { ok: true, value: { deliveryKey, items: answers.map((answer) => ({ kind: "answer" as const, answer })) } };
}

/** A delivery that was understood and asks for nothing. */
export function buildNothing(deliveryKey: string | null, nothing: string): Parsed {
  return { ok: true, value: { deliveryKey, items: [], nothing } };
}
