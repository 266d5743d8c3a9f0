import { input, password, select } from "@inquirer/prompts";
import type { HubClient } from "./client.ts";

/** A property of a settings or secrets schema, as the API tells it. */
interface Property {
  type?: string;
  default?: unknown;
  enum?: readonly string[];
}
interface Described {
  name: string;
  title: string;
  help: Record<string, { label: string; help: string; secret?: boolean }>;
  settings: { properties?: Record<string, Property>; required?: readonly string[] };
  secrets: { properties?: Record<string, Property>; required?: readonly string[] };
}

/** Asks for everything that a connector's manifest wants, one thing at a time. @returns the body of the request */
export async function askConnection(api: HubClient): Promise<Record<string, unknown>> {
  const connectors = (await api.get("/connectors")) as Described[];
  const chosen = await select({
    message: "What shall be connected?",
    choices: connectors.map((one) => ({ name: one.title, value: one })),
  });
  const name = await input({ message: "Name of this connection", default: chosen.name, required: true });
  const settings = await askAll(chosen, chosen.settings, askSetting);
  const secrets = await askAll(chosen, chosen.secrets, askSecret);
  return { name, connector: chosen.name, settings, secrets };
}

type Ask = (help: { label: string; help: string }, property: Property, required: boolean) => Promise<unknown>;

async function askAll({ help }: Described, schema: Described["settings"], ask: Ask): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const about = help[key] ?? { label: key, help: "" };
    const required = schema.required?.includes(key) === true && property.default === undefined;
    const answer = await ask(about, property, required);
    if (answer !== undefined) answers[key] = answer;
  }
  return answers;
}

async function askSetting(
  { label, help }: { label: string; help: string },
  property: Property,
  required: boolean,
): Promise<unknown> {
  if (property.enum)
    return select({
      message: `${label}\n  ${help}\n `,
      choices: [...property.enum],
      default: String(property.default ?? property.enum[0] ?? ""),
    });
  const shown = property.default === undefined ? {} : { default: String(property.default) };
  const list = property.type === "array" ? " (several: with commas between)" : "";
  const text = await input({ message: `${label}${list}\n  ${help}\n `, required, ...shown });
  return readAnswer(text, property);
}

/**
 * Numbers, booleans and lists are parsed; an empty answer, and the default as it was shown, leave it to the hub, which checks
 * everything anyway.
 */
export function readAnswer(text: string, property: Property): unknown {
  if (text === "" || text === String(property.default)) return undefined;
  switch (property.type) {
    case "integer":
    case "number":
      return Number(text);
    case "boolean":
      return text === "true" || text === "yes";
    case "array":
      return text.split(",").flatMap((part) => part.trim() || []);
    default:
      return text;
  }
}

async function askSecret(
  { label, help }: { label: string; help: string },
  _property: Property,
  required: boolean,
): Promise<unknown> {
  const text = await password({
    message: `${label}\n  ${help}\n `,
    mask: true,
    validate: (value) => (required && value === "" ? "This is needed." : true),
  });
  return text === "" ? undefined : text;
}
