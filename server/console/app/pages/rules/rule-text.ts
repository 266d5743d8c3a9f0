import { isSeq, parseDocument, type YAMLSeq } from "yaml";

/** A rule as the builder shows it; what it does not know stays in the text untouched. */
export interface ShownRule {
  id: string;
  name: string;
  when: string;
  set: Readonly<Record<string, unknown>>;
  stop: boolean;
  disabled: boolean;
}

/** @returns the rules of a text, or why it cannot be read */
export function readRules(text: string): { rules: readonly ShownRule[] } | { problem: string } {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { problem: error.message };
  const raw = (document.toJS() as { rules?: unknown } | null)?.rules;
  const list = Array.isArray(raw) ? (raw as Partial<ShownRule>[]) : [];
  return {
    rules: list.map((rule) => ({
      id: String(rule?.id ?? ""),
      name: String(rule?.name ?? ""),
      when: String(rule?.when ?? "true"),
      set: rule?.set ?? {},
      stop: rule?.stop === true,
      disabled: rule?.disabled === true,
    })),
  };
}

type Edit = (rules: YAMLSeq, toNode: (value: unknown) => unknown) => void;

/** Changes the list of rules within a text; comments and all else stay where they are. */
function edit(text: string, change: Edit): string {
  const document = parseDocument(text);
  if (!isSeq(document.get("rules"))) document.set("rules", document.createNode([]));
  const rules = document.get("rules");
  if (isSeq(rules)) change(rules, (value) => document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

export function moveRule(text: string, from: number, to: number): string {
  return edit(text, ({ items }) => items.splice(to, 0, ...items.splice(from, 1)));
}

export function removeRule(text: string, index: number): string {
  return edit(text, ({ items }) => void items.splice(index, 1));
}

/** Keys that are undefined are taken out; what is not named stays. @param index where there is none yet, it is added there */
export function changeRule(text: string, index: number, changes: Readonly<Record<string, unknown>>): string {
  return edit(text, (rules, toNode) => {
    if (index >= rules.items.length) rules.items.push(toNode({}));
    for (const [key, value] of Object.entries(changes))
      if (value === undefined) rules.deleteIn([index, key]);
      else rules.setIn([index, key], toNode(value));
  });
}
