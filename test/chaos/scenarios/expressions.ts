import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { IntakeRules } from "../../../schemas/intake-rules.ts";
import { parseInstant, parseLocal } from "../../../connectors/monitor-kit/dates.ts";
import { wordsOf } from "../../../core/intake/compare-titles.ts";
import { compileRules } from "../../../core/intake/compile-rules.ts";
import { matchesName } from "../../../core/intake/find-window.ts";
import { compileExpression } from "../../../core/expressions/compile-expression.ts";
import { defineScenario } from "../scenario.ts";

/** Each makes a backtracking engine try exponentially or polynomially many ways on `aaaa…!`. */
const evilPatterns = [
  "(a+)+$",
  "(a*)*$",
  "(a|aa)+$",
  "(a|a?)+$",
  "(.*a){20}$",
  "(a+a+)+$",
  "([a-z]+)*$",
  "(\\w+)*!$",
  "(\\w*)+x$",
  "^(a?){40}a{40}$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "^(a|b|ab)*c$",
  "(x+x+)+y",
  "^(\\d+)*$",
  "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$",
  "(.+)+=(.+)+",
  "^(.*)*$",
  "(a{1,30}){1,30}b",
  "((a*)*)*b",
  "^(a+)+(b+)+c$",
  "(?:a+){10}b",
  "\\s+$|(\\s*a)+$",
  "^(?:.+){5,}x$",
  "(a+){3}(a+){3}b",
  "^((ab)*)+$",
  "(z|zz)*[^z]$",
  "(?i)(A+)+$",
  "^(.|a)+x$",
  "([^b]+)+b",
  "(aa|aab|aaba)*b$",
];

export const evilMatches = defineScenario("M1", "patterns that keep other engines busy", async (_context, sizes) => {
  const text = `${"a".repeat(sizes.characters - 1)}!`;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let [slowest, worst, refused] = [0, "", 0];
  for (let round = 0; round < sizes.rounds; round++)
    for (const pattern of evilPatterns) {
      const compiled = compileExpression(`item.matches(${JSON.stringify(pattern)})`, { item: "string" });
      if (!compiled.ok) {
        refused += 1;
        continue;
      }
      const start = performance.now();
      compiled.value.evaluate({ item: text });
      const tookMs = performance.now() - start;
      if (tookMs > slowest) [slowest, worst] = [tookMs, pattern];
      await turn();
    }
  delay.disable();
  const p99 = delay.percentile(99) / 1e6;
  return {
    pass: slowest <= sizes.mostMs && p99 <= sizes.delayMs,
    figure: `${evilPatterns.length} patterns on ${sizes.characters} characters, ${refused} refused: the slowest took ${slowest.toFixed(0)} ms (${worst}); p99 of the event loop's delay ${p99.toFixed(0)} ms`,
  };
});

/** Lists in lists, texts that double, searches in searches: what a language that always ends can still cost. */
const costly = [
  "item.all(a, item.all(b, a == b || a != b))",
  "item.all(a, item.exists(b, item.exists(c, a == b && b == c)))",
  "item.map(a, item.map(b, a + b)).size() > 0",
  "item.filter(a, item.filter(b, b == a).size() > 5).size() > 0",
  'item.exists(a, item.map(b, string(b) + string(a)).join(",").matches("(a+)+$"))',
  "item.map(a, item).map(b, b.map(c, c * 2)).size() > 1",
  'item.map(a, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx").join("").split("").size() > 1',
  "item.all(a, item.all(b, item.all(c, item.all(d, a + b + c + d > 0))))",
];

export const costlyPrograms = defineScenario(
  "M2",
  "programs that cost as much as they can",
  async (_context, sizes) => {
    const item = Array.from({ length: sizes.items }, (_, index) => index);
    let [slowest, refused, stopped, ended] = [0, 0, 0, 0];
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    for (const source of costly) {
      const start = performance.now();
      const compiled = compileExpression(source, { item: "dyn" });
      const result = compiled.ok ? compiled.value.evaluate({ item }) : undefined;
      slowest = Math.max(slowest, performance.now() - start);
      most = Math.max(most, process.memoryUsage().rss);
      if (!result) refused += 1;
      else if (result.ok) ended += 1;
      else stopped += 1;
    }
    const grown = (most - before) / 1_048_576;
    return {
      pass: slowest <= sizes.mostMs && grown <= sizes.mostMegabytes,
      figure: `${costly.length} programs over ${sizes.items} items: ${refused} refused, ${stopped} stopped, ${ended} ended; at most ${slowest.toFixed(0)} ms, ${grown.toFixed(0)} MB more`,
    };
  },
);

/** Wrong, or more than an admin could mean. */
const wrongRules: readonly unknown[] = [
  { when: "event.titel == 'x'" },
  { when: "event.title" },
  { when: "event.title ==" },
  { when: "nobody.knows == 1" },
  { when: "event.title.upper() == 'X'" },
  { when: "event.title == 5" },
  { when: "event.severity + 1 == 2" },
  { when: "event.labels.all(a, event.labels.all(b, event.labels.all(c, a == c)))" },
  { when: Array.from({ length: 150 }, () => "true").join(" && ") },
  { when: `${"(".repeat(40)}true${")".repeat(40)}`.replaceAll("(true)", "(!(!true))") },
  { when: `event.title in [${Array.from({ length: 150 }, (_, index) => `"${index}"`).join(",")}]` },
  { when: "x".repeat(2_001) },
  { set: { groupKey: { expression: "1 + 1" } } },
  { set: { groupKey: { expression: "event.none" } } },
  { set: { dedupKey: { expression: "[event.title]" } } },
  { set: { dependsOn: "event.title" } },
  { set: { priority: 9 } },
  { set: { colour: "red" } },
  { set: { holdDownSeconds: -1 } },
  { set: { runbookUrl: "javascript:alert(1)" } },
];

export const wrongRulesRefused = defineScenario(
  "M3",
  "rules that are wrong or over-complex",
  async (_context, sizes) => {
    const reasons = wrongRules.slice(0, sizes.rules).map((rule) => {
      const parsed = IntakeRules.safeParse({ rules: [{ id: "one", ...(rule as object) }] });
      if (!parsed.success)
        return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
      const compiled = compileRules(parsed.data);
      return compiled.ok ? "" : compiled.error.map(({ path, detail }) => `${path.join(".")}: ${detail}`).join("; ");
    });
    const taken = reasons.flatMap((reason, index) => (/^rules\.0\.\w+.*: ./.test(reason) ? [] : [index]));
    return {
      pass: taken.length === 0,
      figure: `${reasons.length - taken.length} of ${reasons.length} refused with place and reason${taken.length > 0 ? `; not ${taken.join(", ")}` : ""}`,
    };
  },
);

export const longNearMisses = defineScenario(
  "M5",
  "long texts that are almost right",
  async (_context, { characters, mostMs }) => {
    const now = new Date();
    const near = (unit: string) => unit.repeat(Math.ceil(characters / unit.length)).slice(0, characters);
    const texts = [
      "2026-11-23T13:00:00",
      "23.11.2026 13:00",
      "Mon, 23 Nov 2026 ",
      "0",
      " ",
      "1795438800",
      "T",
      "+01:00",
      "*",
      "a*",
    ].map(near);
    const readers: Readonly<Record<string, (text: string) => unknown>> = {
      instants: parseInstant,
      "local times": (text) => parseLocal(text, "Europe/Berlin", now),
      "names with stars": (text) => matchesName(near("a*"), text),
      titles: wordsOf,
    };
    let [slowest, worst, tried] = [0, "", 0];
    for (const [name, read] of Object.entries(readers))
      for (const text of texts) {
        const start = performance.now();
        read(text);
        tried += 1;
        const tookMs = performance.now() - start;
        if (tookMs > slowest) [slowest, worst] = [tookMs, name];
        await turn();
      }
    return {
      pass: slowest <= mostMs,
      figure: `${tried} readings of ${characters} characters: the slowest took ${slowest.toFixed(0)} ms (${worst})`,
    };
  },
);
