import { glob, readFile } from "node:fs/promises";
import { parseSync, Visitor } from "oxc-parser";
import { readSubject } from "../../../connectors/email/read-subject.ts";
import { redactFields } from "../../../connectors/monitor-kit/redact-fields.ts";

export interface OwnExpression {
  source: string;
  flags: string;
  /** `file:line` of the first place; the file alone where it is built of several texts. */
  at: string;
}

const root = new URL("../../../", import.meta.url);
/** What never runs in a hub that serves people. */
const leftOut = /\.test\.ts$|\/simulator/;

/** What builds an expression only when it is called; elsewhere it is enough that the file is loaded. */
const builders: Readonly<Record<string, () => unknown>> = {
  "connectors/email/read-subject.ts": () =>
    readSubject("x", { clearWords: ["back to normal", "recovered"], fineWords: ["ok"], problemWords: ["down"] }),
  "connectors/monitor-kit/redact-fields.ts": () => redactFields(new Uint8Array(), ["apiKey", "access_token"]),
};

/**
 * Every regular expression of what runs in a hub, each once.
 *
 * @returns with the files of which not every place that builds one could be made to do so
 */
export async function findOwnExpressions(): Promise<{ expressions: readonly OwnExpression[]; unseen: string[] }> {
  const expressions = new Map<string, OwnExpression>();
  const unseen: string[] = [];
  const add = (found: OwnExpression) => {
    const key = `/${found.source}/${found.flags}`;
    if (!expressions.has(key)) expressions.set(key, found);
  };
  for await (const file of glob("{schemas,core,connectors,server}/**/*.ts", { cwd: root.pathname })) {
    if (leftOut.test(file)) continue;
    const { written, builtPlaces } = readFileOf(file, await readFile(new URL(file, root), "utf8"));
    written.forEach(add);
    if (builtPlaces === 0) continue;
    const built = await watchBuilding(file);
    built.forEach(add);
    if (built.length < builtPlaces) unseen.push(file);
  }
  return { expressions: [...expressions.values()], unseen };
}

function readFileOf(file: string, text: string): { written: readonly OwnExpression[]; builtPlaces: number } {
  const written: OwnExpression[] = [];
  let builtPlaces = 0;
  const note = ({ callee }: { callee: { type: string; name?: unknown } }) => {
    if (callee.type === "Identifier" && callee.name === "RegExp") builtPlaces += 1;
  };
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const at = `${file}:${text.slice(0, node.start).split("\n").length}`;
      written.push({ source: node.regex.pattern, flags: node.regex.flags, at });
    },
    NewExpression: note,
    CallExpression: note,
  }).visit(program);
  return { written, builtPlaces };
}

/** Loads a file afresh, and calls it where {@link builders} says how; sees what `new RegExp` is given meanwhile. */
async function watchBuilding(file: string): Promise<readonly OwnExpression[]> {
  const built: OwnExpression[] = [];
  const note = (expression: RegExp) => {
    built.push({ source: expression.source, flags: expression.flags, at: file });
    return expression;
  };
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct: (target, [pattern, flags]) => note(new target(pattern as string, flags as string | undefined)),
    apply: (target, _self, [pattern, flags]) => note(target(pattern as string, flags as string | undefined)),
  });
  try {
    // A query of its own makes it another module; what it imports is there already.
    await import(`${new URL(file, root).href}?watched`);
    builders[file]?.();
  } finally {
    globalThis.RegExp = original;
  }
  return built;
}
