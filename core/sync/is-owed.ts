import type { LinkField } from "../../schemas/link.ts";

/** Whether a revision is neither agreed, nor pushed before, nor held for a person. */
export function isOwed(known: LinkField, rev: number): boolean {
  if (rev <= known.rev || rev <= (known.pushedRev ?? 0)) return false;
  if (known.held === undefined || known.held.kind === "unsayable") return true;
  return known.held.kind !== "unmapped" && known.held.rev < rev;
}
