import { z } from "zod";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { checkShape, cleanText, parseJson, readText } from "../monitor-kit.ts";
import { decodeHeader } from "./decode-header.ts";

/** A CloudEvent as expressions see it. */
export interface CloudEvent {
  event: Readonly<Record<string, string | number | boolean>>;
  data: unknown;
  text: string;
}

export type Events = { mode: "single"; event: CloudEvent } | { mode: "batch"; events: readonly CloudEvent[] };

const expectation = { expected: "a CloudEvent, version 1.0" };
const mostEvents = 5_000;

const Name = z.string().min(1).max(1_000).transform(cleanText);
const Value = z.union([z.string().transform(cleanText), z.number(), z.boolean()]);

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes */
const Attributes = z
  .object({ specversion: z.literal("1.0"), id: Name, source: Name, type: Name, time: z.string().optional() })
  .catchall(Value.nullable());
const Structured = z.object({ data: z.unknown().optional(), data_base64: z.base64().optional() });

type Headers = Readonly<Record<string, string>>;

/** By the content type: a batch, one structured event, or the data of one whose attributes stand in the headers. */
export function readEvents(body: Uint8Array, headers: Headers): Result<Events, ParseProblem> {
  const contentType = (headers["content-type"] ?? "").toLowerCase();
  if (!contentType.startsWith("application/cloudevents")) return readBinary(body, headers);
  const text = readText(body);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  if (!contentType.startsWith("application/cloudevents-batch")) {
    const event = readStructured(json.value, "");
    return event.ok ? succeed({ mode: "single", event: event.value }) : event;
  }
  const list = checkShape(json.value, z.array(z.unknown()).max(mostEvents), { expected: "a list of CloudEvents" });
  if (!list.ok) return list;
  const events: CloudEvent[] = [];
  for (const [index, value] of list.value.entries()) {
    const event = readStructured(value, `${index}.`);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return succeed({ mode: "batch", events });
}

function readStructured(value: unknown, place: string): Result<CloudEvent, ParseProblem> {
  const parts = checkShape(value, Structured, expectation);
  if (!parts.ok) return at(place, parts.error);
  const { data: _data, data_base64: _base64, ...rest } = value as Record<string, unknown>;
  const attributes = checkShape(rest, Attributes, expectation);
  if (!attributes.ok) return at(place, attributes.error);
  const event = dropNulls(attributes.value);
  const type = String(event["datacontenttype"] ?? "application/json");
  const { data, data_base64 } = parts.value;
  if (data_base64 !== undefined) return readData(event, Buffer.from(data_base64, "base64"), type, place);
  if (isJson(type)) return succeed({ event, data: data ?? {}, text: "" });
  return succeed({ event, data: {}, text: typeof data === "string" ? cleanText(data) : "" });
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode */
function readBinary(body: Uint8Array, headers: Headers): Result<Events, ParseProblem> {
  const given = Object.entries(headers).filter(([name]) => name.startsWith("ce-"));
  if (given.length === 0) {
    const detail =
      "The request is neither structured nor binary: its content type is none of CloudEvents', and it has no ce- headers.";
    return fail({ path: "", ...expectation, detail });
  }
  const decoded = Object.fromEntries(given.map(([name, value]) => [name.slice("ce-".length), decodeHeader(value)]));
  const attributes = checkShape(decoded, Attributes, expectation);
  if (!attributes.ok) return at("ce-", attributes.error);
  const type = headers["content-type"] ?? "application/json";
  const event = readData({ ...dropNulls(attributes.value), datacontenttype: type }, body, type, "data");
  return event.ok ? succeed({ mode: "single", event: event.value }) : event;
}

/** Bytes as JSON where they are that, as a text where they are one, else as nothing. */
function readData(
  event: CloudEvent["event"],
  bytes: Uint8Array,
  type: string,
  place: string,
): Result<CloudEvent, ParseProblem> {
  const text = readText(bytes);
  if (!isJson(type)) return succeed({ event, data: {}, text: text.ok ? cleanText(text.value) : "" });
  if (!text.ok) return at(place, text.error);
  if (text.value.trim() === "") return succeed({ event, data: {}, text: "" });
  const json = parseJson(text.value);
  return json.ok ? succeed({ event, data: json.value, text: "" }) : at(place, json.error);
}

function isJson(contentType: string): boolean {
  const [type = ""] = contentType.toLowerCase().split(";", 1);
  return /^[\w.-]{1,50}\/(?:json|[\w.-]{1,80}\+json)$/.test(type.trim());
}

function dropNulls(values: Readonly<Record<string, unknown>>): CloudEvent["event"] {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as CloudEvent["event"];
}

function at(place: string, problem: ParseProblem): Result<never, ParseProblem> {
  return fail({ ...problem, path: `${place}${problem.path}` });
}
