import { createSteps } from "../../core/expressions/count-steps.ts";
import { type Expression, type ExpressionVariables } from "../../core/expressions/compile-expression.ts";
import { fail, type Inbound, type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildNothing, type Parsed } from "../monitor-kit.ts";
import { list } from "./kinds.ts";
import { compileMapping, evaluate, mapEvent, type Mapping, mustCompile } from "./map-event.ts";
import { expressionOf, type MappingSettings } from "./settings.ts";

/** `body` is the whole of it; `item` one element of the list that `items` gives, or the body as well. */
export const bodyVariables: ExpressionVariables = { body: "dyn", item: "dyn" };

const listVariables: ExpressionVariables = { body: "dyn" };
const mostItems = 5_000;
/** For all expressions of one delivery together. */
const mostSteps = 500_000;

/** Where a body holds a list of alerts. */
export const itemsSetting = { items: expressionOf(listVariables, list).optional() };
export const itemsHelp = {
  items: {
    label: { en: "List", de: "Liste" },
    help: {
      en: "An expression that gives the list of alerts in the body, such as body.alerts; then item is one of them. Without it item is the body.",
      de: "Ein Ausdruck, der die Liste der Alarme im Body ergibt, etwa body.alerts; dann ist item einer davon. Ohne ihn ist item der Body.",
    },
  },
};

type BodySettings = MappingSettings & { items?: string | undefined };

interface BodyMapping {
  items: Expression | undefined;
  mapping: Mapping;
}

/** An instance keeps the object of its settings as long as it lives, so that each is compiled once. */
const compiled = new WeakMap<BodySettings, BodyMapping>();

function compileOnce(settings: BodySettings): BodyMapping {
  const known = compiled.get(settings);
  if (known) return known;
  const items = settings.items === undefined ? undefined : mustCompile(settings.items, listVariables);
  const made = { items, mapping: compileMapping(settings, bodyVariables) };
  compiled.set(settings, made);
  return made;
}

/** The alerts of a body, in its order; all or none, with the place of the first that cannot be read. */
export function mapBody(body: unknown, settings: BodySettings, receivedAt: Date, deliveryKey: string | null): Parsed {
  const { items, mapping } = compileOnce(settings);
  const steps = createSteps(mostSteps);
  const elements = items ? listItems(items, { values: { body }, place: "", receivedAt, steps }) : succeed([body]);
  if (!elements.ok) return elements;
  const events: Inbound[] = [];
  const reasons = new Set<string>();
  for (const [index, item] of elements.value.entries()) {
    const place = items ? `items.${index}.` : "";
    const mapped = mapEvent(mapping, { values: { body, item }, place, receivedAt, steps });
    if (!mapped.ok) return mapped;
    if ("leftOut" in mapped.value) reasons.add(mapped.value.leftOut);
    else events.push(mapped.value);
  }
  if (events.length > 0) return succeed({ deliveryKey, items: events });
  return buildNothing([...reasons].join(" ") || "The list in the body is empty.", deliveryKey);
}

function listItems(
  items: Expression,
  context: Parameters<typeof evaluate>[3],
): Result<readonly unknown[], ParseProblem> {
  const given = evaluate(items, list, "items", context);
  if (!given.ok) return given;
  const problem = (detail: string) => fail({ path: "items", expected: list.expected, detail });
  if (given.value === undefined) return problem("items gives nothing for this body.");
  if (given.value.length > mostItems)
    return problem(`items gives ${given.value.length} alerts; ${mostItems} are read at most.`);
  return succeed(given.value);
}
