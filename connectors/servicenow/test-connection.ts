import type { TestStep } from "../contract.ts";
import { readJson } from "../http.ts";
import { wantedColumns } from "./api-types.ts";
import {
  AnyRow,
  checkComments,
  checkCount,
  checkFiles,
  checkRoles,
  checkSla,
  checkTime,
  checkUnknownParts,
  checkVisible,
  everything,
  toStep,
} from "./connection-probes.ts";
import type { Directory } from "./directory.ts";
import type { DeskParts } from "./parts.ts";
import { readPage, tablePath } from "./read-page.ts";
import { describeCodes } from "./rule-status.ts";

/**
 * From the address to the rights, each step in words for an admin. Stops where nothing more can be learnt; writes nothing.
 * The first call goes without credentials, so that a wrong address costs no failed log-in.
 */
export async function* testConnection(parts: DeskParts): AsyncGenerator<TestStep> {
  parts.client.forgive();
  const reached = await reach(parts);
  yield reached;
  if (!reached.ok) return;
  const signedIn = await readPage(parts.client, tablePath(parts.settings.table), AnyRow, everything, {
    limit: 1,
    counted: true,
  });
  yield toStep("Sign in and read tickets", signedIn, ({ rows, total }) => describeVisible(rows.length, total));
  if (!signedIn.ok) return;
  const directory = await parts.directory();
  yield toStep("Read lists and people", directory, describeDirectory);
  if (!directory.ok) return;
  yield checkOwnUser(parts, directory.value);
  yield checkCloseCode(parts, directory.value);
  yield checkColumns(directory.value);
  for (const check of [checkUnknownParts, checkTime, checkVisible, checkRoles, checkCount, checkComments, checkFiles])
    yield check(parts);
  if (parts.settings.readSla) yield checkSla(parts);
}

/** Any JSON of ServiceNow's will do, a refusal too. */
async function reach({ client, settings }: DeskParts): Promise<TestStep> {
  const step = "Reach the instance";
  const answer = await client.knock(`${tablePath(settings.table)}?sysparm_limit=1`);
  if (!answer.ok) return { step, ok: false, detail: answer.error.detail };
  const judged = client.judge(answer.value, true);
  const json = readJson(answer.value);
  const speaks = json.ok && typeof json.value === "object" && json.value !== null;
  if (speaks && (judged.ok || judged.error.kind === "unauthorized" || "error" in (json.value as object)))
    return { step, ok: true, detail: `ServiceNow answers at ${client.baseUrl}.` };
  return {
    step,
    ok: false,
    detail: judged.ok ? "Something else than ServiceNow answers there." : judged.error.detail,
  };
}

function describeVisible(visible: number, total: number | null): string {
  if (visible > 0) return "Signed in; tickets are visible.";
  if (total === 0) return "Signed in; the table is empty.";
  return `Signed in, but of ${total ?? "some"} tickets none on the first page is visible: access rules or the domain of the API user hide them.`;
}

function describeDirectory(directory: Directory): string {
  const people = `${directory.technicians.size} people who can be assigned`;
  const roles = directory.techniciansByRole
    ? ""
    : " (roles cannot be read: all users with an address count, and nobody's public comment counts as a technician's)";
  const lookup = directory.lookup.size > 0 ? "the instance's own priority lookup" : "the delivered priority lookup";
  return `${directory.groups.size} groups, ${people}${roles}; ${lookup}.`;
}

function checkOwnUser({ settings }: DeskParts, { ownUser }: Directory): TestStep {
  const step = "Find the API user itself";
  if (ownUser === null)
    return {
      step,
      ok: false,
      detail: `No user "${settings.userName}" is visible, so our own writes could not be told from others'. Please check the User ID, and read on sys_user.`,
    };
  if (ownUser.active === "false") return { step, ok: false, detail: "The API user is not active." };
  const zone = ownUser.time_zone ?? "";
  if (zone !== "" && !/^(gmt|utc|etc\/(gmt|utc))$/i.test(zone))
    return { step, ok: false, detail: `The API user's time zone is ${zone}. Please set it to GMT.` };
  const advice = [
    zone === "" ? "Its time zone is the system's; please set GMT." : "",
    ownUser.web_service_access_only === "true" ? "" : "Web service access only is off; please set it.",
  ].filter(Boolean);
  return { step, ok: true, detail: [`User ${ownUser.name ?? settings.userName}.`, ...advice].join(" ") };
}

function checkCloseCode({ settings }: DeskParts, { choices }: Directory): TestStep {
  const step = "Check the resolution code";
  const codes = (choices["close_code"] ?? []).filter(({ active }) => active).map(({ value }) => value);
  if (codes.length === 0) return { step, ok: true, detail: "The table has no list of resolution codes." };
  if (!codes.includes(settings.closeCode)) return { step, ok: false, detail: describeCodes(settings.closeCode, codes) };
  return { step, ok: true, detail: `"${settings.closeCode}" is one of ${codes.length}.` };
}

function checkColumns({ columns, lengths }: Directory): TestStep {
  const step = "Check columns and lengths";
  if (columns.size === 0)
    return { step, ok: true, detail: "The dictionary cannot be read; the delivered lengths are used." };
  // System columns stand in the dictionary of no table of their own.
  const missing = wantedColumns.filter((column) => !column.startsWith("sys_") && !columns.has(column));
  const detail = `Title ${lengths["short_description"]}, description ${lengths["description"]} characters.`;
  return missing.length === 0
    ? { step, ok: true, detail }
    : { step, ok: false, detail: `The table lacks the columns ${missing.join(", ")}.` };
}
