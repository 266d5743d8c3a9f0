import type { Json } from "../../schemas/json.ts";
import type { FieldValue, TicketStatus } from "../../schemas/ticket.ts";
import type { DeskName, SyncedField } from "./setting.ts";

/**
 * The judge's own table, apart from every mapping of the product: which statuses a person would call the same as what a
 * desk shows.
 */
const shownAs: Readonly<Record<DeskName, Readonly<Record<string, readonly TicketStatus[]>>>> = {
  A: {
    "1": ["new"],
    "8": ["acknowledged", "inProgress"],
    "19": ["inProgress"],
    "7": ["pending"],
    "12": ["held"],
    "9": ["held"],
    "5": ["resolved", "closed", "cancelled"],
  },
  B: {
    N: ["new"],
    A: ["acknowledged"],
    W: ["inProgress"],
    P: ["pending"],
    R: ["resolved"],
    C: ["closed"],
    X: ["cancelled"],
  },
  C: {
    Open: ["new"],
    Work: ["acknowledged", "inProgress"],
    Wait: ["pending", "held"],
    Done: ["resolved"],
    Closed: ["closed", "cancelled"],
  },
};
const lettersOfTitle: Readonly<Record<DeskName, number>> = { A: 12, B: 40, C: 200 };

/** Whether what a desk shows in a field and a value of the ticket mean the same to a person. */
export function meansSame(
  desk: DeskName,
  field: SyncedField,
  raw: Json | undefined,
  value: Json | FieldValue,
): boolean {
  if (field === "status") return (shownAs[desk][String(raw)] ?? []).some((status) => status === value);
  if (field !== "title") return (raw ?? null) === (value ?? null);
  const cut = (text: string) => text.trim().slice(0, lettersOfTitle[desk]).trim();
  return cut(String(raw)) === cut(String(value));
}

/** What a desk keeps of a text that a person wrote: without emphasis in B, on one line in C; blanks do not count. */
export function textIn(desk: DeskName, body: string): string {
  const own = body.replace(/^(Ann|Bob|Cleo):\s*/, "");
  const kept = desk === "B" ? own.replaceAll("*", "") : own;
  return kept.replaceAll(/\s+/g, " ").trim();
}
