import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  cleanText,
  justAfter,
  type MonitorDelivery,
  parseInstant,
  parseJson,
  type Parsed,
  readText,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** Key and episode are what stands at the path of the id. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  const at = (path: string) => readPath(json.value, path);
  const id = need(at(settings.idPath), settings.idPath, "the id of an alert");
  if (!id.ok) return id;
  const condition = readCondition(at(settings.actionPath), settings);
  if (!condition.ok) return condition;
  const severity = readSeverity(at(settings.severityPath), settings);
  if (!severity.ok) return severity;
  const time = readTime(at(settings.timePath), settings, receivedAt);
  if (!time.ok) return time;
  const resource = at(settings.resourcePath);
  const title = at(settings.titlePath);
  const event = buildEvent({
    dedupKey: id.value,
    episodeId: id.value,
    condition: condition.value,
    severity: severity.value,
    titles: [title && resource ? `${title} on ${resource}` : title, at(settings.messagePath)],
    description: at(settings.messagePath),
    raisedAt: time.value,
    clearedAt: justAfter(time.value),
    clientHint: at(settings.clientPath),
    resource,
    service: title,
    labels: Object.fromEntries(settings.labelPaths.map((path) => [path, at(path)])),
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** A text, number or truth value; own properties only. */
function readPath(value: unknown, path: string): string | undefined {
  let here = value;
  for (const name of path.split(".")) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  const isText = typeof here === "string" || typeof here === "number" || typeof here === "boolean";
  return isText ? cleanText(String(here)).trim() || undefined : undefined;
}

function need(value: string | undefined, path: string, expected: string): Result<string, ParseProblem> {
  return value === undefined ? fail({ path, expected, detail: `${path} is not there, or is empty.` }) : succeed(value);
}

function readCondition(
  given: string | undefined,
  { actionPath, raiseWords, clearWords }: Settings,
): Result<"firing" | "clear", ParseProblem> {
  const expected = `one of ${[...raiseWords, ...clearWords].join(", ")}`;
  const action = need(given, actionPath, expected);
  if (!action.ok) return action;
  const says = (words: readonly string[]) => words.some((word) => word.toLowerCase() === action.value.toLowerCase());
  if (says(raiseWords)) return succeed("firing");
  if (says(clearWords)) return succeed("clear");
  return fail({ path: actionPath, expected, detail: `${actionPath}: "${action.value.slice(0, 100)}" is not known.` });
}

function readSeverity(
  given: string | undefined,
  { severityPath, severityWords }: Settings,
): Result<Severity, ParseProblem> {
  const expected = `one of ${Object.keys(severityWords).join(", ")}`;
  const word = need(given, severityPath, expected);
  if (!word.ok) return word;
  const [, severity] =
    Object.entries(severityWords).find(([name]) => name.toLowerCase() === word.value.toLowerCase()) ?? [];
  if (severity !== undefined) return succeed(severity);
  return fail({ path: severityPath, expected, detail: `${severityPath}: "${word.value.slice(0, 100)}" is not known.` });
}

function readTime(given: string | undefined, { timePath }: Settings, receivedAt: Date): Result<Date, ParseProblem> {
  const date = given === undefined ? receivedAt : parseInstant(given);
  if (date) return succeed(date);
  return fail({
    path: timePath,
    expected: "a date and time with a zone",
    detail: `${timePath} is no time with a zone.`,
  });
}
