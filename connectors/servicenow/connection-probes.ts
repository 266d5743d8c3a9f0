import { z } from "zod";
import { type ConnectorError, type Result, type TestStep } from "../contract.ts";
import { AttachmentRow, RoleRow, SlaRow, wantedColumns } from "./api-types.ts";
import type { DeskParts } from "./parts.ts";
import { buildQuery, is, type Query } from "./query.ts";
import { attachmentPath, readPage, tablePath } from "./read-page.ts";
import { countRows, readAll } from "./rows.ts";
import { probeTime } from "./time-probe.ts";

/** A column that no instance has. */
const unknownColumn = "zz_no_such_field";
/** Whatever the instance shows; nothing of it is used but that it is there. */
export const everything: Query = { text: "ORDERBYsys_id", fields: ["sys_id"], findMiss: () => undefined };
export const AnyRow = z.object({ sys_id: z.string() });

export async function checkUnknownParts({ client, settings }: DeskParts): Promise<TestStep> {
  const query: Query = { ...everything, text: `${unknownColumn}=1^ORDERBYsys_id` };
  const page = await readPage(client, tablePath(settings.table), AnyRow, query, { limit: 1 });
  return toStep("Try a query that cannot be understood", page, ({ rows }) =>
    rows.length === 0
      ? "The instance answers it with nothing, as it should."
      : "The instance ignores what it does not understand and answers with any rows. Interdesk checks every row, so this is safe; glide.invalid_query.returns_no_rows = true is safer.",
  );
}

export async function checkTime({ client, settings }: DeskParts): Promise<TestStep> {
  const probed = await probeTime(client, settings.table);
  return toStep("Try an instant in a query", probed, (value) =>
    value === "kept" ? "It means the same as in a row." : "There is no ticket yet to try it with.",
  );
}

export async function checkVisible({ client, settings }: DeskParts): Promise<TestStep> {
  const step = "See every column of a ticket";
  const Wide = AnyRow.catchall(z.unknown());
  const page = await readPage(
    client,
    tablePath(settings.table),
    Wide,
    { ...everything, fields: wantedColumns },
    { limit: 5 },
  );
  if (!page.ok || page.value.rows.length === 0) return toStep(step, page, () => "There is no ticket yet to look at.");
  const missing = wantedColumns.filter((column) => page.value.rows.every((row) => !(column in row)));
  if (missing.length === 0) return { step, ok: true, detail: "All of them are visible." };
  return {
    step,
    ok: false,
    detail: `These columns do not exist or are hidden from the API user: ${missing.join(", ")}. Their fields are not carried.`,
  };
}

/** A condition on a column that the table lacks would be ignored, and anybody's role would pass: every row is checked. */
export async function checkRoles({ client, settings }: DeskParts): Promise<TestStep> {
  const rows = await readAll(client, tablePath("sys_user_has_role"), RoleRow, [
    is("user.user_name", settings.userName),
  ]);
  const step = "Read the API user's roles";
  if (!rows.ok) return { step, ok: true, detail: `They cannot be read, which is no fault: ${rows.error.detail}` };
  const names = [...new Set(rows.value.map((row) => row["role.name"] ?? "").filter(Boolean))];
  if (names.length === 0) return { step, ok: true, detail: "None are shown; the other steps tell whether they do." };
  const tooMuch = names.filter((name) => name === "admin" || name === "security_admin");
  return {
    step,
    ok: tooMuch.length === 0,
    detail:
      tooMuch.length === 0
        ? names.join(", ")
        : `The API user holds ${tooMuch.join(", ")}; it should hold itil and nothing more.`,
  };
}

export async function checkCount({ client, settings }: DeskParts): Promise<TestStep> {
  const query = buildQuery([is("active", "true")], []);
  const counted = query && (await countRows(client, settings.table, query));
  return counted
    ? toStep("Count open tickets (Aggregate API)", counted, ({ count }) => `${count} tickets are open.`)
    : { step: "Count open tickets (Aggregate API)", ok: true, detail: "" };
}

/** The newest tickets are the likeliest to have comments. */
export async function checkComments({ client, settings, journals }: DeskParts): Promise<TestStep> {
  const step = "Read comments and work notes";
  const query: Query = { ...everything, text: "ORDERBYDESCsys_updated_on" };
  const page = await readPage(client, tablePath(settings.table), AnyRow, query, { limit: 25 });
  if (!page.ok) return { step, ok: false, detail: page.error.detail };
  const read = await journals.read(page.value.rows.map((row) => row.sys_id));
  return toStep(step, read, (entries) => {
    switch (journals.mode()) {
      case "rows":
        return `${entries.length} entries of the newest tickets are read as rows.`;
      case "displayText":
        return "Rows of sys_journal_field are hidden, so the display text is read: authors are known by name only. Read on sys_journal_field is better.";
      case "unknown":
        return "The newest tickets have none, so it is not known yet whether their rows are visible.";
    }
  });
}

export async function checkFiles({ client, settings }: DeskParts): Promise<TestStep> {
  const query = buildQuery([is("table_name", settings.table)]);
  const page = query && (await readPage(client, attachmentPath, AttachmentRow, query, { limit: 1 }));
  return page
    ? toStep("Read attachments (Attachment API)", page, () => "The list can be read.")
    : { step: "Read attachments (Attachment API)", ok: true, detail: "" };
}

export async function checkSla({ client }: DeskParts): Promise<TestStep> {
  const page = await readPage(client, tablePath("task_sla"), SlaRow, everything, { limit: 1 });
  const step = "Read SLA clocks";
  // Nothing depends on them.
  if (!page.ok) return { step, ok: true, detail: `They cannot be read and are left out: ${page.error.detail}` };
  return { step, ok: true, detail: page.value.rows.length === 0 ? "None are visible." : "They are visible." };
}

/** A step of the test from what was answered. */
export function toStep<T>(step: string, result: Result<T, ConnectorError>, describe: (value: T) => string): TestStep {
  return result.ok
    ? { step, ok: true, detail: describe(result.value) }
    : { step, ok: false, detail: result.error.detail };
}
