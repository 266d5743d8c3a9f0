import type { ConnectorError, Result } from "../contract.ts";
import { fail, succeed } from "../contract.ts";
import type { MappedField } from "../../schemas/value-map.ts";
import { parseWith } from "../http.ts";
import type { VendorField } from "../custom-fields.ts";
import { type FieldInfo, Fields, ResourceItem, UserDefinedFields } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

/** "Autotask Administrator", as which workflow rules act; nobody signs in as it. */
export const systemResource = 4;
/** Licence of API users, who cannot be assigned anything. */
const apiLicense = 7;
/** Picklists and people change seldom; a changed one is seen within this. */
const freshMs = 15 * 60_000;

export interface Person {
  id: number;
  name: string;
  /** Lower case; null = none. */
  email: string | null;
  roleId: number | null;
  assignable: boolean;
  /** Not an API user and not the system. */
  person: boolean;
}

/** People, queues and picklists of one database, as needed to map values. */
export interface Directory {
  resources: ReadonlyMap<number, Person>;
  /** Labels of the picklists, by value. A category's value is `issue` or `issue/subissue`. */
  labels: Readonly<Record<MappedField, ReadonlyMap<string, string>>>;
  fields: readonly FieldInfo[];
  /** User-defined fields of tickets, by name. */
  customFields: readonly VendorField[];
  /** The API user's own resource number. */
  ownId: number | null;
}

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Loads the directory once for all who ask, and again when it has grown old. */
export function createDirectorySource(
  client: AutotaskClient,
  userName: string,
  clock: { now(): Date },
): () => Answer<Directory> {
  let known: { directory: Directory; at: number } | undefined;
  let loading: Answer<Directory> | undefined;
  return async () => {
    if (known && clock.now().getTime() - known.at < freshMs) return succeed(known.directory);
    loading ??= load(client, userName).finally(() => (loading = undefined));
    const loaded = await loading;
    if (loaded.ok) known = { directory: loaded.value, at: clock.now().getTime() };
    return loaded;
  };
}

async function load(client: AutotaskClient, userName: string): Answer<Directory> {
  const resources = await client.queryAll("Resources", ResourceItem, [{ op: "gte", field: "id", value: 0 }]);
  if (!resources.ok) return resources;
  const answer = await client.call({
    method: "GET",
    path: "Tickets/entityInformation/fields",
    buckets: ["Tickets"],
    safe: true,
  });
  if (!answer.ok) return answer;
  const fields = parseWith(Fields, answer.value);
  if (!fields.ok) return fields;
  if (!fields.value.fields.some(({ name }) => name === "queueID"))
    return fail({ kind: "unreadable", path: "fields.queueID", detail: "The ticket fields do not list queues." });
  const userDefined = await readUserDefined(client);
  if (!userDefined.ok) return userDefined;
  const own = resources.value.find((resource) => isOwn(resource, userName));
  return succeed({
    resources: new Map(resources.value.map((resource) => [resource.id, toPerson(resource)])),
    labels: buildLabels(fields.value.fields),
    fields: fields.value.fields,
    customFields: [...listStandard(fields.value.fields), ...userDefined.value],
    ownId: own?.id ?? null,
  });
}

/** A standard field that a mapping may name as if it were the customer's own: nothing else of ours is kept in it. */
export const dueField = "dueDateTime";

function listStandard(fields: readonly FieldInfo[]): VendorField[] {
  return fields.some(({ name }) => name === dueField) ? [{ key: dueField, label: "Due date" }] : [];
}

/** A kind of record that has none answers 404. */
async function readUserDefined(client: AutotaskClient): Answer<readonly VendorField[]> {
  const path = "Tickets/entityInformation/userDefinedFields";
  const answer = await client.call({ method: "GET", path, buckets: ["Tickets"], safe: true });
  if (!answer.ok) return answer.error.kind === "gone" ? succeed([]) : answer;
  const parsed = parseWith(UserDefinedFields, answer.value);
  if (!parsed.ok) return parsed;
  return succeed(
    parsed.value.fields.map(({ name, label, length }) => ({
      key: name,
      label: label ?? name,
      ...(length ? { mostText: length } : {}),
    })),
  );
}

function buildLabels(fields: readonly FieldInfo[]): Directory["labels"] {
  const valuesOf = (name: string) => fields.find((field) => field.name === name)?.picklistValues ?? [];
  const labelsOf = (name: string) => new Map(valuesOf(name).map(({ value, label }) => [value, label]));
  const issues = labelsOf("issueType");
  const subIssues = valuesOf("subIssueType").flatMap(({ value, label, parentValue }) => {
    const parent = parentValue ? issues.get(parentValue) : undefined;
    return parent ? [[`${parentValue}/${value}`, `${parent} > ${label}`] as const] : [];
  });
  return {
    status: labelsOf("status"),
    priority: labelsOf("priority"),
    type: labelsOf("ticketType"),
    queue: labelsOf("queueID"),
    category: new Map([...issues, ...subIssues]),
  };
}

/** The stored user name may lack the domain part. */
function isOwn(resource: ResourceItem, userName: string): boolean {
  const wanted = userName.toLowerCase();
  const name = resource.userName?.toLowerCase();
  return name === wanted || name === wanted.split("@")[0] || resource.email?.toLowerCase() === wanted;
}

function toPerson(resource: ResourceItem): Person {
  const isApi = resource.licenseType === apiLicense;
  return {
    id: resource.id,
    name: [resource.firstName, resource.lastName].filter(Boolean).join(" "),
    email: resource.email?.toLowerCase() || null,
    roleId: resource.defaultServiceDeskRoleID,
    assignable: resource.isActive && !isApi,
    person: !isApi && Boolean(resource.email),
  };
}
