import { check, type Diagnostics } from "recheck";
import { defineScenario, NotShown } from "../scenario.ts";
import { findOwnExpressions, type OwnExpression } from "../tools/own-expressions.ts";

export const ownExpressions = defineScenario(
  "M4",
  "our own expressions, read by an analyser",
  async ({ random }, { totalMs, patternMs, leastPercent }) => {
    const known = await check("^(a+)+$", "", { timeout: patternMs });
    if (known.status !== "vulnerable") throw new NotShown(`The analyser calls ^(a+)+$ ${known.status}.`);
    const { expressions, unseen } = await findOwnExpressions();
    // Another part each time, where there is no time for all.
    const inTurn = expressions
      .map((expression) => ({ expression, turn: random(1_000_000) }))
      .toSorted((a, b) => a.turn - b.turn);
    const endsAt = performance.now() + totalMs;
    const said: Record<Diagnostics["status"], OwnExpression[]> = { safe: [], vulnerable: [], unknown: [] };
    for (const { expression } of inTurn) {
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) break;
      const timeout = Math.ceil(Math.min(patternMs, leftMs));
      const { status } = await check(expression.source, expression.flags, { timeout });
      said[status].push(expression);
    }
    const decided = said.safe.length + said.vulnerable.length;
    return {
      pass: said.vulnerable.length === 0 && unseen.length === 0 && decided * 100 >= leastPercent * expressions.length,
      figure: `${decided} of ${expressions.length} expressions judged, ${said.vulnerable.length} vulnerable${list(said.vulnerable)}, ${said.unknown.length} undecided${list(said.unknown)}${unseen.length > 0 ? `; built unseen in ${unseen.join(", ")}` : ""}`,
    };
  },
);

function list(expressions: readonly OwnExpression[]): string {
  return expressions.length === 0 ? "" : ` (${expressions.map(({ at }) => at).join(", ")})`;
}
