import type { Kysely } from "kysely";
import type { Result } from "../../core/ports/result.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { type ExpectedVersions, expectVersion } from "../api/versions.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import {
  insertTextVersion,
  lockTexts,
  listTextVersions,
  readTextVersion,
  type TextKind,
  type TextVersion,
} from "../db/text-versions.ts";
import { describeProblem, type TextProblem } from "./read-yaml.ts";
import { actorNow } from "../access/acting.ts";

/** A text that an admin keeps, by versions that are never edited. */
export interface TextService<T> {
  show(): Promise<TextVersion>;
  history(limit: number): ReturnType<typeof listTextVersions>;
  /** Saves a version, unless the text is the newest already; only after an expected one. @throws AppError `invalid`, with each problem and its line */
  set(text: string, expected?: ExpectedVersions): Promise<{ version: number; changed: boolean; parsed: T }>;
  /** Saves an older version anew. @param to absent = the one before the newest */
  undo(to?: number, expected?: ExpectedVersions): Promise<{ version: number; restored: number }>;
  /** What a text says, without saving it. @throws AppError as `set` */
  check(text: string): Promise<T>;
}

export interface TextServiceDeps<T extends object> {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  kind: TextKind;
  /** How the audit names it: `rules`, `sla`. */
  name: string;
  /** What counts while none was saved. */
  unsaved: string;
  read(text: string): Promise<Result<T, readonly TextProblem[]>>;
}

export function createTextService<T extends object>(deps: TextServiceDeps<T>): TextService<T> {
  const { db, tenantId, kind, name } = deps;
  const show = async (): Promise<TextVersion> =>
    (await readTextVersion(db, tenantId, kind)) ?? { version: 0, text: deps.unsaved, by: "nobody", createdAt: null };
  const check = async (text: string) => {
    const result = await deps.read(text);
    if (result.ok) return result.value;
    throw new AppError("invalid", result.error.map(describeProblem).join("\n"), { problems: result.error });
  };
  const save = async (text: string, what: "set" | "undo", expected: ExpectedVersions) => {
    const parsed = await check(text);
    const kept = await show();
    tellOther(expected, kept);
    if (kept.version > 0 && kept.text === text) return { version: kept.version, changed: false, parsed };
    const action = `${name}.${what}`;
    return { version: await saveText(deps, { kind, action, text, parsed, expected }), changed: true, parsed };
  };
  return {
    show,
    check,
    history: (limit) => listTextVersions(db, tenantId, kind, limit),
    set: (text, expected) => save(text, "set", expected),
    async undo(to, expected) {
      const wanted = to ?? (await show()).version - 1;
      const before = wanted === 0 ? { text: deps.unsaved } : await readTextVersion(db, tenantId, kind, wanted);
      if (!before || wanted < 0) throw new AppError("notFound", `There is no version ${wanted} of it.`);
      const { version } = await save(before.text, "undo", expected);
      return { version, restored: wanted };
    },
  };
}

/** A new version, and the note of it. @returns its number */
export async function saveText(
  { db, tenantId, ids }: Pick<TextServiceDeps<object>, "db" | "tenantId" | "ids">,
  wanted: { kind: TextKind; action: string; text: string; parsed: object; expected?: ExpectedVersions },
): Promise<number> {
  const { kind, action, text, parsed, expected } = wanted;
  return withTenant(db, tenantId, async (trx) => {
    if (expected) tellOther(expected, await lockTexts(trx, tenantId, kind));
    const version = await insertTextVersion(trx, tenantId, kind, { text, parsed, by: actorNow() });
    await addAudit(trx, tenantId, { actor: actorNow(), action, object: kind, detail: { version } }, ids.next);
    return version;
  });
}

/** @throws AppError `changedMeanwhile` with which version counts now */
function tellOther(expected: ExpectedVersions, newest: Omit<TextVersion, "text"> | undefined): void {
  const { version, by, createdAt } = newest ?? { version: 0, by: "nobody", createdAt: null };
  expectVersion(expected, version, { version, by, createdAt });
}
