import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

const root = path.join(import.meta.dirname, "..");

/** Lints a file as if it stood in a room; answers the names of the rules that it breaks. */
function lint(room: string, code: string): string[] {
  const folder = mkdtempSync(path.join(root, room, "lint-"));
  try {
    const file = path.join(folder, "sample.ts");
    writeFileSync(file, code);
    const { stdout } = spawnSync(
      path.join(root, "node_modules/.bin/oxlint"),
      ["-c", path.join(root, ".oxlintrc.json"), "--format", "json", file],
      { cwd: root, encoding: "utf8" },
    );
    const report = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return report.diagnostics.map(({ code: rule }) => rule);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The check that keeps imports in one direction must itself be able to fail. */
describe("the linter keeps the rooms apart", () => {
  const cases: readonly [sentence: string, room: string, code: string, rule: RegExp][] = [
    [
      "schemas import zod only",
      "schemas",
      'import { readFile } from "node:fs/promises";\nexport const read = readFile;\n',
      /no-restricted-imports/,
    ],
    [
      "schemas do not import core",
      "schemas",
      'import { agree } from "../../core/sync/decide-field.ts";\nexport const a = agree;\n',
      /no-restricted-imports/,
    ],
    [
      "core does no I/O",
      "core",
      'import { readFile } from "node:fs/promises";\nexport const read = readFile;\n',
      /no-restricted-imports/,
    ],
    [
      "core knows no server",
      "core",
      'import { nextId } from "../../server/ids.ts";\nexport const id = nextId;\n',
      /no-restricted-imports/,
    ],
    [
      "core knows no connector, not even by type",
      "core",
      'import type { Manifest } from "../../connectors/contract.ts";\nexport type M = Manifest<never, never>;\n',
      /no-restricted-imports/,
    ],
    [
      "connectors do not import what decides who is told",
      "connectors/slack",
      'import { listTargets } from "../../core/escalation/list-recipients.ts";\nexport const list = listTargets;\n',
      /no-restricted-imports/,
    ],
    ["core has no clock", "core", "export const now = () => Date.now();\n", /no-restricted-properties/],
    ["core has no chance", "core", "export const dice = () => Math.random();\n", /no-restricted-properties/],
    [
      "core has no network",
      "core",
      'export const get = () => fetch("https://example.com");\n',
      /no-restricted-globals/,
    ],
    [
      "connectors know no database",
      "connectors",
      'import { Kysely } from "kysely";\nexport const k = Kysely;\n',
      /no-restricted-imports/,
    ],
    [
      "connectors know no server",
      "connectors",
      'import { nextId } from "../../server/ids.ts";\nexport const id = nextId;\n',
      /no-restricted-imports/,
    ],
    [
      "connectors know no rule of the hub",
      "connectors",
      'import { matchesCondition } from "../../core/rules/conditions.ts";\nexport const m = matchesCondition;\n',
      /no-restricted-imports/,
    ],
    [
      "connectors go out through one door",
      "connectors",
      'export const get = () => fetch("https://example.com");\n',
      /no-restricted-globals/,
    ],
    [
      "a connector knows no other",
      "connectors",
      'import { autotask } from "../autotask/index.ts";\nexport const a = autotask;\n',
      /no-restricted-imports/,
    ],
    [
      "nothing imports test",
      "server",
      'import { createTestDatabase } from "../../test/support/database.ts";\nexport const c = createTestDatabase;\n',
      /no-restricted-imports/,
    ],
    ["no any", "server", "export const a = (value: any) => value;\n", /no-explicit-any/],
  ];
  for (const [sentence, room, code, rule] of cases) {
    it(sentence, () =>
      assert.ok(
        lint(room, code).some((name) => rule.test(name)),
        `${sentence}: not refused`,
      ),
    );
  }
  it("and lets good code pass", () => {
    assert.deepEqual(
      lint(
        "connectors",
        'import { compileExpression } from "../../core/expressions/compile-expression.ts";\nexport const c = compileExpression;\n',
      ),
      [],
    );
    assert.deepEqual(
      lint(
        "core",
        'import { TicketStatus } from "../../schemas/ticket.ts";\nexport const all = TicketStatus.options;\n',
      ),
      [],
    );
  });
});
