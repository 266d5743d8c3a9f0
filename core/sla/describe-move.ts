import type { Change } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";

const told: readonly string[] = [
  "status",
  "priority",
  "type",
  "queue",
  "category",
  "custom.contract",
  "custom.service",
];

/** Why a clock may have moved, in a few words: `priority 4 → 1, a public word of Ann`. */
export function describeMove(changes: readonly Change[], comments: readonly Comment[]): string {
  const fields = changes
    .filter(({ field }) => told.includes(field))
    .map(({ field, from, to }) => `${field} ${show(from)} → ${show(to)}`);
  const words = comments
    .filter(({ visibility, authorKind }) => visibility === "public" && authorKind === "technician")
    .map(({ authorName }) => `a public word of ${authorName ?? "a technician"}`);
  const client = changes.some(({ field }) => field === "client") ? ["another client"] : [];
  return [...fields, ...client, ...words].join(", ").slice(0, 500);
}

function show(value: unknown): string {
  return value === null ? "–" : String(value);
}
