import type { Json } from "../../schemas/json.ts";
import type { FieldValue, FixedField } from "../../schemas/ticket.ts";
import type { LensWriting } from "../contract.ts";
import { writeMapped } from "../value-maps.ts";
import type { Choice } from "./choices.ts";
import type { Directory } from "./directory.ts";
import { labelOfCategory, type LensWorld, splitPriority } from "./map-in.ts";
import { cutMark, cutText, plain } from "./words.ts";

/** Columns of our texts, whose lengths the dictionary tells. */
const textColumns = { title: "short_description", description: "description", resolution: "close_notes" } as const;
type TextField = keyof typeof textColumns;

/** Impact and urgency that the delivered lookup makes a priority of. @see https://www.servicenow.com/docs/ def-prio-lookup-rules */
const deliveredPairs: Readonly<Record<string, { impact: string; urgency: string }>> = {
  "1": { impact: "1", urgency: "1" },
  "2": { impact: "2", urgency: "1" },
  "3": { impact: "2", urgency: "2" },
  "4": { impact: "3", urgency: "2" },
  "5": { impact: "3", urgency: "3" },
};

/** One of our values in the desk's own shape, as it would read back. */
export function writeField(field: FixedField, value: FieldValue, world: LensWorld): LensWriting {
  const { maps, directory } = world;
  switch (field) {
    case "title":
    case "description":
    case "resolution":
      return { kind: "raw", raw: shapeText(field, value, directory) };
    case "status":
      return toRaw(writeMapped(maps, field, value, () => undefined));
    case "priority":
      return writePriority(value, world);
    case "queue":
      return toRaw(writeMapped(maps, field, value, (label) => findGroup(label, directory)));
    case "category":
      return toRaw(writeMapped(maps, field, value, (label) => findCategory(label, directory)));
    case "assignee":
      return writeAssignee(value, directory);
    default:
      return { kind: "raw", raw: typeof value === "string" ? value.toLowerCase() : null };
  }
}

function toRaw(written: ReturnType<typeof writeMapped>): LensWriting {
  return written.kind === "value" ? { kind: "raw", raw: written.value } : written;
}

/** The instance computes the priority, so the pair that makes it is what is written. */
function writePriority(value: FieldValue, { maps, directory }: LensWorld): LensWriting {
  const written = writeMapped(maps, "priority", value, () => undefined);
  if (written.kind !== "value" || written.value === null) return toRaw(written);
  const priority = written.value;
  const pair = findPair(priority, directory.lookup);
  if (pair) return { kind: "raw", raw: { priority, ...pair } };
  return { kind: "unmapped", detail: `No impact and urgency make the priority ${priority} in this instance.` };
}

function findPair(priority: string, lookup: Directory["lookup"]): { impact: string; urgency: string } | undefined {
  const delivered = deliveredPairs[priority];
  if (lookup.size === 0) return delivered;
  if (delivered && lookup.get(`${delivered.impact}/${delivered.urgency}`) === priority) return delivered;
  const key = [...lookup].find(([, made]) => made === priority)?.[0];
  const [impact, urgency] = key?.split("/") ?? [];
  return impact !== undefined && urgency !== undefined ? { impact, urgency } : undefined;
}

/** Two groups of one name are told apart by nobody; none is taken. */
function findGroup(label: string, directory: Directory): string | undefined {
  const wanted = label.toLowerCase();
  const found = [...directory.groups.values()].filter(({ name, active }) => active && name.toLowerCase() === wanted);
  return found.length === 1 ? found[0]?.id : undefined;
}

function findCategory(label: string, directory: Directory): string | undefined {
  const wanted = label.toLowerCase();
  return listCategories(directory).find(({ value }) => labelOfCategory(value, directory)?.toLowerCase() === wanted)
    ?.value;
}

/** Categories and their subcategories, as `a` and `a > b`. */
export function listCategories(directory: Directory): readonly Choice[] {
  const { category: categories = [], subcategory: subcategories = [] } = directory.choices;
  return categories.flatMap((category) => [
    category,
    ...subcategories
      .filter(({ dependsOn }) => dependsOn === category.value)
      .map((sub) => ({
        ...sub,
        value: `${category.value} > ${sub.value}`,
        label: `${category.label} > ${sub.label}`,
        active: sub.active && category.active,
      })),
  ]);
}

function writeAssignee(value: FieldValue, directory: Directory): LensWriting {
  if (value === null) return { kind: "raw", raw: null };
  const wanted = String(value).toLowerCase();
  const found = [...directory.technicians.values()].filter(({ email, active }) => active && email === wanted);
  const [only] = found;
  if (only && found.length === 1) return { kind: "raw", raw: only.id };
  const detail = only
    ? `Several active ServiceNow users have the e-mail address ${wanted}.`
    : `No active ServiceNow user who works on tickets has the e-mail address ${wanted}.`;
  return { kind: "unmapped", detail };
}

function shapeText(field: TextField, value: FieldValue, directory: Directory): string | null {
  const clean = plain(typeof value === "string" ? value : "");
  const flat = field === "title" ? (clean ?? "").replaceAll(/\s+/g, " ").trim() : clean;
  return flat === null ? null : cutText(flat, mostOf(field, directory));
}

function mostOf(field: TextField, directory: Directory): number {
  return directory.lengths[textColumns[field]] ?? 160;
}

/**
 * What the instance makes of a value: blanks and line ends, a text cut at the column's length, the address of a contact
 * that took room, and a priority that came of another pair.
 */
export function isShapeOf(field: FixedField, sent: Json, back: Json, { directory }: LensWorld): boolean {
  if (field === "priority") {
    const [ours, theirs] = [splitPriority(sent), splitPriority(back)];
    return ours !== undefined && ours.priority === theirs?.priority;
  }
  if (!(field in textColumns) || typeof sent !== "string" || typeof back !== "string") return false;
  const [ours, theirs] = [fold(sent), fold(back)];
  return ours === theirs || isCutOf(ours, theirs, mostOf(field as TextField, directory));
}

/** Room that the address of a contact may have taken, and blanks at the cut. */
const mostNote = 420;
const mostBlanks = 20;

function isCutOf(sent: string, back: string, most: number): boolean {
  const marked = back.endsWith(cutMark);
  const kept = marked ? back.slice(0, -cutMark.length).trimEnd() : back;
  const least = most - (marked ? mostNote : mostBlanks);
  return back.length >= least && back.length < sent.length && sent.startsWith(kept);
}

function fold(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, "\n")
      // Looked for from the first blank of a row only: from each of them, a long row would take its square.
      .replaceAll(/(?<![ \t])[ \t]+$/gm, "")
      .trim()
  );
}
