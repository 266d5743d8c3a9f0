/** What the builder can ask about, and how CEL calls it. */
export const facts = {
  title: "event.title",
  severity: "event.severity",
  resource: "event.resource",
  service: "event.service",
  client: "client",
  connection: "connection.name",
} as const;
export type Fact = keyof typeof facts;
export const operators = ["is", "isNot", "contains", "startsWith"] as const;
export type Operator = (typeof operators)[number];

export interface Condition {
  fact: Fact;
  operator: Operator;
  value: string;
}

/** Writes conditions that all have to hold as CEL; none = always. */
export function writeConditions(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return "true";
  return conditions.map(writeOne).join(" && ");
}

function writeOne({ fact, operator, value }: Condition): string {
  const text = JSON.stringify(value);
  switch (operator) {
    case "is":
      return `${facts[fact]} == ${text}`;
    case "isNot":
      return `${facts[fact]} != ${text}`;
    default:
      return `${facts[fact]}.${operator}(${text})`;
  }
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const compared = new RegExp(`^([a-z.]+) (==|!=) (${quoted})$`);
const called = new RegExp(String.raw`^([a-z.]+)\.(contains|startsWith)\((${quoted})\)$`);

/** Reads what `writeConditions` wrote. @returns undefined for what says more than that */
export function readConditions(when: string): readonly Condition[] | undefined {
  if (when.trim() === "true") return [];
  const parts = splitAnd(when);
  const read = parts.map(readOne);
  return read.some((one) => one === undefined) ? undefined : (read as Condition[]);
}

function readOne(part: string): Condition | undefined {
  const match = compared.exec(part) ?? called.exec(part);
  const fact = (Object.keys(facts) as Fact[]).find((name) => facts[name] === match?.[1]);
  if (!match || !fact) return undefined;
  const operator = match[2] === "==" ? "is" : match[2] === "!=" ? "isNot" : operators.find((one) => one === match[2]);
  try {
    return operator && { fact, operator, value: JSON.parse(match[3] ?? '""') as string };
  } catch {
    return undefined;
  }
}

/** At each `&&` that stands outside of quotes. */
function splitAnd(when: string): string[] {
  const parts: string[] = [];
  let [part, isQuoted] = ["", false];
  for (let index = 0; index < when.length; index++) {
    const sign = when[index] ?? "";
    if (sign === "\\" && isQuoted) {
      part += sign + (when[++index] ?? "");
      continue;
    }
    if (sign === '"') isQuoted = !isQuoted;
    if (!isQuoted && when.startsWith("&&", index)) {
      parts.push(part.trim());
      part = "";
      index += 1;
    } else part += sign;
  }
  return [...parts, part.trim()];
}
