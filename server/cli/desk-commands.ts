import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type HubClient, Refused } from "./client.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { changeCustom } from "./custom-maps.ts";
import { printTable } from "./print.ts";

type Hub = () => Promise<HubClient>;
const routeOf = (name: string) => `/connections/${encodeURIComponent(name)}`;

/** `interdesk connection …`: what a connected desk gives and takes. */
export function addDeskCommands(connection: Command, hub: Hub): void {
  addModes(connection, hub);
  addMaps(connection, hub);
  addCustomers(connection, hub);
  addLooks(connection, hub);
}

function addModes(connection: Command, hub: Hub): void {
  connection
    .command("live")
    .argument("<name>")
    .option("--allow-many", "for an hour it may close and re-prioritise as many tickets as it likes")
    .description("read and write; also lets a paused connection go on")
    .action(async (name: string, { allowMany }: { allowMany?: true }) => {
      await (await hub()).patch(routeOf(name), { mode: "live", allowMany: allowMany === true });
      process.stdout.write(`${name} is live.\n`);
    });
  connection
    .command("shadow")
    .argument("<name>")
    .description("read and merge, write nothing; see what would be written with: connection preview")
    .action(async (name: string) => {
      await (await hub()).patch(routeOf(name), { mode: "shadow" });
      process.stdout.write(`${name} is in shadow mode. See: interdesk connection preview ${name}\n`);
    });
  connection
    .command("pause")
    .argument("<name>")
    .option("--reason <text>", "shown to whoever looks")
    .description("neither read nor write")
    .action(async (name: string, { reason }: { reason?: string }) => {
      await (await hub()).patch(routeOf(name), { mode: "parked", ...(reason === undefined ? {} : { reason }) });
      process.stdout.write(`${name} is paused. Let it go on with: interdesk connection live ${name}\n`);
    });
  connection
    .command("remove")
    .argument("<name>")
    .description("take our webhooks away and end the links; tickets stay as they are on both sides")
    .action(async (name: string) => {
      const { left } = (await (await hub()).remove(routeOf(name))) as { left: string | null };
      process.stdout.write(`${name} was removed. Its tickets stay as they are.${left === null ? "" : `\n${left}`}\n`);
    });
  connection
    .command("rules")
    .argument("<name>")
    .option("--take <condition>", "which of its records become tickets here, e.g. 'record.priority <= 2'")
    .option("--send <condition>", "which tickets are written there, e.g. 'ticket.client == \"Acme Dental\"'")
    .option("--attach <condition>", "which open ticket a new record belongs to")
    .option("--home <yes|no>", "whether tickets are worked there")
    .option("--owns-due <yes|no>", "whether its own due instants count in place of ours, for tickets that it has")
    .description("show or change what a desk gives and takes")
    .action(async (name: string, options: RuleOptions) => {
      const { home, ownsDue, ...conditions } = options;
      const rules = {
        ...conditions,
        ...(home === undefined ? {} : { home: home === "yes" }),
        ...(ownsDue === undefined ? {} : { ownsDue: ownsDue === "yes" }),
      };
      const changed = (await (await hub()).patch(routeOf(name), { rules })) as { rules: unknown };
      process.stdout.write(`${JSON.stringify(changed.rules, null, 2)}\n`);
    });
}

interface RuleOptions {
  take?: string;
  send?: string;
  attach?: string;
  home?: string;
  ownsDue?: string;
}

function addMaps(connection: Command, hub: Hub): void {
  connection
    .command("maps")
    .argument("<name>")
    .option("--save", "save the tables as they are proposed")
    .option("--file <file>", "save these tables instead")
    .option(
      "--custom <key=field:kind...>",
      "map a field of your own: text, number, boolean, date or instant; key= takes it out",
    )
    .description("show the tables of values, proposed from the desk's own lists, and what is still to be decided")
    .action(async (name: string, { save, file, custom }: { save?: true; file?: string; custom?: string[] }) => {
      const api = await hub();
      const { value, version } = await api.read(`${routeOf(name)}/maps/proposal`);
      const proposal = value as Proposal;
      if (custom !== undefined) {
        await api.patch(routeOf(name), { maps: { custom: changeCustom(proposal.maps.custom ?? {}, custom) } }, version);
        process.stdout.write("Saved.\n");
      } else if (file !== undefined)
        await api.patch(routeOf(name), { maps: parseFile(file, await readFile(file, "utf8")) });
      else if (save) await api.patch(routeOf(name), { maps: proposal.maps }, version);
      else process.stdout.write(`${JSON.stringify(proposal.maps, null, 2)}\n`);
      if (save || file !== undefined) process.stdout.write("Saved.\n");
      else if (custom === undefined) printOpen(proposal);
    });
}

interface Proposal {
  maps: ValueMaps;
  problems: { path: string; detail: string }[];
  customFields: { key: string; label: string }[];
}

/** What is still to be decided, and what could be mapped beside. */
function printOpen({ maps, problems, customFields }: Proposal): void {
  for (const { path, detail } of problems) process.stdout.write(`✗ ${path}: ${detail}\n`);
  const mapped = Object.values(maps.custom ?? {}).map(({ field }) => field);
  const left = customFields.filter(({ key }) => !mapped.includes(key));
  if (left.length > 0)
    process.stdout.write("Fields of your own that are not mapped (map one with --custom key=field):\n");
  for (const { key, label } of left) process.stdout.write(`  ${key}${label === key ? "" : ` (${label})`}\n`);
}

function parseFile(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refused(`${file} is not JSON: ${cause instanceof Error ? cause.message : ""}`);
  }
}

function addCustomers(connection: Command, hub: Hub): void {
  connection
    .command("customers")
    .argument("<name>")
    .description("the desk's customers, and which client each is here")
    .action(async (name: string) => {
      const rows = (await (await hub()).get(`${routeOf(name)}/customers`)) as { suggestions: string[] }[];
      const shown = rows.map(({ suggestions, ...row }) => ({ ...row, perhaps: suggestions.join(", ") }));
      printTable(shown, ["externalId", "name", "client", "perhaps"], "The desk knows no customers that we may see.");
    });
  addClientMap(connection, hub);
}

/** `interdesk connection map` and `interdesk client map`: the same, found from either side. */
export function addClientMap(parent: Command, hub: Hub): void {
  parent
    .command("map")
    .argument("<name>", "the connection")
    .argument("<externalId>", "the customer as the vendor calls or numbers it")
    .argument("<client>", "the client here; made if there is none")
    .description("say which client a vendor's customer is; a desk's records that waited for it are taken at once")
    .action(async (name: string, externalId: string, client: string) => {
      const mapping = { connection: name, externalId, client };
      const { released, waiting } = (await (await hub()).post("/client-map", mapping)) as Record<string, number>;
      const waited = (released ?? 0) > 0 ? ` ${released} records that waited are being taken.` : "";
      process.stdout.write(`${name}: "${externalId}" is ${client}.${waited}\n`);
      if ((waiting ?? 0) > 0)
        process.stdout.write(
          `${waiting} alerts wait for it. Take them with: interdesk deliveries replay --client-hint "${externalId}"\n`,
        );
    });
}

function addLooks(connection: Command, hub: Hub): void {
  connection
    .command("poll")
    .argument("<name>")
    .description("ask the desk for what has changed now")
    .action(async (name: string) => {
      await (await hub()).post(`${routeOf(name)}/poll`);
      process.stdout.write(`${name} is being asked.\n`);
    });
  connection
    .command("preview")
    .argument("<name>")
    .description("what would be written there, field by field; writes nothing")
    .action(async (name: string) => {
      const rows = (await (await hub()).get(`${routeOf(name)}/preview`)) as {
        fields: { field: string; from: unknown; to: unknown }[];
        detail: string | null;
      }[];
      const shown = rows.map(({ fields, detail, ...row }) => ({
        ...row,
        what: detail ?? fields.map(({ field, from, to }) => `${field}: ${String(from)} → ${String(to)}`).join("; "),
      }));
      printTable(shown, ["operation", "number", "title", "what"], "Nothing would be written.");
    });
  connection
    .command("drift")
    .argument("<name>")
    .option("--repair [ticket]", "write our values there; of one ticket, or of all")
    .description("compare every open record with its ticket, field by field")
    .action(async (name: string, { repair }: { repair?: string | true }) => {
      await showDrift(await hub(), name, repair);
    });
  connection
    .command("import")
    .argument("<name>")
    .requiredOption("--since <date>", "records that changed since then, e.g. 2026-01-31")
    .option("--pairs <file>", "JSON file of twins: their key → the ticket's id here")
    .option("--apply", "link and make what is shown; without it nothing is changed")
    .description("take in tickets that are older than the connection; pairs twins first and shows the result")
    .action(async (name: string, { since, pairs, apply }: { since: string; pairs?: string; apply?: true }) => {
      const known = pairs === undefined ? {} : { pairs: parseFile(pairs, await readFile(pairs, "utf8")) };
      const body = { since, ...known, apply: apply === true };
      const rows = (await (await hub()).post(`${routeOf(name)}/import`, body)) as Record<string, unknown>[];
      printTable(rows, ["number", "title", "action", "how", "ticketId"], "There is nothing to import.");
      if (!apply && rows.length > 0) process.stdout.write("Nothing was changed. Add --apply to do it.\n");
    });
}

async function showDrift(api: HubClient, name: string, repair: string | true | undefined): Promise<void> {
  if (repair !== undefined) {
    const body = repair === true ? {} : { ticketId: repair };
    const { repaired } = (await api.post(`${routeOf(name)}/drift/repair`, body)) as { repaired: number };
    process.stdout.write(`${repaired} records are being written.\n`);
    return;
  }
  const { links, drift } = (await api.post(`${routeOf(name)}/drift`)) as {
    links: number;
    drift: {
      ticketId: string;
      number: string | null;
      fields: { field: string; ours: unknown; theirs: unknown; state: string }[];
    }[];
  };
  const rows = drift.flatMap(({ fields, ...row }) => fields.map((field) => ({ ...row, ...field })));
  printTable(rows, ["number", "ticketId", "field", "ours", "theirs", "state"], "Both sides say the same.");
  process.stdout.write(`${links} records compared, ${drift.length} differ.\n`);
}
